import { css } from 'lit';

/** Sidebar beside the section; where there is no room for both, a line above it. */
export const portalStyles = css`
  :host([density='compact']) {
    --roster-row-height: 40px;
    --roster-control-height: 28px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .top:has(.switch) {
    margin-block-end: 16px;
    padding-block-end: 12px;
    border-block-end: 1px solid var(--_line);
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--_muted);
  }
  .switch .field {
    color: var(--roster-text, CanvasText);
    font-weight: 500;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(11em, 15em) minmax(0, 1fr);
    gap: 32px;
    align-items: start;
  }
  .sidebar {
    position: sticky;
    inset-block-start: 16px;
    max-block-size: calc(100vh - 32px);
    overflow-y: auto;
  }
  .sidebar ul {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sidebar ul ul {
    margin-block: 2px 6px;
    margin-inline-start: 10px;
    padding-inline-start: 8px;
    border-inline-start: 1px solid var(--_line);
  }
  .sidebar [data-place] {
    display: block;
    inline-size: 100%;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    padding: 6px 10px;
    border-radius: var(--_radius);
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .sidebar ul ul [data-place] {
    padding-block: 4px;
    color: var(--_muted);
  }
  .sidebar [data-place]:hover {
    background: var(--_hover);
  }
  .sidebar [aria-current] {
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    color: inherit;
    font-weight: 550;
  }
  .content:focus {
    outline: none;
  }
  .back {
    margin: 0 0 8px;
  }
  .back > * {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_link);
  }
  @container roster-list (max-width: 62em) {
    .body {
      grid-template-columns: minmax(0, 1fr);
      gap: 16px;
    }
    .sidebar {
      position: static;
    }
    .sidebar > ul {
      grid-auto-flow: column;
      justify-content: start;
      overflow-x: auto;
      padding: 2px;
    }
    /* The switch in the header and the table of groups lead to them as well. */
    .sidebar ul ul {
      display: none;
    }
    .sidebar [data-place] {
      white-space: nowrap;
    }
  }
  @media (forced-colors: active) {
    .sidebar [aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
