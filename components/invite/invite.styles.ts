import { css, type CSSResult } from 'lit';
import { fields } from '../styles/controls.ts';
import { formFrame } from '../styles/form-frame.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';

const own = css`
  .more {
    display: inline-flex;
    align-items: center;
    justify-self: start;
    gap: 5px;
    min-block-size: 24px;
    text-decoration: none;
  }
  .more:hover {
    text-decoration: underline;
  }
  textarea.field {
    display: block;
    inline-size: 100%;
    min-block-size: 76px;
    padding-block: 7px;
    line-height: 1.45;
    resize: vertical;
    field-sizing: content;
    max-block-size: 40dvh;
  }
  /* As large as what takes their places. */
  textarea#people {
    min-block-size: 84px;
    padding: 11px;
    resize: none;
  }
  textarea#people:focus {
    border-color: var(--_focus);
    box-shadow: 0 0 0 4px color-mix(in srgb, var(--_focus) 16%, transparent);
  }
  .before {
    position: relative;
  }
  .before > .field {
    inline-size: 100%;
    min-block-size: calc(var(--_control) + 6px);
    padding-block: 1px 3px;
    padding-inline: 11px 30px;
  }
  .before > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 10px;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  @media (pointer: coarse) {
    .more {
      min-block-size: 44px;
    }
  }
`;

/** What the dialog looks like as it opens; adopted when it is loaded. */
export const formStyles: CSSResult[] = [fields, dialogStyles, formFrame, own];
