import { css } from 'lit';

/** The head of a group's page, and the columns of its members. */
export const groupStyles = css`
  h2 .badge {
    margin-inline-start: 6px;
    font-size: 0.66em;
    font-weight: 500;
    letter-spacing: 0;
    vertical-align: 0.22em;
  }
  .acts {
    display: flex;
    gap: 4px;
  }
  .description {
    max-inline-size: 72ch;
    margin: -6px 0 12px;
    color: var(--_muted);
    text-wrap: pretty;
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
    margin: 0 0 16px;
  }
  .facts div {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 8px;
  }
  .facts dt {
    color: var(--_muted);
  }
  .facts dd {
    display: contents;
  }
  .c-name {
    inline-size: 24%;
  }
  .c-email {
    inline-size: 26%;
  }
  .c-groupRole,
  .c-lastActive {
    inline-size: 14%;
  }
  tbody :is(.c-email, .c-groups, .c-lastActive) > :not(.badge) {
    color: var(--_muted);
  }
  .c-lastActive > * {
    white-space: nowrap;
  }
`;
