import { css } from 'lit';

/** In a dialog that saves: why it could not, what somebody else saved meanwhile, and what is asked before it does. */
export const savingStyles = css`
  #confirm-detail {
    white-space: pre-line;
  }
  /* What went wrong is said by its icon and edge; the words and what can be pressed stay calm. */
  .banner {
    flex-wrap: nowrap;
    align-items: start;
    margin: 0;
    color: inherit;
    --tone: var(--_danger);
  }
  .banner:has(.ways) {
    --tone: var(--_warning);
  }
  .banner ul {
    margin: 4px 0 0;
    padding-inline-start: 18px;
    overflow-wrap: anywhere;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 10px;
  }
`;
