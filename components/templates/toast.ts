import { css, html, nothing, render, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Notices, ShownNotice } from '../controllers/notices.ts';
import { adopt } from '../styles/adopt.ts';
import { checkIcon } from './icons-state.ts';
import { triangleAlertIcon, xIcon } from './icons.ts';
import { innermostModal, watchModals } from './modals.ts';

type Words = { notifications: string; dismiss: string };

/** Where notices are drawn, in a place of its own that can be moved: into the innermost dialog while one is open, of whatever element. */
export class Pile {
  readonly #host: LitElement;
  readonly #element = document.createElement('div');
  #inline = false;
  #full = false;
  #unwatch: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    this.#element.className = 'pile';
  }

  render(shown: readonly ShownNotice[], notices: Notices, words: Words, inline: boolean): HTMLElement {
    this.#inline = inline;
    render(toasts(shown, notices, words, inline), this.#element);
    return this.#element;
  }

  /** After it was drawn. `full`: there is something to tell. */
  settle(full: boolean): void {
    this.#full = full;
    this.#unwatch ??= watchModals(this.#show);
    this.#show();
  }

  /** Home, with the element whose notices they are. */
  leave(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#full = false;
    this.#place();
  }

  /** Who pressed a button that goes stays in the dialog. */
  handFocusOn(): void {
    if (this.#element.matches(':focus-within')) innermostModal()?.querySelector('h2')?.focus();
  }

  #place(): void {
    const { renderRoot } = this.#host;
    const modal = this.#full ? innermostModal() : undefined;
    const there = this.#element.parentNode;
    if (!this.#inline && (modal ? there !== modal : !renderRoot.contains(there) || this.#element.closest('dialog')))
      (modal ?? renderRoot).append(this.#element);
    adopt(this.#element.getRootNode() as ShadowRoot, toastStyles);
  }

  /** Into the top layer, above whatever dialog has opened meanwhile; out of it when there is nothing left to tell. */
  readonly #show = (): void => {
    this.#place();
    const list = this.#element.firstElementChild as HTMLElement | null;
    if (!list?.popover || !list.isConnected) return;
    if (list.matches(':popover-open')) list.hidePopover();
    if (this.#full) list.showPopover();
  };
}

/** Notices as a list in the corner, in the top layer; `inline` leaves it where the element stands. */
function toasts(shown: readonly ShownNotice[], notices: Notices, words: Words, inline: boolean): TemplateResult {
  const leave = (event: FocusEvent): void => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) notices.resume();
  };
  return html`<div
    class="toasts"
    part="toasts"
    role="region"
    aria-label=${words.notifications}
    popover=${inline ? nothing : 'manual'}
    ?hidden=${!shown.length}
    @pointerenter=${() => notices.pause()}
    @pointerleave=${() => notices.resume()}
    @focusin=${() => notices.pause()}
    @focusout=${leave}
  >
    <ol>
      ${repeat(
        shown,
        ({ id }) => id,
        ({ id, text, tone, action }) =>
          html`<li class="toast" part="toast">
            <span class=${tone === 'error' ? 'bad' : 'good'}>${tone === 'error' ? triangleAlertIcon : checkIcon}</span>
            <span class="text">${text}</span>
            ${
              action
                ? html`<button
                    class="link"
                    type="button"
                    @click=${() => {
                      notices.dismiss(id);
                      action.run();
                    }}
                  >
                    ${action.label}
                  </button>`
                : nothing
            }
            <button
              class="button quiet square"
              type="button"
              aria-label=${words.dismiss}
              @click=${() => notices.dismiss(id)}
            >
              ${xIcon}
            </button>
          </li>`,
      )}
    </ol>
  </div>`;
}

const toastStyles = css`
  .pile {
    display: contents;
  }
  .toasts {
    color: var(--_surface-text);
    background: none;
  }
  .toasts[popover] {
    position: fixed;
    inset: auto;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: min(380px, 100vw - 32px);
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
  }
  .toasts ol {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 8px;
    padding-inline-start: 14px;
    border-radius: var(--_radius-large);
    background: var(--_surface);
    box-shadow: var(--_shadow);
    outline: 1px solid color-mix(in srgb, currentColor 10%, transparent);
    animation: arrive calc(var(--_duration) * 1.5) ease-out;
  }
  .toast > span {
    display: flex;
  }
  .toast .good {
    color: var(--_success);
  }
  .toast .bad {
    color: var(--_danger);
  }
  .toast .text {
    flex: 1;
    overflow-wrap: anywhere;
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`;
