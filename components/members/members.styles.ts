import { css } from 'lit';

/** The columns of the members' table. */
export const membersStyles = css`
  .c-name {
    inline-size: 20%;
    min-inline-size: 13em;
  }
  /* Without groups there is room to spare: else the boxes and the menus would share it, who have no share of their own */
  tr:not(:has(> .c-groups)) > .c-name {
    inline-size: auto;
  }
  .c-email {
    inline-size: 22%;
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
    .c-roles {
      inline-size: 26%;
      min-inline-size: 8em;
    }
  }
  @container roster-list (max-width: 62em) {
    .c-groups {
      display: none;
    }
  }
`;
