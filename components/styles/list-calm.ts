import { css } from 'lit';

/** Sentences instead of rows. */
export const calmStyles = css`
  .calm {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 4px;
    min-block-size: 280px;
    padding: 32px 16px;
    text-align: center;
    text-wrap: balance;
  }
  .calm p {
    max-inline-size: 44ch;
    margin: 0;
    color: var(--_muted);
  }
  .calm .title {
    color: inherit;
    font-size: 1.07em;
    font-weight: 600;
  }
  .calm .mark {
    display: grid;
    place-content: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: 8px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
    color: var(--_muted);
  }
  .calm .mark .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .calm .button {
    margin-block-start: 12px;
  }
`;
