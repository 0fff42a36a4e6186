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
