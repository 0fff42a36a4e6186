import { css } from 'lit';

/** What can be opened and done below the form. */
export const belowStyles = css`
  .form > .part {
    margin-block-end: -14px;
  }
  .part {
    border-block-start: 1px solid var(--_line);
    padding-block-start: 8px;
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    min-block-size: max(28px, var(--_control));
    border-radius: 4px;
    font-weight: 500;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > .icon {
    color: var(--_muted);
    transition: rotate var(--_duration);
  }
  [open] > summary > .icon {
    rotate: 180deg;
  }
  .part > :not(summary) {
    margin-block: 6px 10px;
  }
  .below {
    display: grid;
    gap: 8px;
    margin-block-start: 22px;
  }
  .acts {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .acts {
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }
  .act {
    display: flex;
    gap: 10px;
    inline-size: calc(100% + 16px);
    margin-inline: -8px;
    min-block-size: max(34px, var(--_control));
    align-items: center;
    padding: 5px 8px;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }
  .panel .act {
    inline-size: 100%;
    margin-inline: 0;
  }
  .act:hover {
    background: var(--_hover);
  }
  .act.dangerous {
    color: var(--_danger);
  }
  .act[aria-disabled='true'] {
    color: var(--_muted);
    cursor: not-allowed;
  }
  .act small {
    display: block;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 400;
  }
`;
