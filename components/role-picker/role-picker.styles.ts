import { css, type CSSResult } from 'lit';
import { controls } from '../styles/controls.ts';
import { formFields } from '../styles/form.ts';
import { tokens } from '../styles/tokens.ts';

export const rolePickerStyles: CSSResult[] = [
  tokens,
  controls,
  formFields,
  css`
    :host {
      container-type: inline-size;
    }
    fieldset:disabled .role {
      opacity: 0.6;
      cursor: default;
    }
  `,
];
