import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { checkIcon } from './icons-state.ts';
import { chevronDownIcon, xIcon } from './icons.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

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

/** Milliseconds after the last key before a search is sent. */
const pause = 150;

/** Several choices out of many: the list autocomplete of the ARIA Authoring Practices, with what is chosen as chips. */
export class ComboboxController implements ReactiveController {
  readonly #host: Host;
  readonly #options: ComboboxOptions;
  #selected: readonly Choice[] = [];
  #items: readonly Choice[] = [];
  #total = 0;
  #query = '';
  #open = false;
  #active = -1;
  #state: 'loading' | 'ready' | 'failed' = 'loading';
  #searching: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: ComboboxOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get selected(): readonly Choice[] {
    return this.#selected;
  }

  set selected(choices: readonly Choice[]) {
    this.#selected = choices;
    this.#host.requestUpdate();
  }

  reset(): void {
    this.#shut();
    this.#selected = [];
    this.#query = '';
  }

  hostDisconnected(): void {
    this.#shut();
  }

  hostUpdated(): void {
    const { popup, input } = this.#parts();
    if (!popup || !input) return;
    if (this.#open && !popup.matches(':popover-open')) popup.showPopover();
    if (!this.#open && popup.matches(':popover-open')) popup.hidePopover();
    if (this.#open) place(popup, input.closest('.chips') ?? input);
    popup.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  #parts(): { popup: HTMLElement | null; input: HTMLInputElement | null } {
    const { id } = this.#options;
    const root = this.#host.renderRoot;
    return {
      popup: root.querySelector<HTMLElement>(`#${id}-popup`),
      input: root.querySelector<HTMLInputElement>(`#${id}`),
    };
  }

  render(describedBy?: string, { label, disabled, required }: ComboboxState = {}): TemplateResult {
    const { id } = this.#options;
    const words = this.#options.words();
    const active = this.#open ? this.#items[this.#active] : undefined;
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
                      @click=${() => this.#toggle(choice)}
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
        aria-expanded=${this.#open ? 'true' : 'false'}
        aria-controls="${id}-${this.#items.length > 0 ? 'list' : 'popup'}"
        aria-activedescendant=${active ? `${id}-${active.id}` : nothing}
        aria-describedby=${describedBy ?? nothing}
        aria-label=${label ?? nothing}
        aria-required=${required ? 'true' : nothing}
        ?disabled=${disabled}
        placeholder=${words.placeholder}
        .value=${this.#query}
        @input=${this.#onInput}
        @keydown=${this.#onKeydown}
        @click=${this.#onInputClick}
      />
      <span class="arrow">${chevronDownIcon}</span>
      <div id="${id}-popup" class="popup" part="popup" popover="manual" @pointerdown=${this.#onPopupPointerdown}>
        ${this.#open ? this.#renderList(words) : nothing}
      </div>
    </div>`;
  }

  #renderList(words: ComboboxWords): TemplateResult {
    if (this.#state === 'failed') {
      return html`<p class="empty">
        ${words.failed} <button type="button" class="link" tabindex="-1" @click=${this.#onRetry}>${words.retry}</button>
      </p>`;
    }
    if (this.#items.length === 0) {
      return html`<p class="empty">${this.#state === 'loading' ? words.loading : words.none}</p>`;
    }
    const { id } = this.#options;
    const chosen = new Set(this.#selected.map((choice) => choice.id));
    const more = this.#total - this.#items.length;
    // A browser lets Tab stop at whatever scrolls: the list would stay open over what comes after the field.
    return html`<div
        id="${id}-list"
        class="list"
        role="listbox"
        tabindex="-1"
        aria-multiselectable=${this.#options.single?.() ? nothing : 'true'}
        aria-label=${words.placeholder}
      >
        ${this.#items.map(
          (choice, index) =>
            html`<div
              id="${id}-${choice.id}"
              class="option"
              role="option"
              aria-selected=${chosen.has(choice.id) ? 'true' : 'false'}
              aria-disabled=${choice.refused ? 'true' : nothing}
              aria-current=${index === this.#active ? 'true' : nothing}
              @click=${() => this.#choose(choice)}
            >
              <span class="tick">${chosen.has(choice.id) ? checkIcon : nothing}</span>
              <span class="what"
                ><bdi>${choice.name}</bdi>
                ${choice.refused || choice.detail ? html`<small>${choice.refused ?? choice.detail}</small>` : nothing}</span
              >
            </div>`,
        )}
      </div>
      ${more > 0 ? html`<p class="empty">${words.more(more)}</p>` : nothing}`;
  }

  #show(): void {
    if (this.#open) return;
    this.#open = true;
    this.#active = -1;
    this.#search(0);
    this.#host.requestUpdate();
  }

  #shut(): void {
    clearTimeout(this.#timer);
    this.#searching?.abort();
    if (!this.#open) return;
    this.#open = false;
    this.#active = -1;
    this.#host.requestUpdate();
  }

  #search(delay: number): void {
    clearTimeout(this.#timer);
    this.#searching?.abort();
    this.#state = 'loading';
    this.#timer = setTimeout(() => void this.#ask(), delay);
  }

  async #ask(): Promise<void> {
    const searching = (this.#searching = new AbortController());
    const { say, search, words } = this.#options;
    try {
      const { items, total } = await search(this.#query.trim(), searching.signal);
      if (searching.signal.aborted) return;
      this.#items = items;
      this.#total = total;
      this.#state = 'ready';
      this.#active = this.#query.trim() && items.length > 0 ? 0 : -1;
      say(items.length > 0 ? words().found(total) : words().none);
    } catch {
      if (searching.signal.aborted) return;
      this.#items = [];
      this.#state = 'failed';
      say(words().failed);
    }
    this.#host.requestUpdate();
  }

  #toggle(choice: Choice): void {
    const { words, say, changed, choose, single } = this.#options;
    const has = this.#selected.some(({ id }) => id === choice.id);
    const others = this.#selected.filter(({ id }) => id !== choice.id);
    if (has) this.#selected = others;
    else if (single?.()) this.#selected = [choice];
    else this.#selected = choose?.(others, choice) ?? [...others, choice];
    say(has ? words().removed(choice.name) : words().added(choice.name));
    changed(this.#selected);
    this.#parts().input?.focus();
    this.#host.requestUpdate();
  }

  #choose(choice: Choice): void {
    if (choice.refused) return this.#options.say(choice.refused);
    this.#toggle(choice);
    const searched = this.#query !== '';
    this.#query = '';
    if (this.#options.single?.()) this.#shut();
    else if (searched) this.#search(0);
  }

  #onInput = (event: InputEvent): void => {
    this.#query = (event.currentTarget as HTMLInputElement).value;
    this.#open = true;
    this.#search(pause);
    this.#host.requestUpdate();
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const count = this.#items.length;
    const choice = this.#items[this.#active];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        if (!this.#open) this.#show();
        else if (count > 0) {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          this.#active = this.#active < 0 ? (step > 0 ? 0 : count - 1) : (this.#active + step + count) % count;
        }
        break;
      case 'Enter':
        event.preventDefault();
        if (this.#open && choice) this.#choose(choice);
        else if (this.#open && this.#state === 'failed') this.#search(0);
        break;
      case 'Escape':
        if (!this.#open && !this.#query) return;
        event.preventDefault();
        event.stopPropagation();
        if (this.#open) this.#shut();
        else this.#query = '';
        break;
      case 'Backspace': {
        const last = this.#selected.at(-1);
        if (this.#query || !last) return;
        this.#toggle(last);
        break;
      }
      default:
        return;
    }
    this.#host.requestUpdate();
  };

  #onInputClick = (): void => this.#show();

  #onBoxClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const { input } = this.#parts();
    if (target.closest('.popup, .chip, input') || input?.disabled) return;
    input?.focus();
    if (this.#open) this.#shut();
    else this.#show();
  };

  #onRetry = (): void => this.#search(0);

  /** The text input keeps the focus while the list is pressed. */
  #onPopupPointerdown = (event: PointerEvent): void => event.preventDefault();

  #onFocusout = (event: FocusEvent): void => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.#shut();
  };
}

/** Puts a popup under its field, or above where there is more room. */
function place(popup: HTMLElement, field: Element): void {
  const box = field.getBoundingClientRect();
  const width = Math.max(box.width, Math.min(280, innerWidth - 16));
  const start = getComputedStyle(field).direction === 'rtl' ? box.right - width : box.left;
  const below = innerHeight - box.bottom - 12;
  const above = box.top - 12;
  const up = below < 180 && above > below;
  const { style } = popup;
  style.inlineSize = `${width}px`;
  style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
  style.maxBlockSize = `${Math.min(280, up ? above : below)}px`;
  style.top = up ? 'auto' : `${box.bottom + 4}px`;
  style.bottom = up ? `${innerHeight - box.top + 4}px` : 'auto';
}
