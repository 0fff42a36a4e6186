import { SourceError } from './source.ts';
import { failure } from './failure.ts';

/** Where a widget token comes from. Without any of the three the page's own session cookie is the credential. */
export interface TokenSettings {
  token?: string | undefined;
  getToken?: (() => Promise<string>) | undefined;
  tokenEndpoint?: string | undefined;
}

interface Held {
  token: string;
  /** Milliseconds of `Date.now()`; a token without a known end is used until it is refused. */
  until: number;
}

/** One supply of tokens: every element of the page that names the same one shares its requests, answers and failures. */
export class TokenSupply {
  readonly #ask: (() => Promise<Held>) | undefined;
  #held: Held | undefined;
  #asking: Promise<Held> | undefined;
  #failed: { error: SourceError; until: number; times: number } | undefined;

  constructor(settings: TokenSettings) {
    const { getToken, tokenEndpoint, token } = settings;
    if (token) this.#held = { token, until: Infinity };
    if (getToken) this.#ask = async () => ({ token: await getToken(), until: Infinity });
    else if (tokenEndpoint) this.#ask = () => askEndpoint(tokenEndpoint);
  }

  /**
   * The token to send. `refused` names one the server just refused: another is asked for, once for all who hold it.
   *
   * @throws SourceError `unauthenticated` when there is none to be had; for a while after a failure without asking again.
   */
  async get(refused?: string): Promise<string> {
    if (refused !== undefined && this.#held?.token === refused) this.#held = undefined;
    if (this.#held && this.#held.until > Date.now() + 15_000) return this.#held.token;
    if (this.#failed && this.#failed.until > Date.now()) throw this.#failed.error;
    if (!this.#ask) throw failure('unauthenticated');
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    try {
      this.#held = await this.#asking;
      this.#failed = undefined;
      return this.#held.token;
    } catch (cause) {
      throw this.#backOff(cause);
    }
  }

  /** Forgets failures, for when a person asks to try again. */
  reset(): void {
    this.#failed = undefined;
  }

  #backOff(cause: unknown): SourceError {
    const known = this.#failed;
    // All who shared the request come by here; only the first of them counts.
    if (known && known.until > Date.now()) return known.error;
    const times = (known?.times ?? 0) + 1;
    const error = cause instanceof SourceError ? cause : failure('unauthenticated', { cause });
    this.#failed = {
      error,
      times,
      until: Date.now() + Math.min(60_000, 1000 * 2 ** times) * (0.75 + Math.random() / 2),
    };
    return error;
  }
}

const supplies = new Map<string, TokenSupply>();
const suppliesByFunction = new WeakMap<() => Promise<string>, TokenSupply>();

/** The one supply in this page for these settings. */
export function supplyOf(settings: TokenSettings, org: string | undefined): TokenSupply {
  const { getToken, token, tokenEndpoint } = settings;
  const key = JSON.stringify([token, tokenEndpoint, org]);
  const supply = (getToken ? suppliesByFunction.get(getToken) : supplies.get(key)) ?? new TokenSupply(settings);
  if (getToken) suppliesByFunction.set(getToken, supply);
  else supplies.set(key, supply);
  return supply;
}

async function askEndpoint(address: string): Promise<Held> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw failure('unavailable', { offline: true, cause });
  }
  if (response.status >= 500 || response.status === 429) throw failure('unavailable');
  const answer = (await response.json().catch(() => undefined)) as { token?: unknown; expiresAt?: unknown } | undefined;
  if (!response.ok || typeof answer?.token !== 'string') throw failure('unauthenticated');
  const until = typeof answer.expiresAt === 'string' ? Date.parse(answer.expiresAt) : Infinity;
  return { token: answer.token, until: Number.isNaN(until) ? Infinity : until };
}
