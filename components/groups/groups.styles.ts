import { css } from 'lit';

/** The columns of the groups' table. */
export const groupsStyles = css`
  .c-name {
    inline-size: 40%;
  }
  .c-name .about {
    display: block;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .c-count {
    inline-size: 14em;
    font-variant-numeric: tabular-nums;
  }
  .c-default {
    inline-size: 9em;
  }
`;
