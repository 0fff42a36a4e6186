import { css } from 'lit';

/** The columns of the members' table. */
export const membersStyles = css`
  .c-name {
    inline-size: 20%;
    min-inline-size: 13em;
  }
  .c-email {
    inline-size: 24%;
    min-inline-size: 13em;
  }
  /* On what is in the cell, not on the cell: its hairline is mixed from the text's own colour. */
  tbody :is(.c-email, .c-groups, .c-lastActive, .c-joined, .c-invited) > :not(.badge) {
    color: var(--_muted);
  }
  .c-roles {
    inline-size: 19.5%;
    min-inline-size: 10em;
  }
  /* Without groups there is room to spare, and one column takes it: else the boxes and the menus would share it */
  @container roster-list (width > 51em) {
    tr:not(:has(> .c-groups)) > :is(.c-name, .c-email) {
      inline-size: 27%;
    }
    tr:not(:has(> .c-groups)) > .c-roles,
    tr:not(:has(> :is(.c-groups, .c-roles))) > .c-name {
      inline-size: auto;
    }
  }
  button.name {
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }
  .c-status {
    inline-size: 8%;
  }
  .c-lastActive,
  .c-joined,
  .c-invited {
    inline-size: 11%;
    font-variant-numeric: tabular-nums;
  }
  .c-status > .badge,
  .c-lastActive > :is(time, .quiet, .badge) {
    white-space: nowrap;
  }

  /* Less room: columns go by what is missed least */
  @container roster-list (max-width: 74em) {
    .c-joined,
    .c-invited {
      display: none;
    }
    /* Words of the columns between are a third longer in some languages, and do not break */
    .c-name,
    .c-email {
      min-inline-size: 8.5em;
    }
    .c-email {
      inline-size: 27%;
    }
    .c-roles {
      inline-size: 24%;
      min-inline-size: 8em;
    }
  }
  @container roster-list (max-width: 62em) {
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
