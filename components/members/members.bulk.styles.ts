import { css } from 'lit';

/** What only a change of many has. */
export const bulkStyles = css`
  .bulk .button .icon {
    inline-size: 14px;
    block-size: 14px;
  }
  .giving {
    display: grid;
    gap: 6px;
    padding-block: 4px 8px;
    font-weight: 500;
  }
  .giving select {
    inline-size: 100%;
  }
  .refused {
    justify-content: space-between;
  }
  .refused ul {
    flex-basis: 100%;
    max-block-size: 12em;
    margin: 0;
    padding-inline-start: 1.4em;
    overflow-y: auto;
  }
`;
