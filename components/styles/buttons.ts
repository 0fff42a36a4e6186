import { css } from 'lit';

/** Buttons, icons and the focus ring: all that an element needs which is a button until it is pressed. */
export const buttons = css`
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
  @media (forced-colors: active) {
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
