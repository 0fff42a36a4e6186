import { tokenHash } from '../domain/secrets.ts';
import type { Credential } from '../domain/credentials/authenticate.ts';
import { Refused } from '../domain/refused.ts';

/** What one organization may ask of one process, so that it never takes the others' share. */
export interface Quota {
  /** Requests in a second, on the average. An API key by itself has half of it. */
  perSecond: number;
  /** Requests at once after a quiet while. */
  burst: number;
  /** Requests that are at the database at the same time; the others wait their turn. */
  atOnce: number;
  /** Requests that wait, for a second at most. */
  waiting: number;
  /** Callers in line for a connection to the database from which on nobody else is let in, whoever asks. */
  overload: number;
}

export const usualQuota: Quota = { perSecond: 200, burst: 600, atOnce: 5, waiting: 100, overload: 100 };

export interface Turnstile {
  /**
   * @throws Refused `unavailable` while more is asked of the server than it can answer
   */
  refuseOverload(): void;
  /**
   * Lets one request through to the database. `work` says when the credential has turned out to be good: strangers, who
   * can name an organization in a made-up token, share a lane of their own and use up nobody's quota.
   * @param goesOn of an answer that has begun: waits as long as it takes
   * @throws Refused `rate_limited` where the caller's own organization, or key, asks too much
   */
  pass<T>(credential: Credential, work: (known: () => void) => Promise<T>, goesOn?: boolean): Promise<T>;
  /** A look-up that has to come first, for one account: two at a time. */
  lookUp<T>(accountId: string, work: () => Promise<T>): Promise<T>;
}

const patience = 1_000;
const strangersAtOnce = 2;
const rememberFor = 15 * 60_000;
const mostRemembered = 20_000;

/** Between the requests and the database, one for each process; `waiting` says how many are in line for a connection. */
export function makeTurnstile(
  quota: Quota,
  waiting: () => number,
  now: () => number = () => performance.now(),
): Turnstile {
  const buckets = new Map<string, Bucket>();
  const lanes = new Map<string, Lane>();
  const known = new Map<string, number>();

  const bucketOf = (name: string, share: number): Bucket => {
    const kept = buckets.get(name);
    if (kept) return kept;
    if (buckets.size >= mostRemembered) for (const [each, bucket] of buckets) if (bucket.isFull()) buckets.delete(each);
    const made = new Bucket(quota.perSecond * share, quota.burst * share, now);
    buckets.set(name, made);
    return made;
  };
  const remember = (mark: string): void => {
    known.delete(mark);
    if (known.size >= mostRemembered) known.delete(known.keys().next().value!);
    known.set(mark, now() + rememberFor);
  };

  const inLane = async <T>(name: string, atOnce: number, work: () => Promise<T>, patient: boolean): Promise<T> => {
    let lane = lanes.get(name);
    if (!lane) lanes.set(name, (lane = new Lane(atOnce, quota.waiting)));
    await lane.enter(patient);
    try {
      return await work();
    } finally {
      lane.leave();
      if (lane.isEmpty()) lanes.delete(name);
    }
  };

  return {
    refuseOverload() {
      if (waiting() < quota.overload) return;
      throw new Refused('unavailable', {
        detail: 'More is asked of the server than it can answer. Try again.',
        retryAfter: 1,
      });
    },
    async pass(credential, work, goesOn = false) {
      const { organizationId, kind, token } = credential;
      const mark = Buffer.from(tokenHash(token)).toString('base64url');
      const familiar = (known.get(mark) ?? 0) > now();
      const taken: Bucket[] = [];
      if (familiar && !goesOn) {
        if (kind === 'key') taken.push(bucketOf(mark, 0.5).take('This key'));
        taken.push(bucketOf(organizationId, 1).take('This organization'));
      }
      const name = familiar ? organizationId : `strangers ${organizationId}`;
      const atOnce = familiar ? quota.atOnce : strangersAtOnce;
      try {
        return await inLane(name, atOnce, () => work(() => remember(mark)), goesOn);
      } catch (error) {
        // No longer good: fifty elements of a page that still show it use up nobody's share.
        if (error instanceof Refused && error.code === 'unauthenticated') {
          known.delete(mark);
          for (const bucket of taken) bucket.giveBack();
        }
        throw error;
      }
    },
    lookUp: (accountId, work) => inLane(`account ${accountId}`, strangersAtOnce, work, false),
  };
}

/** Fills up steadily; a request takes one. */
class Bucket {
  readonly #perSecond: number;
  readonly #most: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  constructor(perSecond: number, most: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#now = now;
    this.#left = most;
    this.#at = now();
  }

  isFull(): boolean {
    this.#fill();
    return this.#left >= this.#most;
  }

  take(who: string): this {
    this.#fill();
    if (this.#left < 1) throw tooMuch(who, Math.ceil((1 - this.#left) / this.#perSecond));
    this.#left--;
    return this;
  }

  giveBack(): void {
    this.#left++;
  }

  #fill(): void {
    const at = this.#now();
    this.#left = Math.min(this.#most, this.#left + ((at - this.#at) / 1_000) * this.#perSecond);
    this.#at = at;
  }
}

/** So many at a time, the others in the order in which they came. */
class Lane {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  isEmpty(): boolean {
    return this.#inside === 0 && this.#waiting.length === 0;
  }

  async enter(patient: boolean): Promise<void> {
    if (this.#inside < this.#atOnce) {
      this.#inside++;
      return;
    }
    if (!patient && this.#waiting.length >= this.#mostWaiting) throw tooMuch('This organization', 1);
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = patient
        ? undefined
        : setTimeout(() => {
            this.#waiting.splice(this.#waiting.indexOf(turn), 1);
            reject(tooMuch('This organization', 1));
          }, patience);
      this.#waiting.push(turn);
    });
  }

  /** Whoever is first in line takes the place over. */
  leave(): void {
    const turn = this.#waiting.shift();
    if (turn) turn();
    else this.#inside--;
  }
}

function tooMuch(who: string, retryAfter: number): Refused {
  return new Refused('rate_limited', { detail: `${who} asks too much at once. Try again in a moment.`, retryAfter });
}
