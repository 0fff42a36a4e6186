import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Notices, ShownNotice } from '../controllers/notices.ts';
import { checkIcon } from './icons-state.ts';
import { triangleAlertIcon, xIcon } from './icons.ts';

/** Notices as a list in the corner, in the top layer; `inline` leaves it where the element stands. */
export function toasts(
  shown: readonly ShownNotice[],
  notices: Notices,
  words: { notifications: string; dismiss: string },
  inline: boolean,
): TemplateResult {
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

/** Into the top layer, above whatever dialog has opened meanwhile; out of it when there is nothing left to tell. */
export function raise(element: HTMLElement, wanted: boolean): void {
  if (!element.popover) return;
  if (element.matches(':popover-open')) element.hidePopover();
  if (wanted) element.showPopover();
}

export const toastStyles = css`
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
