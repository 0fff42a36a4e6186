import type { Context } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * A value that an element above provides, and every newer one, by the context protocol of the Web Components Community
 * Group. Waits for a `roster-provider` that the page has in its markup but not yet in its code.
 */
export class Provided<Value> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #context: Context<unknown, Value>;
  #unsubscribe: (() => void) | undefined;
  value: Value | undefined;

  constructor(host: ReactiveElement, context: Context<unknown, Value>) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  hostConnected(): void {
    this.#ask();
    if (this.#unsubscribe || !closestAcross(this.#host, 'roster-provider:not(:defined)')) return;
    void customElements.whenDefined('roster-provider').then(() => {
      if (this.#host.isConnected && !this.#unsubscribe) this.#ask();
    });
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = this.value = undefined;
  }

  #ask(): void {
    const request = new Event('context-request', { bubbles: true, composed: true });
    const contextTarget = this.#host;
    this.#host.dispatchEvent(
      Object.assign(request, { context: this.#context, contextTarget, callback: this.#take, subscribe: true }),
    );
  }

  readonly #take = (value: Value, unsubscribe?: () => void): void => {
    // A nearer provider has come in between: the one before is left.
    if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
    this.#unsubscribe = unsubscribe;
    this.value = value;
    this.#host.requestUpdate();
  };
}

/** As `closest`, past shadow roots. */
export function closestAcross(from: Element, selector: string): HTMLElement | null {
  const root = from.getRootNode();
  return (
    from.closest<HTMLElement>(selector) ?? (root instanceof ShadowRoot ? closestAcross(root.host, selector) : null)
  );
}
