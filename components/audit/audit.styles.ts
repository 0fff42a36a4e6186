import { css } from 'lit';

/** The columns of the audit log. */
export const auditStyles = css`
  tbody td {
    padding-block: 10px;
    vertical-align: baseline;
  }
  .a-at {
    inline-size: 12em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .a-actor,
  .a-target {
    inline-size: 17%;
    min-inline-size: 8em;
  }
  .a-action {
    inline-size: 15%;
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
    grid-template-columns: minmax(5em, auto) minmax(0, 1fr);
    gap: 2px 12px;
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
  /* Each in its own direction, and from the one to the other in the page's. */
  del,
  ins {
    unicode-bidi: plaintext;
  }
  .to {
    display: inline-block;
    color: var(--_muted);
  }
  :dir(rtl) > .to {
    scale: -1 1;
  }
  del {
    color: var(--_muted);
  }
  ins {
    text-decoration: none;
  }
  @container roster-list (max-width: 51em) {
    tbody td[class^='a-'] {
      grid-column: 1 / -1;
      inline-size: auto;
      min-inline-size: 0;
      padding-inline: 0;
      padding-block-end: 0;
    }
    /* The names of the details stand under those of the lines above them. */
    tbody td.a-changes[data-label] {
      display: block;
      justify-items: normal;
    }
    tbody td.a-changes[data-label]::before {
      display: none;
    }
    dl {
      grid-template-columns: max(5.5em, 30%) minmax(0, 1fr);
      row-gap: 6px;
      font-size: inherit;
    }
    dt {
      font-size: 0.93em;
    }
  }
`;
