import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { passwordIn } from './embedded.ts';
import { isAlive } from './folder-lock.ts';
import { applicationRole } from './migrate.ts';

/** Where the embedded server of a folder listens, written by the process that runs it. */
interface RunningNote {
  pid: number;
  port: number;
}

const noteIn = (folder: string): string => path.join(folder, 'running.json');

/**
 * Writes down where the server of a folder listens, so that a command beside it (`roster token`) can use it too.
 * @returns takes the note away
 */
export function noteRunning(folder: string, port: number): () => void {
  const note: RunningNote = { pid: process.pid, port };
  writeFileSync(noteIn(folder), JSON.stringify(note), { mode: 0o600 });
  return () => rmSync(noteIn(folder), { force: true });
}

/** The address of the server that another process runs on this folder, as the application's role; `undefined` when none does. */
export function runningUrl(folder: string): string | undefined {
  if (!existsSync(noteIn(folder))) return undefined;
  try {
    const { pid, port } = JSON.parse(readFileSync(noteIn(folder), 'utf8')) as RunningNote;
    if (pid === process.pid || !isAlive(pid)) return undefined;
    const password = passwordIn(folder, 'application-password');
    return `postgres://${applicationRole}:${password}@127.0.0.1:${port}/postgres`;
  } catch {
    return undefined; // cut short by a crash
  }
}
