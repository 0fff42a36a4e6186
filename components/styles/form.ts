import { css } from 'lit';
import { formFrame } from './form-frame.ts';
import { roleCards } from './role-cards.ts';

/** What every form is made of: its frame, and roles as cards. */
export const formFields = css`
  ${formFrame}
  ${roleCards}
`;
