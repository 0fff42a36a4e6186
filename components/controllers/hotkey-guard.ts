import type { ReactiveController, ReactiveElement } from 'lit';

/**
 * Keeps what is typed into this element's fields from the host page's single-key shortcuts: outside the shadow root the
 * key seems to come from the element, not from a field.
 */
export class HotkeyGuard implements ReactiveController {
  readonly #host: ReactiveElement;
  #guarded = false;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#guarded) return;
    this.#guarded = true;
    for (const type of ['keydown', 'keypress', 'keyup']) {
      this.#host.renderRoot.addEventListener(type, (event) => guard(event as KeyboardEvent));
    }
  }
}

function guard(event: KeyboardEvent): void {
  const typed = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typed && event.composedPath()[0] instanceof Element) {
    const field = event.composedPath()[0] as Element;
    if (field.matches('input, textarea, select, [contenteditable]')) event.stopPropagation();
  }
}
