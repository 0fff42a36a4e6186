import { fileURLToPath } from 'node:url';
import { freePort, startCommand, type Running } from '../support/command.ts';
import { atExit } from './at-exit.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerOptions {
  name: string;
  kind: 'api' | 'worker';
  environment: Record<string, string>;
  /** A free one when left out. */
  port?: number;
  /** Where the sources are: another build, or another version. */
  sources?: string;
  /** Told of an end that nobody here asked for. */
  onExit(name: string, words: string): void;
}

/** A process of the real server, started as a person would. */
export class ServerProcess {
  readonly name: string;
  readonly kind: 'api' | 'worker';
  port = 0;
  /** The last start is over, and the process is there. */
  up = false;
  readonly #options: ServerOptions;
  #running: Running | undefined;
  #ours = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.name = options.name;
    this.kind = options.kind;
    this.port = options.port ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it says that it is there. A clock that is wrong by so many milliseconds, or other sources, last until the next start. */
  async start({ skew = 0, sources = this.#options.sources }: { skew?: number; sources?: string } = {}): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const { environment, kind, name, onExit } = this.#options;
    this.#ours = false;
    const running = startCommand(
      [kind === 'api' ? 'serve' : 'work'],
      {
        ...environment,
        PORT: String(this.port),
        ...(kind === 'api' && { ROSTER_JOBS: '0' }),
        ...(skew !== 0 && { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(wrongClock(skew))}` }),
      },
      root,
      sources,
    );
    this.#running = running;
    const forget = atExit(() => running.process.kill('SIGKILL'));
    void running.ended.then(({ status, err }) => {
      forget();
      this.up = false;
      if (!this.#ours && this.#running === running) onExit(name, `ended with ${status}: ${err.slice(-2_000)}`);
    });
    await running.said('Roster is at');
    this.up = true;
  }

  /** As a power cut ends it. */
  async kill(): Promise<void> {
    this.#ours = true;
    this.#running?.process.kill('SIGKILL');
    await this.#running?.ended;
  }

  /** As an operator ends it; answers whether it went in peace. */
  async stop(): Promise<boolean> {
    this.#ours = true;
    this.#running?.process.kill('SIGTERM');
    return (await this.#running?.ended)?.status === 0;
  }
}

/** Source of a module that sets the clock of its process: it goes on, only somewhere else. */
function wrongClock(skew: number): string {
  return `const { Date: Right } = globalThis;
globalThis.Date = class Date extends Right {
  constructor(...given) { given.length ? super(...given) : super(Right.now() + ${skew}); }
  static now() { return Right.now() + ${skew}; }
};`;
}
