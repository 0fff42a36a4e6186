import type { LitElement, ReactiveController } from 'lit';

/** Tells whether the element is narrower than so many em, as `:state(narrow)`. The look itself is CSS's. */
export class Width implements ReactiveController {
  readonly #host: LitElement;
  readonly #below: number;
  readonly #states: CustomStateSet;
  #observer: ResizeObserver | undefined;

  constructor(host: LitElement, below: number, states: CustomStateSet) {
    this.#host = host;
    this.#below = below;
    this.#states = states;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new ResizeObserver(([entry]) => {
      const em = parseFloat(getComputedStyle(this.#host).fontSize);
      const narrow = entry !== undefined && entry.contentRect.width <= this.#below * em;
      this.#states[narrow ? 'add' : 'delete']('narrow');
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }
}
