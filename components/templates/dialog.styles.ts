import { css } from 'lit';

/** A modal dialog: head, scrolling body, foot that stays in sight. On a narrow screen it is the whole screen. */
export const dialogStyles = css`
  /* A sentence runs as its own words do, so its full stop stays at its end; it begins where the page's do. */
  :is(p, p > span, .hint, .about) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  dialog {
    inset: 0;
    flex-direction: column;
    inline-size: min(560px, 100vw - 32px);
    max-inline-size: none;
    --_above: max(24px, 8dvh);
    max-block-size: min(760px, 100dvh - var(--_above) - 24px);
    margin: var(--_above) auto auto;
    padding: 0;
    border: 1px solid light-dark(transparent, var(--_line));
    border-radius: calc(var(--_radius-large) + 2px);
    color: var(--roster-surface-text, var(--roster-text, var(--_surface-text)));
    background-color: var(--_surface);
    /* The host's own background above it: what is none, or lets something through, still hides the page behind. */
    background-image: linear-gradient(var(--roster-surface, var(--roster-background)) 0 0);
    box-shadow: var(--_shadow);
    overflow: hidden;
    overscroll-behavior: contain;
    text-align: start;
  }
  dialog.wide {
    inline-size: min(880px, 100vw - 32px);
  }
  dialog[open] {
    display: flex;
    animation: rise 180ms cubic-bezier(0.2, 0.9, 0.3, 1);
  }
  dialog::backdrop {
    background: rgb(12 14 20 / 0.44);
    overscroll-behavior: contain;
    animation: fade 160ms ease-out;
  }
  dialog[role='alertdialog'] {
    inline-size: min(420px, 100vw - 32px);
    --_above: max(24px, 18dvh);
  }
  .dialog-head {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    padding: 18px 16px 6px 24px;
    padding-inline: 24px 16px;
  }
  .dialog-head > div {
    flex: 1;
    min-inline-size: 0;
  }
  .dialog-head h2,
  .alert h2 {
    margin: 2px 0 0;
    font-size: 1.2em;
    font-weight: 600;
    line-height: 1.35;
    letter-spacing: -0.01em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .dialog-head h2:focus {
    outline: none;
  }
  .dialog-head p,
  .alert p {
    margin: 2px 0 0;
    color: var(--_muted);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .dialog-body {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 10px 24px 24px;
    scroll-padding-block: 16px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line-strong) transparent;
  }
  .dialog-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 24px;
    padding-block-end: max(12px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_line);
  }
  .dialog-foot .hint {
    flex: 1 1 12em;
    min-inline-size: 0;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .alert {
    padding: 22px 24px 8px;
    overflow-y: auto;
  }
  .typed {
    display: grid;
    gap: 6px;
    margin-block-start: 16px;
    overflow-wrap: anywhere;
  }
  .field[aria-invalid='true'] {
    border-color: var(--_danger);
    outline-color: var(--_danger);
  }
  .alert + .dialog-foot {
    border: 0;
    padding-block: 12px 20px;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.985);
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  .dialog-foot .hint.bad {
    color: var(--_danger);
  }
  @media (max-width: 600px) {
    dialog:not([role='alertdialog']) {
      inline-size: 100vw;
      block-size: 100dvh;
      max-block-size: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
    .dialog-head {
      padding-inline: 16px 8px;
    }
    .dialog-body,
    .dialog-foot {
      padding-inline: 16px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    dialog::backdrop {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border-color: CanvasText;
    }
  }
`;
