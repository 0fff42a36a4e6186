import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Another running process has the folder open. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/** The folder cannot be made, or not be written to; the message is a sentence that says why. */
export class FolderUnusable extends Error {
  override name = 'FolderUnusable';
}

/**
 * Holds a folder for this process alone: two on one PGlite folder lose data without a word, and two PostgreSQL servers would stop
 * each other. The lock is a file that names its process and the moment that process began, so one left behind by a crash, or by
 * another process that had the same number, does not count.
 * @returns lets the folder go
 * @throws FolderInUse, FolderUnusable
 */
export function lockFolder(folder: string): () => void {
  makeFolder(path.resolve(folder));
  const file = path.join(folder, 'roster.lock');
  const mine = JSON.stringify({ pid: process.pid, began: startOf(process.pid), token: randomUUID() });
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(folder, error);
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

/**
 * Makes it and what it lies in, for this user alone. One at a time, since Node's own `recursive` never ends where the system
 * says of a place that is there that nothing can be made in it, as in `/proc`.
 */
function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let place = folder; !existsSync(place); place = path.dirname(place)) missing.unshift(place);
  try {
    for (const place of missing) makeOne(place, place === folder ? 0o700 : 0o777);
    if (!statSync(folder).isDirectory()) throw new FolderUnusable(`${folder} is a file; a folder is needed here.`);
  } catch (error) {
    throw unusable(folder, error);
  }
}

function makeOne(place: string, mode: number): void {
  try {
    mkdirSync(place, { mode });
  } catch (error) {
    // Another starter was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const folderFaults: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'what it would lie in is a file',
  ENOENT: 'nothing can be made there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

function unusable(folder: string, error: unknown): unknown {
  const fault = folderFaults[(error as NodeJS.ErrnoException).code ?? ''];
  return fault ? new FolderUnusable(`The folder ${folder} cannot be used: ${fault}.`) : error;
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

/**
 * Whether a process of that number runs, be it ours or another user's. One that has ended and that nobody has asked about
 * yet, as for a moment after a kill, keeps its number and does nothing more.
 */
export function isAlive(pid: number): boolean {
  if (/^[ZX]$/.test(statOf(pid)?.[0] ?? '')) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in the kernel's clock ticks; null where there is no /proc. */
function startOf(pid: number): string | null {
  return statOf(pid)?.[19] ?? null;
}

/** What the kernel says of a process, from the third field on: the name before it, in brackets, may hold blanks. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
