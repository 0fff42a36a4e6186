import { css } from 'lit';

/** What only the dialogs of a group have. */
export const dialogsStyles = css`
  input.field,
  textarea.field {
    display: block;
    inline-size: 100%;
  }
  textarea.field {
    padding-block: 6px;
    resize: vertical;
    field-sizing: content;
    max-block-size: 40dvh;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
  }
  .amounts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
    gap: 12px 16px;
  }
  .amounts .label {
    font-weight: 400;
    margin-block-end: 4px;
  }
  .people {
    margin: 0;
    padding: 0;
    list-style: none;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .people:empty {
    display: none;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 48px;
    padding: 5px 6px 5px 12px;
    padding-inline: 12px 6px;
  }
  .person + .person {
    border-block-start: 1px solid var(--_line);
  }
  .person .whom {
    flex: 1;
    overflow-wrap: anywhere;
    line-height: 1.35;
  }
  .person small {
    display: block;
    color: var(--_muted);
    font-size: 0.93em;
  }
  .person small.bad {
    color: var(--_danger);
  }
  .person .badge {
    margin-inline-start: 4px;
  }
  .person.added {
    background: color-mix(in srgb, var(--_success) 7%, transparent);
  }
  .person.removed {
    background: color-mix(in srgb, var(--_danger) 6%, transparent);
  }
  .person.removed .name {
    text-decoration: line-through;
  }
  .person .select select {
    border-color: transparent;
    background: none;
  }
  .person .select select:is(:hover, :focus-visible) {
    border-color: var(--_line-strong);
  }
  .dialog-body .pager .size {
    display: none;
  }
  @media (max-width: 480px) {
    .person {
      flex-wrap: wrap;
    }
    .person .whom {
      flex-basis: calc(100% - 48px);
    }
    .person .select {
      margin-inline: 26px auto;
    }
    .person > .button {
      margin-inline-start: auto;
    }
    .person .select + .button {
      margin-inline-start: 0;
    }
  }
`;
