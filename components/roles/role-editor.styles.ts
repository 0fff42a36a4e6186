import { css } from 'lit';

/** What only the editor of a role has. */
export const roleEditorStyles = css`
  #role .field {
    display: block;
    inline-size: 100%;
  }
  .about-role {
    margin: 0;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .resource {
    display: grid;
    grid-template-columns: minmax(5em, 9em) minmax(0, 1fr);
    gap: 0 8px;
    padding-block: 6px;
    border-block-start: 1px solid var(--_line);
  }
  .resource:last-child {
    border-block-end: 1px solid var(--_line);
  }
  .resource-name {
    padding-block: 4px;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .resource > div {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
    gap: 0 12px;
  }
  .check {
    display: flex;
    gap: 8px;
    min-block-size: 24px;
    padding-block: 4px;
    overflow-wrap: anywhere;
  }
  label.check {
    cursor: pointer;
  }
  /* The names of a host's own are in small letters. */
  .resource-name::first-letter,
  .check > span::first-letter {
    text-transform: uppercase;
  }
  .check .icon {
    flex: none;
    margin-block-start: 3px;
    color: var(--_muted);
  }
  .leaving {
    margin-inline: -10px auto;
    color: var(--_danger);
  }
  @media (max-width: 480px) {
    .resource {
      grid-template-columns: minmax(0, 1fr);
    }
    .leaving {
      margin-inline: 0;
    }
  }
`;
