import { css } from 'lit';

export const chipsStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    min-block-size: 84px;
    max-block-size: min(232px, 36dvh);
    align-content: flex-start;
    padding: 7px;
    border: 1px solid var(--_line-field);
    border-radius: var(--_radius);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line-strong) transparent;
    cursor: text;
  }
  .chips:hover {
    border-color: currentColor;
  }
  .chips:focus-within {
    border-color: var(--_focus);
    box-shadow:
      0 0 0 1px var(--_focus),
      0 0 0 4px color-mix(in srgb, var(--_focus) 16%, transparent);
  }
  .chips.line {
    min-block-size: calc(var(--_control) + 6px);
    padding: 4px 7px;
  }
  .chips ul {
    display: contents;
    list-style: none;
  }
  .chips input {
    flex: 1 1 120px;
    min-inline-size: 0;
    block-size: 26px;
    padding: 0 4px;
    border: 0;
    outline: 0;
    background: none;
  }
  .chips input[dir='ltr']:dir(ltr) {
    text-align: start;
  }
  .chips input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .chip {
    display: inline-flex;
    align-items: stretch;
    max-inline-size: 100%;
    min-block-size: 26px;
    border: 1px solid var(--_line-strong);
    border-radius: 6px;
    background: color-mix(in srgb, currentColor 4%, transparent);
    color: var(--_surface-text);
    line-height: 1.3;
    transition: background-color var(--_duration);
  }
  .chip:hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  .chip .face {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-inline-size: 0;
    padding: 1px 2px 1px 8px;
    padding-inline: 8px 2px;
    border: 0;
    border-radius: 5px;
    background: none;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: text;
  }
  .chip .face .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .chip .name {
    font-weight: 500;
  }
  .chip .name + bdi {
    color: var(--_muted);
  }
  .chip .drop {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    inline-size: 24px;
    padding: 0;
    border: 0;
    border-radius: 5px;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .chip .drop:hover {
    color: inherit;
    background: color-mix(in srgb, currentColor 12%, transparent);
  }
  .chip .drop .icon {
    inline-size: 13px;
    block-size: 13px;
  }
  .chip .face:focus,
  .chip .drop:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 0;
  }
  .chip:is(.warn, .bad, .note) {
    border-color: color-mix(in srgb, var(--tone) 42%, transparent);
    background: color-mix(in srgb, var(--tone) 8%, transparent);
  }
  .chip:is(.warn, .bad, .note):hover {
    background: color-mix(in srgb, var(--tone) 14%, transparent);
  }
  .chip:is(.warn, .bad, .note) .face .icon {
    color: var(--tone);
  }
  .chip:is(.warn, .bad) bdi[dir] {
    text-decoration: underline;
    text-decoration-color: var(--tone);
    text-decoration-thickness: 1.5px;
    text-underline-offset: 3px;
  }
  .chip.warn bdi[dir] {
    text-decoration-style: dashed;
  }
  .chip.bad bdi[dir] {
    text-decoration-style: wavy;
    text-decoration-thickness: 1px;
  }
  .note {
    --tone: var(--_link);
  }
  .warn {
    --tone: var(--_warning);
  }
  .bad {
    --tone: var(--_danger);
  }
  @media (pointer: coarse) {
    .chips input,
    .chip {
      min-block-size: 36px;
    }
    .chip .drop {
      inline-size: 36px;
    }
  }
  @media (forced-colors: active) {
    .chips:focus-within {
      outline: 2px solid Highlight;
    }
  }
`;
