import { css } from 'lit';

/** What every form is made of as it opens: rows with labels, faults and asides, sentences above it all. */
export const formFrame = css`
  .form {
    display: grid;
    gap: 22px;
    min-inline-size: 0;
  }
  .row {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .row p {
    margin: 0;
  }
  .row p:empty {
    display: none;
  }
  .label {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
    inline-size: 100%;
    margin-block-end: 6px;
    padding: 0;
    font-weight: 500;
  }
  .counter {
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .counter:is(.warn, .bad),
  .bad > .icon,
  small.bad {
    color: var(--tone);
  }
  .aside {
    margin-block-start: 6px !important;
    color: var(--_muted);
    font-size: 0.93em;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .aside em {
    color: var(--_surface-text);
    font-style: normal;
    font-weight: 500;
  }
  .fault {
    display: flex;
    gap: 6px;
    margin-block-start: 6px !important;
    color: var(--_danger);
    font-size: 0.95em;
  }
  .banner {
    display: flex;
    gap: 10px;
    margin-block-end: 16px;
    padding: 10px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_hover);
  }
  .banner p {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .fault .icon,
  .banner .icon {
    margin-block-start: 2px;
  }
  .banner:is(.bad, .part) {
    border-color: color-mix(in srgb, var(--tone) 35%, transparent);
    background: color-mix(in srgb, var(--tone) 8%, transparent);
  }
  .banner > .icon {
    color: var(--tone, inherit);
  }
  .roles {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: 8px;
  }
  .about {
    display: block;
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    color: var(--_muted);
    font-size: 0.93em;
    line-height: 1.4;
  }
  .aside .link {
    min-block-size: 24px;
  }
  .bone {
    block-size: 58px;
    border-radius: var(--_radius);
    background: var(--_hover);
    animation: breathe 1.4s ease-in-out 0.6s infinite alternate;
    opacity: 0.4;
  }
  @keyframes breathe {
    to {
      opacity: 1;
    }
  }
  .spinner {
    inline-size: 13px;
    block-size: 13px;
    border: 2px solid color-mix(in srgb, currentColor 35%, transparent);
    border-block-start-color: currentColor;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .go[aria-disabled='true'] {
    cursor: default;
    opacity: 0.8;
  }
  @media (pointer: coarse) {
    .aside .link {
      min-block-size: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .bone {
      animation-duration: 4s;
    }
  }
  @media (max-width: 600px) {
    .dialog-foot .hint {
      flex-basis: 100%;
    }
    .dialog-foot .button {
      flex: 1 1 auto;
    }
  }
`;
