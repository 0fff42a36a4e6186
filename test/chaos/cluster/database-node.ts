import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { atExit } from '../at-exit.ts';
import { pause } from '../door.ts';
import { familyOf, type Daemon } from './daemon.ts';

export interface NodeOptions {
  name: string;
  /** Of PostgreSQL, and of Patroni's own API. */
  port: number;
  restPort: number;
  data: string;
  /** Starts Patroni, which starts PostgreSQL. */
  run(): Daemon;
}

/** A machine of the database: Patroni, and the PostgreSQL it looks after. */
export class DatabaseNode {
  readonly name: string;
  readonly port: number;
  readonly restPort: number;
  readonly #options: NodeOptions;
  #patroni: Daemon | undefined;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.name = options.name;
    this.port = options.port;
    this.restPort = options.restPort;
    // Patroni goes with us, and would leave its server behind.
    atExit(() => this.#all().forEach((pid) => send(pid, 'SIGKILL')));
  }

  start(): void {
    this.#patroni = this.#options.run();
  }

  /** As a machine that loses its power. */
  async kill(): Promise<void> {
    const server = this.#postgres();
    await this.#patroni?.kill();
    for (const pid of server) send(pid, 'SIGKILL');
    while (server.some((pid) => send(pid, 0))) await pause(20);
  }

  /** As a machine whose clock stands still: it holds its connections and answers nothing. Answers how many processes stopped. */
  freeze(): number {
    return this.#all().filter((pid) => send(pid, 'SIGSTOP')).length;
  }

  thaw(): void {
    for (const pid of this.#all()) send(pid, 'SIGCONT');
  }

  said(): string {
    return this.#patroni?.said() ?? '';
  }

  #all(): number[] {
    return [...(this.#patroni ? familyOf(this.#patroni.pid) : []), ...this.#postgres()];
  }

  /** Patroni lets go of the server it has started, so that it outlives Patroni; the server notes its number. */
  #postgres(): number[] {
    const note = path.join(this.#options.data, 'postmaster.pid');
    if (!existsSync(note)) return [];
    const pid = Number(readFileSync(note, 'utf8').split('\n')[0]);
    return pid > 1 && send(pid, 0) ? familyOf(pid) : [];
  }
}

/** Whether there was such a process, and one of ours. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
