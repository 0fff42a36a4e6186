import type { CSSResult } from 'lit';
import { fields } from '../styles/controls.ts';
import { formFrame } from '../styles/form-frame.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';

/** What the dialog looks like as it opens; adopted when it is loaded. */
export const formStyles: CSSResult[] = [fields, dialogStyles, formFrame];
