import { css } from 'lit';

/**
 * The columns of the members' table. Where there is room each row is a grid of the same tracks, whatever is in them: it needs no
 * other row to be laid out, and far from what is seen it is not laid out at all.
 */
export const membersStyles = css`
  table {
    --_name: minmax(11.5em, 20fr);
    --_email: minmax(8em, 24fr);
    --_status: minmax(8em, 8fr);
    --_roles: minmax(7.5em, 17fr);
    --_groups: minmax(6em, 14fr);
    --_lastActive: minmax(9.5em, 11fr);
    --_joined: minmax(7em, 11fr);
    --_invited: var(--_joined);
    --_own: minmax(6em, 12fr);
  }
  @container roster-list (width > 51em) {
    table,
    thead,
    tbody {
      display: block;
    }
    tr {
      display: grid;
      grid-template-columns: var(--_tracks);
      align-items: center;
    }
    thead tr {
      min-block-size: 36px;
    }
    thead th {
      block-size: auto;
      white-space: normal;
    }
    tbody tr {
      border-block-start: 1px solid var(--_line);
      min-block-size: var(--_row);
      content-visibility: auto;
      contain-intrinsic-block-size: auto 1px;
    }
    tbody {
      border-block-end: 1px solid var(--_line);
    }
    tbody :is(th, td) {
      block-size: auto;
      border: 0 !important;
    }
  }
  /* On what is in the cell, not on the cell: its hairline is mixed from the text's own colour. */
  tbody :is(.c-email, .c-groups, .c-lastActive, .c-joined, .c-invited) > :not(.badge) {
    color: var(--_muted);
  }
  button.name {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  time {
    font-variant-numeric: tabular-nums;
  }
  /* Less room: columns go by what is missed least */
  @container roster-list (max-width: 74em) {
    table {
      --_joined: initial;
    }
    .c-joined,
    .c-invited {
      display: none;
    }
  }
  @container roster-list (max-width: 62em) {
    table {
      --_groups: initial;
    }
    .c-groups {
      display: none;
    }
  }
  /* Cards: below the name, beside the picture */
  @container roster-list (max-width: 51em) {
    tbody td[class^='c-'] {
      padding-inline-start: 40px;
    }
    tbody td.c-email {
      padding-block-start: 0;
    }
  }
`;
