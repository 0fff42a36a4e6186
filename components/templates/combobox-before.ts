import { html, nothing, type TemplateResult } from 'lit';

export interface ComboboxBefore {
  id: string;
  placeholder: string;
  describedBy?: string | undefined;
  /** Loads the field itself, draws it in the place of this one and hands over to it; a failure is told. */
  use(before: HTMLInputElement): unknown;
}

const pressed = ({ currentTarget }: Event): unknown => ((currentTarget as HTMLElement).dataset['pressed'] = 'yes');

/** What stands for a combobox: its text input. */
export function comboboxBefore({ id, placeholder, describedBy, use }: ComboboxBefore): TemplateResult {
  return html`<input
    id=${id}
    class="field"
    role="combobox"
    aria-expanded="false"
    autocomplete="off"
    aria-describedby=${describedBy ?? nothing}
    placeholder=${placeholder}
    @focus=${({ currentTarget }: FocusEvent) => use(currentTarget as HTMLInputElement)}
    @click=${pressed}
  />`;
}
