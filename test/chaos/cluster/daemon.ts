import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { atExit } from '../at-exit.ts';

/** A program of the cluster, in a process of its own. */
export class Daemon {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #log: string;

  constructor(words: string[], { log, user }: { log: string; user: { uid: number; gid: number } | undefined }) {
    const [command, ...rest] = words as [string, ...string[]];
    const out = openSync(log, 'a');
    const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' };
    this.#child = spawn(command, rest, { ...user, cwd: '/', env, stdio: ['ignore', out, out] });
    closeSync(out);
    this.#log = log;
    this.#ended = once(this.#child, 'exit');
    if (this.#child.pid === undefined) throw new Error(`${command} cannot be started`);
    this.pid = this.#child.pid;
    this.#child.once(
      'exit',
      atExit(() => this.#child.kill('SIGKILL')),
    );
  }

  /** The last it said, for whoever looks into a fault. */
  said(): string {
    return readFileSync(this.#log, 'utf8').slice(-3_000);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

/** A process and all that it has started, and they in turn. */
export function familyOf(pid: number): number[] {
  const all = [pid];
  for (const one of all) all.push(...childrenOf(one));
  return all;
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(/\s+/).filter(Boolean).map(Number);
  } catch {
    return []; // it has just ended
  }
}
