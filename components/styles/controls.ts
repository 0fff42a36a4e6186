import { css } from 'lit';
import { buttons } from './buttons.ts';

/** Links, fields, badges and what only screen readers get: with the buttons, what every element is made of. */
export const fields = css`
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .link {
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: var(--_link);
    font-weight: 500;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .field {
    min-block-size: var(--_control);
    padding: 2px 10px;
    border: 1px solid var(--_line-field);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_surface) 60%, transparent);
    line-height: 1.25;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field:hover {
    border-color: currentColor;
  }
  .field:focus-visible {
    outline-offset: -1px;
    border-color: transparent;
  }
  select.field {
    appearance: none;
    max-inline-size: 100%;
    padding-inline-end: 28px;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  option {
    background: var(--_surface);
    color: var(--_surface-text);
  }
  /* Drawn here: what browsers draw on a dark page has a tint of its own. */
  input:is([type='checkbox'], [type='radio']) {
    appearance: none;
    display: inline-grid;
    place-content: center;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 1px solid var(--_line-field);
    border-radius: 4px;
    cursor: pointer;
  }
  input[type='radio'] {
    border-radius: 50%;
  }
  input:is([type='checkbox'], [type='radio']):checked,
  input[type='checkbox']:indeterminate {
    border-color: transparent;
    background: var(--_accent);
  }
  input:is([type='checkbox'], [type='radio'])::before {
    block-size: 5px;
    inline-size: 9px;
    border: solid var(--_on-accent);
    border-width: 0 0 2px 2px;
    rotate: -45deg;
    translate: 0 -1px;
  }
  input[type='radio']::before {
    block-size: 6px;
    inline-size: 6px;
    border-width: 3px;
    border-radius: 50%;
    translate: 0;
  }
  input[type='checkbox']:indeterminate::before {
    block-size: 2px;
    border-width: 0 0 2px;
    rotate: 0deg;
    translate: 0;
  }
  input:is(:checked, [type='checkbox']:indeterminate)::before {
    content: '';
  }
  @media (forced-colors: active) {
    input:is([type='checkbox'], [type='radio']) {
      appearance: auto;
    }
  }
  .select {
    position: relative;
    display: inline-flex;
    min-inline-size: 0;
  }
  .select .icon {
    position: absolute;
    inset-inline-end: 8px;
    inset-block: 0;
    margin-block: auto;
    pointer-events: none;
    opacity: 0.65;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    padding: 1px 8px;
    border: 1px solid transparent;
    border-radius: 11px;
    background: var(--_hover);
    font-size: 0.92em;
    line-height: 1.4;
    overflow-wrap: break-word;
  }
  .badge .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  .badge:is(.good, .warn, .bad, .new) {
    background: color-mix(in srgb, currentColor 11%, transparent);
    font-weight: 500;
  }
  .badge.good {
    color: var(--_success);
  }
  .badge.warn {
    color: var(--_warning);
  }
  .badge.bad {
    color: var(--_danger);
  }
  /* Full colours, as on a primary button: a wash of the host's accent would not bear text of the same accent. */
  .badge.new {
    color: var(--_on-accent);
    background: var(--_accent);
  }
  @media (forced-colors: active) {
    .badge {
      border-color: currentColor;
    }
  }
`;

/** All pieces together. */
export const controls = css`
  ${buttons}
  ${fields}
`;
