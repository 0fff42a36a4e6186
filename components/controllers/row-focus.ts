import type { LitElement, ReactiveController } from 'lit';

const stops = 'a, button, input, select';

/**
 * Keeps the focus with the person and not with the place in the table, where rows are filled with others: it goes along
 * to the new place, and to the heading when the person is gone. Rows say whose they are by `data-id`.
 */
export class RowFocus implements ReactiveController {
  readonly #host: LitElement;
  #id: string | undefined;
  #at = 0;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const active = (this.#host.renderRoot as ShadowRoot).activeElement;
    const row = active?.closest<HTMLElement>('[data-id]');
    this.#id = row?.dataset['id'];
    if (row) this.#at = [...row.querySelectorAll(stops)].indexOf(active!);
  }

  hostUpdated(): void {
    if (this.#id === undefined) return;
    const root = this.#host.renderRoot as ShadowRoot;
    const row = root.querySelector(`[data-id="${CSS.escape(this.#id)}"]`);
    if (row && row.contains(root.activeElement)) return;
    (row?.querySelectorAll<HTMLElement>(stops)[this.#at] ?? root.querySelector<HTMLElement>('h2'))?.focus();
  }
}
