import { css } from 'lit';

/** Numbers in a row, and a bar for each role. */
export const statsStyles = css`
  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
    gap: 12px;
    margin: 0 0 20px;
  }
  .numbers > div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
  }
  .numbers dt {
    color: var(--_muted);
  }
  .numbers dd {
    margin: 0;
    font-size: 1.7em;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  h3 {
    margin: 0 0 8px;
    font-size: 1em;
    font-weight: 600;
  }
  ul {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
  }
  /* A name reads in its own direction, and stands where the page's begins */
  li > bdi {
    justify-self: start;
  }
  li span {
    font-variant-numeric: tabular-nums;
  }
  svg {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 6px;
    border-radius: 3px;
    background: var(--_line);
  }
  rect {
    fill: var(--_link);
  }
  :dir(rtl) > li > svg {
    scale: -1 1;
  }
  .bone {
    inline-size: 3em;
    margin-block: 0.65em;
  }
  @media (forced-colors: active) {
    svg {
      background: GrayText;
    }
    rect {
      fill: Highlight;
      forced-color-adjust: none;
    }
  }
`;
