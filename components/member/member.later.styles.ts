import { css, type CSSResult } from 'lit';
import { chipsStyles } from '../templates/chips.styles.ts';
import { comboboxStyles } from '../templates/combobox.styles.ts';

const later = css`
  .lines {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .lines small {
    display: block;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 400;
  }
  .lines > li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    padding-block: 8px;
  }
  .tight > li {
    padding-block: 1px;
  }
  .tight code {
    font-size: 0.93em;
  }
  .tight summary {
    font-weight: 400;
  }
  .tight details > div {
    padding-block-end: 8px;
    padding-inline-start: 14px;
  }
  .lines > li + li {
    border-block-start: 1px solid var(--_line);
  }
  .lines > li > div,
  .lines details {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  :is(.banner, .fault) .link {
    min-block-size: 24px;
  }
  @media (pointer: coarse) {
    :is(.banner, .fault) .link {
      min-block-size: 44px;
    }
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
  }
  .secret {
    display: flex;
    gap: 8px;
  }
  .secret .field {
    flex: 1;
    min-inline-size: 0;
    font-family: ui-monospace, monospace;
    font-size: 1.07em;
  }
`;

/** What is told when somebody asks, and above the form when others were faster; and the field of groups in it. */
export const laterStyles: CSSResult[] = [chipsStyles, comboboxStyles, later];
