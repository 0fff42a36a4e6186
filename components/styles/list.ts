import { css } from 'lit';

/**
 * What every list is made of: heading, tabs, toolbar, table, pages, and sentences instead of rows. Measured on a 4 px grid;
 * below 51 em of its own width rows are cards. Longer than most: the parts of one look, in the order of the page.
 */
export const listStyles = css`
  .root {
    container: roster-list / inline-size;
  }
  .awaited > :not(.panel),
  .awaited thead,
  .panel.waits:not(.slow) {
    visibility: hidden;
  }
  .quiet {
    color: var(--_muted);
  }
  .bad {
    color: var(--_danger);
  }

  /* Heading and the one primary button */
  .head {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_control);
    margin-block-end: 12px;
  }
  .head > slot[name='heading'] {
    flex: 1;
    display: block;
    /* A word that does not fit beside the button sends the button to the next line, and is broken only if still too long. */
    min-inline-size: min-content;
    max-inline-size: 100%;
  }
  h2 {
    margin: 0;
    font-size: 1.43em;
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.014em;
    overflow-wrap: break-word;
  }
  .count {
    color: var(--_muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  h2 .count {
    margin-inline-start: 6px;
    font-size: 0.8em;
  }

  /* Tabs */
  .tabs {
    display: flex;
    gap: 20px;
    overflow-x: auto;
    scrollbar-width: none;
    box-shadow: inset 0 -1px var(--_line);
    margin-block-end: 12px;
  }
  .tabs button {
    display: inline-flex;
    gap: 6px;
    flex: none;
    padding: 8px 0 9px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition: color var(--_duration);
  }
  .tabs button:is(:hover, [aria-selected='true']) {
    color: inherit;
  }
  .tabs [aria-selected='true'] {
    border-block-end-color: var(--_link);
  }
  .tabs :not([aria-selected='true']) > .count {
    color: inherit;
  }

  /* Search and filters; the selection's bar stands on the same place, so nothing moves */
  .bar {
    display: grid;
    margin-block-end: 12px;
  }
  .bar > * {
    grid-area: 1 / 1;
  }
  .toolbar,
  .bulk {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    min-block-size: var(--_control);
  }
  .search {
    position: relative;
    flex: 1 1 200px;
    max-inline-size: 320px;
  }
  .search > .icon {
    position: absolute;
    inset-inline-start: 10px;
    inset-block: 0;
    margin-block: auto;
    opacity: 0.6;
    pointer-events: none;
  }
  .search input {
    inline-size: 100%;
    padding-inline: 34px 30px;
    appearance: none;
  }
  .search input::-webkit-search-cancel-button {
    display: none;
  }
  .toolbar .select {
    max-inline-size: 16em;
  }
  .narrow-only {
    display: none;
  }

  /* Table */
  .panel {
    position: relative;
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }
  th,
  td {
    padding: 6px 12px;
    text-align: start;
    vertical-align: middle;
    font-weight: inherit;
    overflow-wrap: break-word;
  }
  :is(th, td):first-child {
    padding-inline-start: 4px;
  }
  :is(th, td):last-child {
    padding-inline-end: 4px;
  }
  thead th {
    block-size: 36px;
    padding-block: 0;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 500;
    white-space: nowrap;
  }
  tbody :is(th, td) {
    block-size: var(--_row);
    border-block-start: 1px solid var(--_line);
  }
  tbody tr:last-child :is(th, td) {
    border-block-end: 1px solid var(--_line);
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    margin-inline: -6px;
    padding: 0 6px;
    border: 0;
    border-radius: 4px;
    background: none;
    font-weight: inherit;
    cursor: pointer;
  }
  .sort .icon {
    inline-size: 14px;
    block-size: 14px;
    opacity: 0.5;
  }
  .sort.active .icon {
    opacity: 1;
    transition: rotate var(--_duration);
  }
  .sort.down .icon {
    rotate: 180deg;
  }
  .pick {
    inline-size: 40px;
    padding-inline-end: 0;
  }
  .pick label {
    display: grid;
    place-content: center;
    inline-size: 28px;
    block-size: 28px;
    cursor: pointer;
  }
  td.menu,
  th.menu {
    inline-size: 48px;
    text-align: end;
  }
  td.menu .button {
    color: var(--_muted);
  }
  /* Three dots, which are less than a picture in every row. */
  .dots::before {
    content: '';
    inline-size: 3px;
    block-size: 3px;
    border-radius: 50%;
    background: currentColor;
    box-shadow:
      -5px 0,
      5px 0;
  }

  /* Cells */
  .who {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
  }
  .whom {
    min-inline-size: 0;
  }
  .name {
    overflow-wrap: anywhere;
    font-weight: 500;
  }
  .name.quiet {
    font-weight: 400;
  }
  .address {
    overflow-wrap: anywhere;
  }
  .state {
    white-space: nowrap;
  }
  .state::before {
    content: '';
    display: inline-block;
    margin-inline-end: 8px;
    vertical-align: 0.1em;
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_success);
    forced-color-adjust: none;
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  /* As wide as the column, which is not as wide as the longest of them. */
  .c-roles > .badges {
    inline-size: 0;
    min-inline-size: 100%;
  }
  .badges .badge {
    overflow: hidden;
    white-space: nowrap;
  }
  .badges bdi {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .badges span {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
  }
  .badge.inherited {
    border: 1px dashed var(--_line-strong);
    background: none;
  }
  .badge .from {
    color: var(--_muted);
  }
  /* The group's name is cut before the role's is. */
  .badge bdi:not(:last-child) {
    flex: none;
  }
  .why {
    display: block;
    margin-block-start: 2px;
    color: var(--_muted);
    font-size: 0.92em;
  }

  /* Waiting for the first rows */
  .bone {
    display: block;
    inline-size: 60%;
    block-size: 10px;
    border-radius: 5px;
    background: var(--_line);
  }
  /* All as one, for each by itself would be styled anew in every frame. */
  .waits tbody {
    animation: breathe 1.6s ease-in-out infinite alternate;
  }
  .bone.round {
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
  }
  .waiting:nth-child(3n) .bone:not(.round) {
    inline-size: 44%;
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  /* Pages */
  .pager {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_control);
    padding-block-start: 12px;
    font-variant-numeric: tabular-nums;
  }
  .range {
    flex: 1;
    color: var(--_muted);
    white-space: nowrap;
  }
  .size {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    margin-inline-end: 8px;
  }
  .pager .button {
    padding-inline: 10px;
  }
  :dir(rtl) .pager .icon:not(.select > .icon) {
    scale: -1 1;
  }

  /* Less room: rows are cards */
  @container roster-list (max-width: 62em) {
    th,
    td {
      padding-inline: 8px;
    }
  }
  @container roster-list (max-width: 51em) {
    .narrow-only {
      display: contents;
    }
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      column-gap: 8px;
      padding-block: 12px;
      border-block-start: 1px solid var(--_line);
    }
    tbody tr:last-child {
      border-block-end: 1px solid var(--_line);
    }
    tbody :is(th, td) {
      grid-column: 2;
      block-size: auto;
      min-block-size: 0;
      padding: 0;
    }
    tbody :is(th, td),
    tbody tr:last-child :is(th, td) {
      border: 0;
    }
    tbody th {
      align-self: center;
    }
    tbody .pick,
    tbody .menu {
      grid-row: 1;
      inline-size: auto;
    }
    tbody .pick {
      grid-column: 1;
      margin-inline-start: -6px;
    }
    tbody td.void {
      display: none !important;
    }
    tbody .menu {
      grid-column: 3;
    }
    tbody th {
      grid-row: 1;
    }
    tbody [class^='c-'] {
      inline-size: auto;
      min-inline-size: 0;
    }
    tbody td:not(.pick, .menu) {
      grid-column: 2 / -1;
      padding-block-start: 6px;
    }
    /* Where nothing is picked, nothing keeps its place. */
    tbody th:first-child {
      grid-column: 1 / 3;
      padding-inline-start: 0;
    }
    tbody th:first-child ~ td:not(.menu) {
      grid-column: 1 / -1;
    }
    tbody td:last-child {
      padding-inline-end: 0;
    }
    tbody td[data-label]:not(.plain)::before {
      content: attr(data-label);
      display: block;
      color: var(--_muted);
      font-size: 0.93em;
    }
    tbody tr.waiting td:nth-child(n + 4) {
      display: none;
    }
    .search {
      flex-basis: 100%;
      max-inline-size: none;
    }
    .toolbar .select {
      flex: 1 1 9em;
      max-inline-size: none;
    }
    .toolbar select {
      inline-size: 100%;
    }
  }
  @container roster-list (max-width: 30em) {
    .size {
      display: none;
    }
    .pager .button span {
      position: absolute;
      clip-path: inset(50%);
    }
    .tabs {
      gap: 16px;
    }
  }
`;
