import { css } from 'lit';

/** A row for each person; on a narrow screen, a card. */
export const rowsStyles = css`
  .people {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .person {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr) minmax(0, 1.1fr);
    gap: 8px;
  }
  .grouped .person {
    grid-template-columns: minmax(0, 0.9fr) minmax(0, 1.25fr) minmax(0, 1fr) minmax(0, 1fr);
  }
  .people.single .person {
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  .people:not(.alone) .person {
    padding-inline-end: calc(var(--_control) + 4px);
    position: relative;
  }
  .cell {
    display: grid;
    align-content: start;
    min-inline-size: 0;
  }
  .cell-label {
    margin-block-end: 4px;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 500;
  }
  .cell .field {
    inline-size: 100%;
    min-inline-size: 0;
  }
  .cell .about {
    margin-block-start: 3px;
  }
  .people .chips.line {
    min-block-size: var(--_control);
    padding-block: 2px;
  }
  .people .chips input {
    flex-basis: 24px;
  }
  .people .chips:has(.chip) input::placeholder {
    color: transparent;
  }
  .people input.field[dir='ltr']:dir(ltr) {
    text-align: start;
  }
  .people .field:is(.warn, .bad) {
    border-color: var(--tone);
  }
  .person > .button {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    color: var(--_muted);
  }
  li:first-child > .person > .button {
    inset-block-start: calc(1.35em + 4px);
  }
  .standing {
    display: flex;
    gap: 6px;
    margin-block-start: 4px !important;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .standing:not(:has(*)) {
    display: none;
  }
  .standing .link {
    min-block-size: 24px;
    margin-block: -2px;
  }
  .standing .icon {
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: 2px;
    color: var(--tone);
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
    margin-block-start: 12px;
  }
  .add .aside {
    margin: 0 !important;
  }
  @media (pointer: coarse) {
    .standing .link {
      min-block-size: 44px;
    }
  }
  @media (min-width: 601px) {
    /* Below the address that it is about. */
    .people:not(.single) .standing {
      margin-inline-start: calc((100% - var(--_control) - 20px) / 3.45 + 8px);
    }
    .people.alone:not(.single) .standing {
      margin-inline-start: calc((100% - 16px) / 3.45 + 8px);
    }
    .people.grouped:not(.single) .standing {
      margin-inline-start: calc((100% - var(--_control) - 28px) * 0.9 / 4.15 + 8px);
    }
    .people.grouped.alone:not(.single) .standing {
      margin-inline-start: calc((100% - 24px) * 0.9 / 4.15 + 8px);
    }
    li:not(:first-child) > .person .cell-label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  }
  @media (max-width: 600px) {
    .people > li {
      padding: 10px 12px 12px;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    .people .person {
      grid-template-columns: minmax(0, 1fr);
      padding: 0 !important;
    }
    .people .person > .button {
      inset-block-start: -6px !important;
      inset-inline-end: -8px;
    }
  }
`;
