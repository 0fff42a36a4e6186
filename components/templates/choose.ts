import { html, nothing, type TemplateResult } from 'lit';
import { chevronDownIcon } from './icons.ts';

export interface Choice {
  value: string;
  label: string;
}

/** A native select that shows its own name while nothing is chosen. */
export function choose(
  label: string,
  value: string,
  choices: readonly Choice[],
  onChange: (value: string) => void,
  any = '',
): TemplateResult {
  return html`<span class="select ${value && any ? 'on' : ''}"
    ><select
      class="field"
      aria-label=${label}
      @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
    >
      ${any ? html`<option value="" .selected=${!value}>${any}</option>` : nothing}
      ${choices.map((choice) => html`<option value=${choice.value} .selected=${choice.value === value}>${choice.label}</option>`)}</select
    >${chevronDownIcon}</span
  >`;
}
