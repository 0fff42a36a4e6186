import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Another running process has the folder open. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/**
 * Holds a folder for this process alone: two on one PGlite folder lose data without a word, and two PostgreSQL servers would stop
 * each other. The lock is a file that names its process and the moment that process began, so one left behind by a crash, or by
 * another process that had the same number, does not count.
 * @returns lets the folder go
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(path.dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'roster.lock');
  const mine = JSON.stringify({ pid: process.pid, began: startOf(process.pid), token: randomUUID() });
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const theirs = read(file);
    const holder = holderOf(theirs);
    if (holder !== null)
      throw new FolderInUse(
        `Another Roster (process ${holder}) has the folder ${folder} open; stop it, or use another folder.`,
      );
    if (theirs !== undefined) setAside(file, theirs);
  }
  throw new FolderInUse(`The folder ${folder} is being opened by several processes at once.`);
}

/** Takes a stale lock away, unless it has just become somebody's fresh one. */
function setAside(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another starter was faster
  }
  if (read(aside) !== stale && !existsSync(file)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

/** The number of the living process that wrote a lock, or null. An unreadable one is a crash between two bytes. */
function holderOf(text: string | undefined): number | null {
  try {
    const { pid, began } = JSON.parse(text ?? '') as { pid: number; began: string | null };
    return isAlive(pid) && (began === null || startOf(pid) === began) ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process of that number runs, be it ours or another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the kernel's clock ticks; null where there is no /proc. */
function startOf(pid: number): string | null {
  const stat = read(`/proc/${pid}/stat`);
  // The name in brackets may hold blanks; the start is the twenty-second field.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
