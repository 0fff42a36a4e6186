import type { ChildProcess } from 'node:child_process';

/** A process that is started again when it ends by itself. */
export interface Supervised {
  /** The one that runs now, or ran last. */
  readonly process: ChildProcess;
  /** Starts it no more; ending what runs is the caller's. Resolves when no start is under way. */
  release(): Promise<void>;
}

const firstWait = 250;
const longestWait = 10_000;

/**
 * A server that ends because its disk is full, or because the system killed it, comes back when it can: at first at once,
 * then after waits that double, for as long as it takes.
 * @param start rejects where it could not be started
 */
export function supervise(first: ChildProcess, start: () => Promise<ChildProcess>): Supervised {
  let current = first;
  let released = false;
  let wake = (): void => {};
  let reviving: Promise<void> | undefined;

  async function revive(): Promise<void> {
    for (let wait = firstWait; !released; wait = Math.min(wait * 2, longestWait)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        // Whoever has nothing else to do than wait for it may end.
        timer.unref();
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (released) return;
      try {
        current = await start();
        watch();
        return;
      } catch {
        // Its disk is as full as before: it is tried again, later.
      }
    }
  }

  function watch(): void {
    const again = (): void => {
      if (!released) reviving = revive();
    };
    if (current.exitCode === null && current.signalCode === null) current.once('exit', again);
    else again();
  }

  watch();
  return {
    get process() {
      return current;
    },
    async release() {
      released = true;
      wake();
      await reviving;
    },
  };
}
