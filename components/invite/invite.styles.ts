import type { CSSResult } from 'lit';
import { formFields } from '../styles/form.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';

/** What the dialog looks like as it opens; adopted when it is loaded. */
export const formStyles: CSSResult[] = [dialogStyles, chipsStyles, formFields];
