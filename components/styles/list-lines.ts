import { css } from 'lit';

/** In a narrow list: a line for each value, its name before it. */
export const listLines = css`
  @container roster-list (max-width: 51em) {
    tbody td[data-label]:not(.plain, .void) {
      display: grid;
      grid-template-columns: max(5.5em, 30%) minmax(0, 1fr);
      align-items: baseline;
      justify-items: start;
      gap: 0 12px;
    }
    tbody td[data-label]:not(.plain) > * {
      grid-column: 2;
      /* An address that is broken begins where the page's words do. */
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    tbody td[data-label]:empty {
      display: none;
    }
  }
`;
