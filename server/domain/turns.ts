import { Refused } from './refused.ts';

export interface TurnOptions {
  /** How much is at work at once. */
  atOnce: number;
  /** How much waits, in the order in which it came. */
  waiting: number;
  /** Said to who finds the line full. */
  detail: string;
}

/** Lets work go on a bounded amount at a time. What it answers throws Refused `unavailable` where too much waits already. */
export function makeTurns({ atOnce, waiting, detail }: TurnOptions): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working >= atOnce) {
      if (queue.length >= waiting) throw new Refused('unavailable', { detail, retryAfter: 2 });
      await new Promise<void>((resolve) => queue.push(resolve));
    } else working++;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes just now takes it before those who wait.
      const next = queue.shift();
      if (next) next();
      else working--;
    }
  };
}
