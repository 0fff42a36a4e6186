import { css } from 'lit';

/** The columns of the roles. */
export const rolesStyles = css`
  .r-name {
    inline-size: 46%;
  }
  .r-name p {
    margin: 2px 0 0;
    color: var(--_muted);
    text-wrap: pretty;
  }
  .r-name .link {
    color: inherit;
    font-weight: 500;
    text-align: start;
    text-decoration-color: transparent;
    overflow-wrap: anywhere;
  }
  .r-name .link:hover {
    text-decoration-color: currentColor;
  }
  .r-name .badge {
    margin-inline-start: 8px;
  }
  .r-permissions {
    color: var(--_muted);
  }
  .r-people {
    inline-size: 10%;
    font-variant-numeric: tabular-nums;
  }
  @container roster-list (max-width: 51em) {
    tbody [class^='r-'] {
      inline-size: auto;
    }
  }
`;
