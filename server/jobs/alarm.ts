/** Lets a loop sleep until its time is over or somebody rings. */
export interface Alarm {
  /** Sleeps, unless somebody has rung since the last time. */
  wait(milliseconds: number): Promise<void>;
  /** Sleeps through the bell, until `enough` says so: for waiting until trouble is over. */
  pause(milliseconds: number, enough: () => boolean): Promise<void>;
  ring(): void;
}

export function makeAlarm(): Alarm {
  let rung = false;
  let wake: (() => void) | undefined;
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return {
    async wait(milliseconds) {
      if (!rung) await sleep(milliseconds);
      wake = undefined;
      rung = false;
    },
    async pause(milliseconds, enough) {
      const until = performance.now() + milliseconds;
      while (!enough() && performance.now() < until) await sleep(until - performance.now());
      wake = undefined;
    },
    ring() {
      rung = true;
      wake?.();
    },
  };
}
