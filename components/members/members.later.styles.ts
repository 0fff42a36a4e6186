import { css } from 'lit';

/** What only the members' table has. */
export const laterStyles = css`
  /* Why nobody can be invited: while the button is pointed at, pressed or focused. */
  #invite-reason {
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
  #invite:is(:hover, :focus) + #invite-reason {
    clip-path: none;
  }
  button.name:hover,
  td.c-email .address:hover {
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
    text-underline-offset: 3px;
  }
  td.c-email .address {
    cursor: pointer;
  }
  th.menu .button {
    min-block-size: 28px;
    inline-size: 28px;
    color: inherit;
  }
  @media (pointer: coarse) {
    button.name {
      min-block-size: 44px;
    }
  }
  @container roster-list (max-width: 30em) {
    .head > slot[name='heading'] {
      flex-basis: 100%;
    }
    .head > .button {
      flex: 1 1 auto;
    }
  }
  #link .field {
    inline-size: 100%;
    margin-block-start: 12px;
  }
`;
