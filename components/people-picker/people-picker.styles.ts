import { css, type CSSResult } from 'lit';
import { controls } from '../styles/controls.ts';
import { formFields } from '../styles/form.ts';
import { tokens } from '../styles/tokens.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { comboboxStyles } from '../templates/combobox.styles.ts';

export const peoplePickerStyles: CSSResult[] = [
  tokens,
  controls,
  formFields,
  chipsStyles,
  comboboxStyles,
  css`
    .chips:has(input:disabled) {
      border-color: var(--_line);
      opacity: 0.7;
    }
    /* Nothing is searched, and nobody taken out. */
    .chips:has(input:disabled) :is(.drop, .arrow),
    .chips:has(.chip) input:disabled {
      display: none;
    }
    .chips:has(input:disabled) .face {
      padding-inline-end: 8px;
    }
    .chips :disabled,
    .chips:has(input:disabled) {
      cursor: default;
    }
  `,
];
