import { html, type LitElement, type TemplateResult } from 'lit';
import { innermostModal } from '../templates/modals.ts';

/** A place that screen readers listen to. Every root has one before it is used, and so has every dialog inside it. */
export function liveRegion(): TemplateResult {
  return html`<div class="vh" data-live role="status" aria-live="polite"></div>`;
}

/** Says a sentence to screen readers: in the open dialog where there is one, because nothing outside it is heard then. */
export class Announcer {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
  }

  say(text: string): void {
    // The dialog may be another element's. One that was closed a moment ago is still drawn, and nothing in it is heard.
    const regions = [...this.#host.renderRoot.querySelectorAll('[data-live]')];
    const region =
      innermostModal()?.querySelector('[data-live]') ??
      regions.findLast((one) => one.matches('dialog[open] *')) ??
      regions.find((one) => !one.closest('dialog'));
    if (!region) return;
    // A node of its own for each sentence: the same one twice is spoken twice, and two in a row do not replace each other.
    const sentence = document.createElement('p');
    sentence.textContent = text;
    region.append(sentence);
    while (region.childElementCount > 3) region.firstElementChild?.remove();
  }
}
