import type { LitElement, ReactiveController } from 'lit';

/**
 * Keeps the focus with the person and not with the place in the table, where rows are filled with others: it goes along
 * to the new place, and to the heading when the person is gone. Rows say whose they are by `data-id`.
 */
export class RowFocus implements ReactiveController {
  readonly #host: LitElement;
  #id: string | undefined;
  #control = '';

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const active = (this.#host.renderRoot as ShadowRoot).activeElement;
    this.#id = active?.closest<HTMLElement>('[data-id]')?.dataset['id'];
    this.#control = active?.localName ?? '';
  }

  hostUpdated(): void {
    if (this.#id === undefined) return;
    const root = this.#host.renderRoot as ShadowRoot;
    const row = root.querySelector(`[data-id="${CSS.escape(this.#id)}"]`);
    if (row && row.contains(root.activeElement)) return;
    (row?.querySelector<HTMLElement>(this.#control) ?? root.querySelector<HTMLElement>('h2'))?.focus();
  }
}
