import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ComboboxField, ComboboxList } from './combobox-list.ts';
import { chevronDownIcon, xIcon } from './icons.ts';

export type ComboboxHost = ReactiveControllerHost &
  HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface Choice {
  id: string;
  name: string;
  detail?: string | undefined;
  /** Why it cannot be chosen; it stays in the list with this reason. */
  refused?: string | undefined;
}

export interface ComboboxOptions {
  /** Of the text input; ids of parts are made from it. */
  id: string;
  /** Choices for a text, best first; `total` when there are more than are given. */
  search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }>;
  /** What is chosen once `choice` is; by default it comes on top of the others. */
  choose?(selected: readonly Choice[], choice: Choice): readonly Choice[];
  /** One at most: choosing closes the list. */
  single?(): boolean;
  changed(selected: readonly Choice[]): void;
  say(text: string): void;
  words(): ComboboxWords;
}

export interface ComboboxWords {
  placeholder: string;
  /** Name of the list of what is chosen. */
  chosen: string;
  remove(name: string): string;
  loading: string;
  none: string;
  failed: string;
  retry: string;
  found(count: number): string;
  added(name: string): string;
  removed(name: string): string;
  more(count: number): string;
}

/** How the field stands in its form. */
export interface ComboboxState {
  /** Its name, where no label of the same root gives it one. */
  label?: string | undefined;
  disabled?: boolean;
  required?: boolean;
}

/**
 * Several choices out of many: the list autocomplete of the ARIA Authoring Practices, with what is chosen as chips. The list
 * is loaded when the field gets the focus.
 */
export class ComboboxController implements ComboboxField {
  readonly host: ComboboxHost;
  readonly options: ComboboxOptions;
  query = '';
  #selected: readonly Choice[] = [];
  #list: ComboboxList | undefined;

  constructor(host: ComboboxHost, options: ComboboxOptions) {
    this.host = host;
    this.options = options;
  }

  get selected(): readonly Choice[] {
    return this.#selected;
  }

  set selected(choices: readonly Choice[]) {
    this.#selected = choices;
    this.host.requestUpdate();
  }

  reset(): void {
    this.#list?.shut();
    this.#selected = [];
    this.query = '';
  }

  /** The field is gone for good, before its host. */
  end(): void {
    this.reset();
    if (this.#list) this.host.removeController(this.#list);
  }

  get #input(): HTMLInputElement | null {
    return this.host.renderRoot.querySelector<HTMLInputElement>(`#${this.options.id}`);
  }

  render(describedBy?: string, { label, disabled, required }: ComboboxState = {}): TemplateResult {
    const { id } = this.options;
    const words = this.options.words();
    const list = this.#list;
    return html`<div class="chips line combobox" part="chips" @click=${this.#onBoxClick} @focusout=${this.#onFocusout}>
      ${
        this.#selected.length > 0
          ? html`<ul role="list" aria-label=${words.chosen}>
              ${this.#selected.map(
                (choice) =>
                  html`<li class="chip" part="chip">
                    <span class="face"><bdi>${choice.name}</bdi></span>
                    <button
                      type="button"
                      class="drop"
                      ?disabled=${disabled}
                      aria-label=${words.remove(choice.name)}
                      @click=${() => this.toggle(choice)}
                    >
                      ${xIcon}
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <input
        id=${id}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded=${list?.open ? 'true' : 'false'}
        aria-controls=${list?.id ?? `${id}-popup`}
        aria-activedescendant=${list?.active ?? nothing}
        aria-describedby=${describedBy ?? nothing}
        aria-label=${label ?? nothing}
        aria-required=${required ? 'true' : nothing}
        ?disabled=${disabled}
        placeholder=${words.placeholder}
        .value=${this.query}
        @focus=${this.#onFocus}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @click=${this.#onInputClick}
      />
      <span class="arrow">${chevronDownIcon}</span>
      <div id="${id}-popup" class="popup" part="popup" popover="manual" @pointerdown=${this.#onPopupPointerdown}>
        ${list?.render(words) ?? nothing}
      </div>
    </div>`;
  }

  toggle(choice: Choice): void {
    const { words, say, changed, choose, single } = this.options;
    const has = this.#selected.some(({ id }) => id === choice.id);
    const others = this.#selected.filter(({ id }) => id !== choice.id);
    if (has) this.#selected = others;
    else if (single?.()) this.#selected = [choice];
    else this.#selected = choose?.(others, choice) ?? [...others, choice];
    say(has ? words().removed(choice.name) : words().added(choice.name));
    changed(this.#selected);
    this.#input?.focus();
    this.host.requestUpdate();
  }

  /** Does it with the list; where that comes too late, nobody waits for it any more. */
  #with(act: (list: ComboboxList) => void): void {
    if (this.#list) return act(this.#list);
    void this.#load().then((list) => {
      if (list && this.#input?.matches(':focus')) act(list);
    });
  }

  async #load(): Promise<ComboboxList | undefined> {
    try {
      const { ComboboxList } = await import('./combobox-list.ts');
      return (this.#list ??= new ComboboxList(this));
    } catch {
      this.options.say(this.options.words().failed);
      return undefined;
    }
  }

  #onFocus = (): void => void this.#load();

  #onInput = (event: InputEvent): void => {
    this.query = (event.currentTarget as HTMLInputElement).value;
    this.host.requestUpdate();
    this.#with((list) => list.typed());
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const list = this.#list;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        this.#with((there) => there.walk(event.key === 'ArrowDown' ? 1 : -1));
        break;
      case 'Enter':
        event.preventDefault();
        list?.take();
        break;
      case 'Escape':
        if (!list?.open && !this.query) return;
        event.preventDefault();
        event.stopPropagation();
        if (list?.open) list.shut();
        else this.query = '';
        break;
      case 'Backspace': {
        const last = this.#selected.at(-1);
        if (this.query || !last) return;
        this.toggle(last);
        break;
      }
      default:
        return;
    }
    this.host.requestUpdate();
  };

  #onInputClick = (): void => this.#with((list) => list.show());

  #onBoxClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const input = this.#input;
    if (target.closest('.popup, .chip, input') || input?.disabled) return;
    input?.focus();
    if (this.#list?.open) this.#list.shut();
    else this.#with((list) => list.show());
  };

  /** The text input keeps the focus while the list is pressed. */
  #onPopupPointerdown = (event: PointerEvent): void => event.preventDefault();

  #onFocusout = (event: FocusEvent): void => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.#list?.shut();
  };
}

/** Goes on where somebody went to what stood for the field: with the focus, and with what was typed and pressed meanwhile. */
export function takeOver(before: HTMLInputElement, root: ParentNode): void {
  const field = root.querySelector<HTMLInputElement>(`#${before.id}`);
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  // Not there, or the person has gone elsewhere.
  if (!field || field === before || (active && active !== field)) return;
  field.focus();
  if (before.value) {
    field.value = before.value;
    field.dispatchEvent(new InputEvent('input'));
  } else if (before.dataset['pressed']) field.click();
}
