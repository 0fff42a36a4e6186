import type { ReactiveController, ReactiveControllerHost } from 'lit';

const period = 30_000;
const longest = 300_000;

export interface FreshnessOptions {
  /** Asks again; answers the seconds to wait when refused, `true` when all is well, `false` when it failed. */
  refresh(): Promise<boolean | number>;
  /** The page came back out of the browser's history cache: what it shows may be anybody's. */
  restored(): void;
}

/** Asks again every half minute while the page is seen, and when a person comes back to it; slower while that fails. */
export class Freshness implements ReactiveController {
  readonly #options: FreshnessOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = 0;
  #failures = 0;
  #connected = false;

  constructor(host: ReactiveControllerHost, options: FreshnessOptions) {
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
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
    removeEventListener('focus', this.#back);
    removeEventListener('pageshow', this.#shown);
    document.removeEventListener('visibilitychange', this.#back);
  }

  #plan(atLeast: number): void {
    clearTimeout(this.#timer);
    if (!this.#connected) return;
    // Jitter keeps the pages of a whole company from asking in step, and brings none of them before the named moment.
    const usual = Math.min(longest, period * 2 ** this.#failures);
    const delay = Math.max(atLeast, usual * 0.8) + Math.max(atLeast, usual) * Math.random() * 0.4;
    this.#timer = setTimeout(() => void this.#ask(), delay);
  }

  async #ask(): Promise<void> {
    if (document.visibilityState === 'hidden') return this.#plan(0);
    this.#last = Date.now();
    const answer = await this.#options.refresh();
    this.#failures = answer === true ? 0 : Math.min(this.#failures + 1, 5);
    this.#plan(typeof answer === 'number' ? answer * 1000 : 0);
  }

  readonly #back = (): void => {
    if (document.visibilityState === 'visible' && Date.now() - this.#last > 3000 && !this.#failures) void this.#ask();
  };

  readonly #shown = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#options.restored();
  };
}
