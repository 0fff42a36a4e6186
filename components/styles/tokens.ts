import { css } from 'lit';

/**
 * The look, as private properties (`--_…`) that each read a public one (`--roster-…`) and else follow the host: its
 * font, its text colour, its `color-scheme`. Everything translucent is mixed from `currentColor`, so it fits any page.
 *
 * Public: `--roster-font-family`, `--roster-font-size`, `--roster-text`, `--roster-text-muted`, `--roster-background`,
 * `--roster-surface`, `--roster-surface-text`, `--roster-border`, `--roster-border-strong`, `--roster-hover`,
 * `--roster-accent`, `--roster-accent-text`, `--roster-danger`, `--roster-warning`, `--roster-success`,
 * `--roster-focus`, `--roster-radius`, `--roster-radius-large`, `--roster-shadow`, `--roster-row-height`,
 * `--roster-control-height`, `--roster-duration`.
 */
export const tokens = css`
  :host {
    --_accent: var(--roster-accent, #4b54c6);
    --_on-accent: var(--roster-accent-text, #fff);
    --_link: light-dark(var(--_accent), color-mix(in oklab, var(--_accent) 48%, #fff));
    --_muted: var(--roster-text-muted, color-mix(in srgb, currentColor 70%, transparent));
    --_line: var(--roster-border, color-mix(in srgb, currentColor 13%, transparent));
    --_line-strong: var(--roster-border-strong, color-mix(in srgb, currentColor 26%, transparent));
    /* The edge of what is typed into or ticked: a grey with a contrast of 3:1 on light pages and on dark ones. */
    --_line-field: var(--roster-border-strong, #868993);
    --_hover: var(--roster-hover, color-mix(in srgb, currentColor 5%, transparent));
    --_surface: var(--roster-surface, light-dark(#fff, #1e1f24));
    --_surface-text: var(--roster-surface-text, light-dark(#1b1d22, #eceef2));
    --_danger: var(--roster-danger, light-dark(#b7241a, #ff9d92));
    --_warning: var(--roster-warning, light-dark(#825000, #f0bd66));
    --_success: var(--roster-success, light-dark(#17693f, #7ad6a6));
    --_focus: var(--roster-focus, var(--_link));
    --_radius: var(--roster-radius, 6px);
    --_radius-large: var(--roster-radius-large, 10px);
    --_shadow: var(
      --roster-shadow,
      0 0 0 1px rgb(0 0 0 / 0.06),
      0 4px 8px -2px rgb(0 0 0 / 0.1),
      0 12px 32px -4px rgb(0 0 0 / 0.18)
    );
    --_row: var(--roster-row-height, 52px);
    --_control: var(--roster-control-height, 32px);
    --_duration: var(--roster-duration, 120ms);
    display: block;
    box-sizing: border-box;
    font-family: var(--roster-font-family, inherit);
    font-size: var(--roster-font-size, max(13px, 0.875em));
    line-height: 1.45;
    color: var(--roster-text, inherit);
    background: var(--roster-background, none);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([density='compact']) {
    --_row: var(--roster-row-height, 40px);
    --_control: var(--roster-control-height, 28px);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='system']) {
    color-scheme: light dark;
  }
  :host([theme]) {
    color: var(--roster-text, light-dark(#1b1d22, #eceef2));
    background: var(--roster-background, light-dark(#fff, #141518));
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  @media (pointer: coarse) {
    :host {
      --_control: var(--roster-control-height, 44px);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_duration: 0.01ms;
    }
  }
`;
