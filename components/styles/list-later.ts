import { css } from 'lit';
import { calmStyles } from './list-calm.ts';

/** What is pointed at, typed, selected, and what comes of actions: no list needs it before its first rows are drawn. */
export const listLaterStyles = css`
  ${calmStyles}
  /* A sentence runs as its own words do, so its full stop stays at its end; it begins where the page's do. */
  :is(p, p > span, .text, .reason) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* Why a button beside the heading does nothing: while it is pointed at, pressed or focused. */
  .tip {
    inset-block-start: 100%;
    inset-inline-end: 0;
    z-index: 1;
    inline-size: max-content;
    max-inline-size: min(100%, 24em);
    block-size: auto;
    margin: 4px 0;
    padding: 8px 12px;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_surface-text);
    box-shadow: var(--_shadow);
    unicode-bidi: plaintext;
    white-space: normal;
  }
  .button:is(:hover, :focus) + .tip {
    clip-path: none;
  }
  h2:focus {
    outline: none;
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
    border-radius: 4px;
  }
  .refetching table {
    opacity: 0.55;
    transition: opacity 200ms 150ms;
  }
  .toolbar[inert] {
    visibility: hidden;
  }
  .search button {
    position: absolute;
    inset-inline-end: 3px;
    inset-block: 3px;
    inline-size: 26px;
    min-block-size: 0;
    padding: 0;
    opacity: 0.7;
  }
  .select.on .field {
    border-color: color-mix(in srgb, var(--_link) 55%, transparent);
    background: color-mix(in srgb, var(--_accent) 10%, transparent);
  }
  tbody tr:hover {
    background: color-mix(in srgb, currentColor 3%, transparent);
  }
  .link.name {
    min-block-size: 24px;
    text-align: start;
  }
  .link.name:not(:hover) {
    color: inherit;
    text-decoration-color: transparent;
  }
  @media (pointer: coarse) {
    .link.name {
      min-block-size: 44px;
    }
  }
  .sort:hover {
    background: var(--_hover);
  }
  td.menu .button:is(:hover, :focus-visible, [aria-expanded='true']) {
    background: var(--_hover);
    color: inherit;
  }
  .bulk {
    align-self: start;
    padding-inline-start: 12px;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_accent) 12%, transparent);
    box-shadow: 0 0 0 4px color-mix(in srgb, var(--_accent) 12%, transparent);
  }
  .chosen {
    font-weight: 600;
  }
  .gap {
    flex: 1;
  }
  tbody tr.selected {
    background: color-mix(in srgb, var(--_accent) 9%, transparent);
  }
  tbody tr.fresh {
    animation: fresh 2.4s ease-out;
  }
  @keyframes fresh {
    from {
      background: color-mix(in srgb, var(--_accent) 24%, transparent);
    }
  }
  th .bad {
    margin: 4px 0 2px;
    font-size: 0.93em;
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 0 0 8px;
    padding: 8px 12px;
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_warning) 11%, transparent);
  }
  .banner .icon {
    color: var(--_warning);
  }
  @container roster-list (max-width: 51em) {
    .bulk .gap {
      display: none;
    }
    .chosen {
      flex: 1 1 auto;
    }
  }
  @media (forced-colors: active) {
    .tabs button {
      border-block-end-color: Canvas;
    }
    .tabs [aria-selected='true'] {
      border-block-end-color: Highlight;
    }
    .bone {
      background: GrayText;
    }
    .state::before {
      background: CanvasText;
    }
    .dots::before {
      color: ButtonText;
      forced-color-adjust: none;
    }
    tbody tr.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .bulk {
      border: 1px solid Highlight;
    }
  }
`;
