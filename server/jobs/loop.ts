import type { Meter } from '../domain/meter.ts';
import { makeAlarm } from './alarm.ts';
import { jittered } from './jittered.ts';

/** Something that is at work until it is told to stop. */
export interface Worker {
  /** Begins its next round at once: a transaction that left work has just been committed. */
  wake(): void;
  /** Finishes what is at hand, lets go of what has not begun, and ends. */
  stop(): Promise<void>;
}

export interface Loop extends Worker {
  readonly stopping: boolean;
  /** What became of a piece of work is worth several tries: forgotten, it would be done once more. */
  insist<T>(work: () => Promise<T>): Promise<T>;
}

export interface LoopOptions {
  /** What it is called in figures. */
  name: 'mail' | 'webhooks' | 'expiry';
  /** Milliseconds between two rounds when nobody rings, give or take a fifth. */
  poll: number;
  /** One round; answers whether the next one follows at once because there is more. */
  round: (loop: Loop) => Promise<boolean>;
  /** Does not begin with a round, so that servers which are started together do not all look at once. */
  waitsFirst?: boolean;
  /** What has to come to its end after the last round. */
  last?: () => Promise<unknown>;
  /** Milliseconds that `stop` waits; as long as it takes when absent. */
  farewell?: number;
  /** Hears of a round that failed. */
  onTrouble: (reason: string) => void;
  meter?: Meter | undefined;
}

const longestPause = 30_000;

/** Runs rounds of work, and comes back from each failure after a wait that doubles, at a moment of its own. */
export function startLoop(options: LoopOptions): Loop {
  const { name, poll, round, last, farewell, onTrouble, meter } = options;
  const alarm = makeAlarm();
  let stopping = false;

  async function run(): Promise<void> {
    let troubles = 0;
    if (options.waitsFirst) await alarm.wait(jittered(poll));
    while (!stopping) {
      try {
        const more = await round(loop);
        troubles = 0;
        meter?.set('roster_job_last_run_timestamp_seconds', { job: name }, Date.now() / 1_000);
        if (!more && !stopping) await alarm.wait(jittered(poll));
      } catch (error) {
        // Mostly the database is away. Nobody can ring it awake meanwhile.
        meter?.add('roster_job_failures_total', { job: name });
        onTrouble(nameOf(error));
        const pause = Math.min(poll * 2 ** troubles++, Math.max(poll, longestPause));
        await alarm.pause(jittered(pause), () => stopping);
      }
    }
    await last?.();
  }

  const loop: Loop = {
    get stopping() {
      return stopping;
    },
    wake: () => alarm.ring(),
    async insist(work) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await work();
        } catch (error) {
          if (attempt >= 5 || stopping) throw error;
          await new Promise((resolve) => setTimeout(resolve, jittered(200 * 2 ** attempt)));
        }
      }
    },
    async stop() {
      stopping = true;
      alarm.ring();
      if (farewell === undefined) return running;
      const late = new Promise<void>((resolve) => setTimeout(resolve, farewell).unref());
      await Promise.race([running, late]);
    },
  };
  // Not before `loop` is there: the first round begins at once.
  const running = run();
  return loop;
}

/** A code, else the kind of error: messages of mail servers and drivers repeat addresses. */
export function nameOf(error: unknown): string {
  const { code, responseCode, name } = (error ?? {}) as { code?: unknown; responseCode?: unknown; name?: unknown };
  const word = typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
  return typeof responseCode === 'number' && responseCode > 0 ? `${word} ${responseCode}` : word;
}
