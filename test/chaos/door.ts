import type { Ledger } from './ledger.ts';

/** Milliseconds after which whoever asked takes the server for hung. */
export const longestAnswer = 15_000;

export interface Answer {
  status: number;
  // eslint-disable-next-line typescript/no-explicit-any -- whoever asked knows what the answer holds
  body: any;
}

/** `done` with its answer; `unknown` where nobody said whether it was done; `refused` where it was not, and why. */
export type Outcome = { kind: 'done' | 'refused'; answer: Answer } | { kind: 'unknown' };

export interface Ask {
  method: string;
  path: string;
  body?: unknown;
  token: string;
  headers?: Record<string, string>;
}

/** Asks one of these servers, as a program does that keeps no state of its own. */
export async function ask(ledger: Ledger, base: string, { method, path, body, token, headers }: Ask): Promise<Outcome> {
  const what = `${method} ${path}`;
  try {
    const response = await fetch(`${base}/roster/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(longestAnswer),
    });
    const text = await response.text();
    const { status } = response;
    const answer = { status, body: text.startsWith('{') ? JSON.parse(text) : text };
    if (status < 300) return { kind: 'done', answer };
    // What stands before the server says so in words of its own.
    const ours = response.headers.get('content-type')?.includes('problem+json') ?? false;
    if (status === 503 || (status > 500 && !ours)) {
      ledger.notAnswered(ours ? `${status}: ${JSON.parse(text).detail}` : `${status} before the server`);
      return { kind: 'unknown' };
    }
    if (status >= 500) ledger.odd.push(`${what}: ${status} ${text}`);
    else ledger.refused++;
    return { kind: 'refused', answer };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') ledger.hung.push(`${what} at ${base}`);
    const { code = 'no answer' } = ((error as Error).cause ?? {}) as { code?: string };
    ledger.notAnswered(code);
    return { kind: 'unknown' };
  }
}

/** A name that no other thing of the run has. */
let named = 0;
export const newName = (what: string): string => `${what}${++named}`;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
