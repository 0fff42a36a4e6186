import { css } from 'lit';
import { formFields } from '../styles/form.ts';
import { calmStyles } from '../styles/list-calm.ts';
import { avatarStyles } from '../templates/avatar.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';

const own = css`
  /* Inside an element of ours, which has set the size already. */
  :host(:state(inner)) {
    font-size: inherit;
  }
  .panel {
    max-inline-size: 720px;
  }
  .foot {
    display: flex;
    justify-content: flex-end;
    gap: 8px;
    margin-block-start: 22px;
  }
  .foot:empty {
    display: none;
  }
  .quiet {
    color: var(--_muted);
  }
  #refused:focus {
    outline: none;
  }
  .meta .bad {
    color: var(--_danger);
  }
  .banner {
    --tone: var(--_warning);
  }
  .banner.bad {
    --tone: var(--_danger);
  }
  .identity {
    display: flex;
    align-items: flex-start;
    gap: 14px;
    margin-block-end: 24px;
  }
  .identity .avatar {
    inline-size: 44px;
    block-size: 44px;
    font-size: 15px;
  }
  .identity > div {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .named {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  .identity :is(strong, h2) {
    margin: 0;
    font-size: 1.14em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .panel h2 {
    font-size: 1.43em;
    line-height: 1.3;
    letter-spacing: -0.014em;
  }
  .meta {
    margin: 4px 0 0;
    font-size: 0.93em;
    text-wrap: pretty;
    /* Of parts that each have their own direction, in the page's order. */
    unicode-bidi: isolate;
  }
  /* As the field of groups is, until somebody goes to it. */
  .before {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    min-block-size: calc(var(--_control) + 6px);
    padding: 4px 7px;
    padding-inline-end: 30px;
    border: 1px solid var(--_line-field);
    border-radius: var(--_radius);
  }
  .before ul {
    display: contents;
    list-style: none;
  }
  .before .field {
    flex: 1 1 120px;
    min-inline-size: 0;
    min-block-size: 26px;
    padding: 0 4px;
    border: 0;
    background: none;
  }
  .before li {
    display: flex;
    align-items: center;
    gap: 2px;
    min-block-size: 26px;
    padding-inline-start: 8px;
    border: 1px solid var(--_line-strong);
    border-radius: 6px;
    background: color-mix(in srgb, currentColor 4%, transparent);
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .before li button {
    display: flex;
    justify-content: center;
    inline-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_muted);
  }
  .before li .icon {
    inline-size: 13px;
    block-size: 13px;
  }
  .before > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 9px;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    gap: 16px;
    align-items: start;
  }
  .row > .field {
    inline-size: 100%;
  }
  .fixed {
    display: block;
    padding-block: 6px;
    overflow-wrap: anywhere;
  }
`;

/** Above what every element has. */
export const memberStyles = [avatarStyles, dialogStyles, formFields, calmStyles, own];
