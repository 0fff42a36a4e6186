import { css } from 'lit';

/** Roles, each a card with its box. */
export const roleCards = css`
  .role {
    display: flex;
    gap: 10px;
    padding: 9px 12px 10px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    cursor: pointer;
    transition:
      border-color var(--_duration),
      background-color var(--_duration);
  }
  .role:hover {
    border-color: var(--_line-strong);
    background: var(--_hover);
  }
  .role:has(:checked) {
    border-color: var(--_link);
    background: color-mix(in srgb, var(--_link) 7%, transparent);
  }
  .role:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .role input:focus-visible {
    outline: none;
  }
  .role[data-refused],
  .role[data-refused] input {
    cursor: not-allowed;
  }
  .role[data-refused] .role-name {
    color: var(--_muted);
  }
  .role > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  input:is([type='checkbox'], [type='radio']) {
    margin-block-start: 2px;
    cursor: inherit;
  }
  .role-name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 8px;
    font-weight: 500;
  }
  .tag {
    padding: 0 6px;
    border: 1px solid var(--_line-strong);
    border-radius: 999px;
    color: var(--_muted);
    font-size: 0.83em;
    font-weight: 400;
  }
`;
