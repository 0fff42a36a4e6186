import { css, html, nothing, type TemplateResult } from 'lit';

export interface MenuItem {
  label: string;
  icon: TemplateResult;
  /** Why it cannot be chosen now; it stays, so that the reason can be found. */
  reason?: string | undefined;
  danger?: boolean;
  run(): void;
}

/**
 * A menu in the top layer, under the button that has `aria-expanded="true"`. Arrows, Home, End and first letters walk,
 * as in the ARIA Authoring Practices; Escape, Tab or a click beside closes.
 */
export function menu(label: string, items: readonly MenuItem[], onClose: () => void): TemplateResult {
  return html`<div
    class="menu-list"
    part="menu"
    role="menu"
    id="menu"
    popover="auto"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => walk(event, onClose)}
    @toggle=${(event: ToggleEvent) => event.newState === 'closed' && onClose()}
  >
    ${items.map(
      (item, index) =>
        html`<button
          type="button"
          role="menuitem"
          tabindex="-1"
          class=${item.danger ? 'dangerous' : ''}
          aria-disabled=${item.reason ? 'true' : 'false'}
          aria-describedby=${item.reason ? `reason-${index}` : nothing}
          @click=${() => {
            if (item.reason) return;
            onClose();
            item.run();
          }}
        >
          ${item.icon}<span class="label">${item.label}</span>${
            item.reason
              ? html`<span class="reason" id="reason-${index}" aria-hidden="true">${item.reason}</span>`
              : nothing
          }
        </button>`,
    )}
  </div>`;
}

function walk(event: KeyboardEvent, onClose: () => void): void {
  const list = event.currentTarget as HTMLElement;
  const items = [...list.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.indexOf(event.target as HTMLElement);
  if (event.key === 'Tab') return onClose();
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  let next = to[event.key];
  if (next === undefined && event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
    const letter = event.key.toLocaleLowerCase();
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    const found = order.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(letter));
    next = found && items.indexOf(found);
  }
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(next % items.length)?.focus();
}

export const menuStyles = css`
  [aria-expanded='true'][data-menu] {
    anchor-name: --roster-menu;
  }
  .menu-list {
    position-anchor: --roster-menu;
    position-area: block-end span-inline-start;
    position-try-fallbacks:
      flip-block,
      flip-inline,
      flip-block flip-inline;
    inset: auto;
    margin: 4px 0;
    min-inline-size: 208px;
    max-inline-size: min(320px, 100vw - 16px);
    padding: 4px;
    border: 1px solid color-mix(in srgb, currentColor 9%, transparent);
    border-radius: var(--_radius-large);
    background: var(--_surface);
    color: var(--_surface-text);
    box-shadow: var(--_shadow);
    font-size: inherit;
  }
  .menu-list:popover-open {
    display: grid;
    animation: drop var(--_duration) ease-out;
  }
  .menu-list button {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    column-gap: 10px;
    min-block-size: max(32px, var(--_control));
    padding: 4px 10px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .menu-list .icon {
    opacity: 0.75;
  }
  .menu-list .reason {
    grid-column: 2;
    color: var(--_muted);
    font-size: 0.92em;
    line-height: 1.35;
    padding-block-end: 2px;
  }
  .menu-list .dangerous {
    color: var(--_danger);
  }
  .menu-list button:is(:hover, :focus) {
    background: var(--_hover);
  }
  .menu-list button:focus-visible {
    outline-offset: -2px;
  }
  .menu-list [aria-disabled='true'] {
    color: inherit;
    cursor: not-allowed;
  }
  .menu-list [aria-disabled='true'] :is(.icon, .label) {
    color: var(--_muted);
  }
  @supports not (anchor-name: --a) {
    .menu-list {
      inset: 0;
      margin: auto;
    }
  }
  @keyframes drop {
    from {
      opacity: 0;
      translate: 0 -4px;
    }
  }
  @media (forced-colors: active) {
    .menu-list {
      border-color: CanvasText;
    }
    .menu-list [aria-disabled='true'] :is(.icon, .label) {
      color: GrayText;
    }
  }
`;
