import { html, nothing, type TemplateResult } from 'lit';
import { chevronDownIcon } from './icons.ts';

export interface ComboboxBefore {
  id: string;
  placeholder: string;
  describedBy?: string | undefined;
  /** Loads the field itself; fulfilled when it is drawn in the place of this one, or told why not. */
  use(): Promise<unknown>;
}

/** What stands for an empty combobox until somebody goes to it. What is typed and pressed meanwhile is not lost. */
export function comboboxBefore({ id, placeholder, describedBy, use }: ComboboxBefore): TemplateResult {
  const onFocus = async ({ currentTarget }: FocusEvent): Promise<void> => {
    const before = currentTarget as HTMLInputElement;
    const root = before.getRootNode() as ShadowRoot;
    await use();
    const field = root.querySelector<HTMLInputElement>(`#${id}`);
    // Not there yet, or the person has gone elsewhere.
    if (!field || field === before || (root.activeElement && root.activeElement !== field)) return;
    field.focus();
    if (before.value) {
      field.value = before.value;
      field.dispatchEvent(new InputEvent('input'));
    } else if (before.dataset['pressed']) field.click();
  };
  return html`<div class="before">
    <input
      id=${id}
      class="field"
      role="combobox"
      aria-expanded="false"
      autocomplete="off"
      aria-describedby=${describedBy ?? nothing}
      placeholder=${placeholder}
      @focus=${onFocus}
      @click=${({ currentTarget }: Event) => ((currentTarget as HTMLElement).dataset['pressed'] = 'yes')}
    />${chevronDownIcon}
  </div>`;
}
