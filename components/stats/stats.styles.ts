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
    margin: 0 0 10px;
    font-size: 1em;
    font-weight: 600;
  }
  ul {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 12em) minmax(0, 1fr) minmax(2.5em, auto);
    align-items: center;
    gap: 4px 16px;
  }
  /* A name reads in its own direction, and stands where the page's begins */
  li > bdi {
    justify-self: start;
    overflow-wrap: anywhere;
  }
  li span {
    grid-area: 1 / 3;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  svg {
    grid-area: 1 / 2;
    inline-size: 100%;
    block-size: 8px;
    border-radius: 4px;
    background: var(--_hover);
  }
  rect {
    fill: var(--_link);
    rx: 4px;
  }
  :dir(rtl) > li > svg {
    scale: -1 1;
  }
  @container roster-list (max-width: 36em) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    li span {
      grid-area: 1 / 2;
    }
    svg {
      grid-area: 2 / 1 / auto / span 2;
    }
  }
  .bone {
    inline-size: 3em;
    margin-block: 0.65em;
  }
  @media (forced-colors: active) {
    svg {
      background: Canvas;
      box-shadow: inset 0 0 0 1px CanvasText;
    }
    rect {
      fill: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
