import { css } from 'lit';

/** The field; goes with the styles of chips. */
export const comboboxStyles = css`
  .combobox {
    position: relative;
    padding-inline-end: 30px;
  }
  .combobox > .arrow {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 9px;
    display: flex;
    align-items: center;
    color: var(--_muted);
    pointer-events: none;
  }
  .combobox .face {
    cursor: default;
  }
`;
