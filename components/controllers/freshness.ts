import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RosterEvent } from '../../server/contract/index.ts';
import type { Source } from '../source/source.ts';
import { sources } from './bare-connection.ts';

const period = 30_000;
/** While changes are told there is little left to ask for. */
const livePeriod = 300_000;
const longest = 300_000;
/** Between two askings because of events, however many there are. */
const pause = 1_000;

export interface FreshnessOptions {
  /** Asks again; answers the seconds to wait when refused, `true` when all is well, `false` when it failed. */
  refresh(): Promise<boolean | number>;
  /** The page came back out of the browser's history cache: what it shows may be anybody's. */
  restored(): void;
  /** Whether an event is a reason to ask again, where not every one is. `resync` always is. */
  concerns?(event: RosterEvent): boolean;
}

/**
 * Asks again when the source tells of a change, at most once a second; and every half minute while it tells nothing. Also
 * when a person comes back to the page; slower while asking fails, and never while the page is hidden.
 */
export class Freshness implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: FreshnessOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 0;
  #failures = 0;
  #connected = false;
  #asking = false;
  /** Something happened that has not been asked for. */
  #behind = false;
  #live = false;
  #source: Source | undefined;
  #following: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: FreshnessOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#last = Date.now();
    addEventListener('focus', this.#back);
    addEventListener('pageshow', this.#shown);
    document.addEventListener('visibilitychange', this.#back);
    this.#plan(0);
    this.#follow();
  }

  /** Only now is it known which source there is. */
  hostUpdated(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
    removeEventListener('focus', this.#back);
    removeEventListener('pageshow', this.#shown);
    document.removeEventListener('visibilitychange', this.#back);
    this.#follow();
  }

  #follow(): void {
    const source = this.#connected ? sources.get(this.#host) : undefined;
    if (source === this.#source) return;
    this.#following?.abort();
    this.#source = source;
    this.#live = Boolean(source?.events);
    this.#behind = false;
    if (!source?.events) return;
    this.#following = new AbortController();
    source.events(this.#heard, this.#following.signal, (live) => {
      if (this.#source !== source || this.#live === live) return;
      this.#live = live;
      if (!this.#behind) this.#plan(0);
    });
  }

  readonly #heard = (event: RosterEvent): void => {
    const { concerns } = this.#options;
    if (event.type !== 'resync' && concerns && !concerns(event)) return;
    if (this.#behind || !this.#connected) return;
    this.#behind = true;
    if (!this.#asking && !this.#failures) this.#soon();
  };

  /** Not all pages that heard of it ask in the same moment. */
  #soon(): void {
    clearTimeout(this.#timer);
    const rest = Math.max(0, this.#last + pause - Date.now());
    this.#timer = setTimeout(() => void this.#ask(), rest + Math.random() * 300);
  }

  #plan(atLeast: number): void {
    clearTimeout(this.#timer);
    if (!this.#connected) return;
    const seen = document.visibilityState === 'visible';
    if (seen && this.#behind && !this.#failures) return this.#soon();
    // Jitter keeps the pages of a whole company from asking in step, and brings none of them before the named moment.
    const usual = this.#live && !this.#failures ? livePeriod : Math.min(longest, period * 2 ** this.#failures);
    const delay = Math.max(atLeast, usual * 0.8) + Math.max(atLeast, usual) * Math.random() * 0.4;
    this.#timer = setTimeout(() => void this.#ask(), delay);
  }

  async #ask(): Promise<void> {
    // Whoever comes back asks then.
    if (document.visibilityState === 'hidden') return this.#plan(0);
    if (this.#asking) return;
    this.#asking = true;
    this.#behind = false;
    this.#last = Date.now();
    const answer = await this.#options.refresh();
    this.#asking = false;
    this.#failures = answer === true ? 0 : Math.min(this.#failures + 1, 5);
    this.#plan(typeof answer === 'number' ? answer * 1000 : 0);
  }

  readonly #back = (): void => {
    if (document.visibilityState === 'hidden' || this.#failures) return;
    if (Date.now() - this.#last > 3000) void this.#ask();
    else if (this.#behind) this.#soon();
  };

  readonly #shown = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#options.restored();
  };
}
