import type { MiddlewareHandler } from 'hono';

/** Knows which requests are being answered, so that a server can end without breaking any off. */
export interface RequestsInFlight {
  count: MiddlewareHandler;
  /** Resolves when the last one is answered, or after so many milliseconds. */
  ended(patience: number): Promise<void>;
}

export function requestsInFlight(): RequestsInFlight {
  let open = 0;
  let onNone = (): void => {};
  return {
    async count(_c, next) {
      open++;
      try {
        await next();
      } finally {
        open--;
        if (open === 0) onNone();
      }
    },
    async ended(patience) {
      if (open === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        onNone = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
