import { css } from 'lit';

/** The box in which columns and density are chosen, under its button. */
export const looksStyles = css`
  [data-view] {
    anchor-name: --roster-view;
  }
  .looks {
    position-anchor: --roster-view;
    position-area: block-end span-inline-start;
    position-try-fallbacks: flip-block;
    inset: auto;
    min-inline-size: 192px;
    margin: 4px 0;
    padding: 12px 14px;
    border: 1px solid color-mix(in srgb, currentColor 9%, transparent);
    border-radius: var(--_radius-large);
    background: var(--_surface);
    color: var(--_surface-text);
    box-shadow: var(--_shadow);
    font-size: inherit;
  }
  .looks fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .looks fieldset + fieldset {
    margin-block-start: 12px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_line);
  }
  .looks legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 500;
  }
  .looks label {
    display: flex;
    clear: both;
    align-items: center;
    gap: 10px;
    min-block-size: max(30px, var(--_control));
    cursor: pointer;
  }
  @supports not (anchor-name: --a) {
    .looks {
      inset: 0;
      margin: auto;
    }
  }
`;
