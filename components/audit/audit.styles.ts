import { css } from 'lit';

/** The columns of the audit log. */
export const auditStyles = css`
  .a-at {
    inline-size: 15%;
    min-inline-size: 9em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .a-actor,
  .a-target {
    inline-size: 20%;
    min-inline-size: 10em;
  }
  .a-action {
    inline-size: 18%;
    font-weight: 500;
  }
  td:is(.a-actor, .a-target) .link {
    color: inherit;
    font-weight: 450;
    text-align: start;
    text-decoration-color: transparent;
    overflow-wrap: anywhere;
  }
  td:is(.a-actor, .a-target) .link:hover {
    text-decoration-color: currentColor;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 1px 8px;
    margin: 0;
    font-size: 0.93em;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  del {
    color: var(--_muted);
  }
  ins {
    text-decoration: none;
  }
  @container roster-list (max-width: 51em) {
    tbody [class^='a-'] {
      inline-size: auto;
      min-inline-size: 0;
    }
    tbody .a-at.a-at {
      padding-inline-start: 0;
    }
  }
`;
