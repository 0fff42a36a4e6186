import { css } from 'lit';

/** The list under the field. */
export const comboboxListStyles = css`
  .popup {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 4px;
    border: 1px solid light-dark(transparent, var(--_line));
    border-radius: calc(var(--_radius) + 3px);
    background: var(--_surface);
    color: var(--_surface-text);
    box-shadow: var(--_shadow);
    cursor: default;
  }
  .popup:popover-open {
    display: flex;
    flex-direction: column;
  }
  .popup .list {
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .popup .empty {
    margin: 0;
    padding: 8px 10px;
    color: var(--_muted);
  }
  .option {
    display: flex;
    gap: 8px;
    padding: 6px 8px;
    border-radius: var(--_radius);
    cursor: pointer;
    scroll-margin: 4px;
  }
  .option:hover {
    background: var(--_hover);
  }
  .option[aria-current] {
    background: color-mix(in srgb, var(--_link) 12%, transparent);
    outline: 1px solid color-mix(in srgb, var(--_link) 45%, transparent);
    outline-offset: -1px;
  }
  .option .tick {
    flex: none;
    inline-size: 16px;
    padding-block-start: 2px;
    color: var(--_link);
  }
  .option .what {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 12px;
    overflow-wrap: anywhere;
  }
  .option[aria-disabled] {
    cursor: not-allowed;
  }
  .option[aria-disabled] bdi {
    color: var(--_muted);
  }
  .option small {
    unicode-bidi: plaintext;
    color: var(--_muted);
    font-size: 0.93em;
  }
  @media (pointer: coarse) {
    .option {
      min-block-size: 44px;
      align-items: center;
    }
  }
  @media (forced-colors: active) {
    .popup {
      border-color: CanvasText;
    }
    .option[aria-current] {
      outline: 2px solid Highlight;
    }
  }
`;
