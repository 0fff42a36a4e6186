import { css, type CSSResult } from 'lit';
import { comboboxStyles } from '../templates/combobox.styles.ts';

const later = css`
  .banner.part {
    --tone: var(--_success);
  }
  .issues,
  .links,
  .domain ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .issues {
    display: grid;
    margin-block-start: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .issue {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 2px 10px;
    padding: 8px 12px;
  }
  .issue + .issue {
    border-block-start: 1px solid var(--_line);
  }
  .issue > .icon {
    margin-block-start: 2px;
    color: var(--tone);
  }
  .issue > div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .issue strong {
    display: block;
    font-weight: 500;
  }
  .who {
    color: var(--_muted);
    font-size: 0.93em;
  }
  .acts {
    display: flex;
    gap: 14px;
    align-items: baseline;
  }
  .acts .link {
    min-block-size: 24px;
  }
  .group-role {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    margin: 10px 0 0;
    padding: 0;
    border: 0;
  }
  .group-role legend {
    float: inline-start;
    padding: 0;
    color: var(--_muted);
  }
  .group-role label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 24px;
    cursor: pointer;
  }
  .group-role input {
    margin-block-start: 0;
  }
  .review {
    display: grid;
    gap: 12px;
  }
  .review p {
    margin: 0;
  }
  .domain {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: hidden;
  }
  .domain:is(.warn, .bad) {
    border-color: color-mix(in srgb, var(--tone) 45%, transparent);
  }
  .domain h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin: 0;
    padding: 9px 12px;
    background: var(--_hover);
    font-size: 1em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .domain:is(.warn, .bad) h3 {
    background: color-mix(in srgb, var(--tone) 9%, transparent);
  }
  .domain h3 > .icon {
    color: var(--tone);
  }
  .domain h3 .counter {
    margin-inline-start: auto;
  }
  .domain > p {
    padding: 8px 12px 0;
    text-wrap: pretty;
  }
  .domain ul {
    padding: 6px 12px 8px;
  }
  .domain li {
    padding-block: 3px;
    overflow-wrap: anywhere;
  }
  .domain li bdi + bdi {
    margin-inline-start: 6px;
  }
  .address {
    color: var(--_muted);
  }
  .terms {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    margin: 4px 0 0;
  }
  .terms dt {
    color: var(--_muted);
  }
  .terms dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .links li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding-block: 12px;
  }
  .links li + li {
    border-block-start: 1px solid var(--_line);
  }
  .link-who {
    display: grid;
    flex: 1 1 200px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .link-who strong {
    font-weight: 500;
  }
  .link-who small {
    color: var(--_muted);
    font-size: 0.93em;
  }
  .links .field {
    flex: 1 0 100%;
    min-inline-size: 0;
    font-family: ui-monospace, monospace;
    font-size: 0.93em;
  }
  @media (pointer: coarse) {
    .acts .link,
    .group-role label {
      min-block-size: 44px;
    }
  }
  @media (max-width: 600px) {
    .issue .acts {
      grid-column: 2;
    }
  }
`;

/** What the dialog looks like once it is used. */
export const laterStyles: CSSResult[] = [comboboxStyles, later];
