import { css } from 'lit';

/** Buttons, fields, the focus ring and what only screen readers get: the pieces every element is made of. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .icon {
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--_control);
    min-inline-size: 24px;
    padding: 2px 12px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: none;
    font-weight: 500;
    line-height: 1.25;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--_duration);
  }
  .button:hover {
    background: var(--_hover);
  }
  .button:active {
    background: var(--_line);
  }
  .button.primary,
  .button.danger {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow:
      inset 0 1px rgb(255 255 255 / 0.14),
      0 1px 2px rgb(0 0 0 / 0.12);
  }
  .button.danger {
    background: #b7241a;
    color: #fff;
  }
  .button:is(.primary, .danger):hover {
    filter: brightness(1.1);
  }
  .button.quiet {
    border-color: transparent;
  }
  .button.square {
    inline-size: var(--_control);
    padding: 0;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: not-allowed;
  }
  .link {
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: var(--_link);
    font-weight: 500;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .field {
    min-block-size: var(--_control);
    padding: 2px 10px;
    border: 1px solid var(--_line-strong);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_surface) 60%, transparent);
    line-height: 1.25;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field:hover {
    border-color: color-mix(in srgb, currentColor 40%, transparent);
  }
  .field:focus-visible {
    outline-offset: -1px;
    border-color: transparent;
  }
  select.field {
    appearance: none;
    max-inline-size: 100%;
    padding-inline-end: 28px;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  option {
    background: var(--_surface);
    color: var(--_surface-text);
  }
  .select {
    position: relative;
    display: inline-flex;
    min-inline-size: 0;
  }
  .select .icon {
    position: absolute;
    inset-inline-end: 8px;
    inset-block: 0;
    margin-block: auto;
    pointer-events: none;
    opacity: 0.65;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    padding: 1px 8px;
    border: 1px solid transparent;
    border-radius: 11px;
    background: var(--_hover);
    font-size: 0.92em;
    line-height: 1.4;
    overflow-wrap: break-word;
  }
  .badge .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .badge:is(.good, .warn, .bad, .new) {
    background: color-mix(in srgb, currentColor 11%, transparent);
    font-weight: 500;
  }
  .badge.good {
    color: var(--_success);
  }
  .badge.warn {
    color: var(--_warning);
  }
  .badge.bad {
    color: var(--_danger);
  }
  /* Full colours, as on a primary button: a wash of the host's accent would not bear text of the same accent. */
  .badge.new {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    .badge,
    .button.primary,
    .button.danger {
      border-color: currentColor;
    }
    .button[aria-disabled='true'],
    .button:disabled {
      color: GrayText;
      opacity: 1;
    }
  }
`;
