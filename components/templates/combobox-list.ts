import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { adopt } from '../styles/adopt.ts';
import { comboboxListStyles } from './combobox-list.styles.ts';
import type { Choice, ComboboxHost, ComboboxOptions, ComboboxWords } from './combobox.ts';
import { checkIcon } from './icons-state.ts';

/** The field, as far as its list has to do with it. */
export interface ComboboxField {
  readonly host: ComboboxHost;
  readonly options: ComboboxOptions;
  readonly selected: readonly Choice[];
  query: string;
  toggle(choice: Choice): void;
}

/** Milliseconds after the last key before a search is sent. */
const pause = 150;

/** What there is to choose, under the field while that is used. */
export class ComboboxList implements ReactiveController {
  readonly #field: ComboboxField;
  #items: readonly Choice[] = [];
  #total = 0;
  #active = -1;
  #state: 'loading' | 'ready' | 'failed' = 'loading';
  #searching: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  open = false;

  constructor(field: ComboboxField) {
    this.#field = field;
    adopt(field.host.renderRoot, comboboxListStyles);
    field.host.addController(this);
  }

  /** Id of the element that is a list of choices, or says why there are none. */
  get id(): string {
    return `${this.#field.options.id}-${this.#items.length > 0 ? 'list' : 'popup'}`;
  }

  /** Id of the choice that Enter takes. */
  get active(): string | undefined {
    const active = this.open ? this.#items[this.#active] : undefined;
    return active && `${this.#field.options.id}-${active.id}`;
  }

  hostDisconnected(): void {
    this.shut();
  }

  hostUpdated(): void {
    const { host, options } = this.#field;
    const popup = host.renderRoot.querySelector<HTMLElement>(`#${options.id}-popup`);
    const input = host.renderRoot.querySelector<HTMLInputElement>(`#${options.id}`);
    if (!popup || !input) return;
    if (this.open && !popup.matches(':popover-open')) popup.showPopover();
    if (!this.open && popup.matches(':popover-open')) popup.hidePopover();
    if (this.open) place(popup, input.closest('.chips') ?? input);
    popup.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  render(words: ComboboxWords): unknown {
    if (!this.open) return nothing;
    if (this.#state === 'failed') {
      return html`<p class="empty">
        ${words.failed} <button type="button" class="link" tabindex="-1" @click=${this.#onRetry}>${words.retry}</button>
      </p>`;
    }
    if (this.#items.length === 0) {
      return html`<p class="empty">${this.#state === 'loading' ? words.loading : words.none}</p>`;
    }
    const { options, selected } = this.#field;
    const chosen = new Set(selected.map((choice) => choice.id));
    const more = this.#total - this.#items.length;
    // A browser lets Tab stop at whatever scrolls: the list would stay open over what comes after the field.
    return html`<div
        id="${options.id}-list"
        class="list"
        role="listbox"
        tabindex="-1"
        aria-multiselectable=${options.single?.() ? nothing : 'true'}
        aria-label=${words.placeholder}
      >
        ${this.#items.map((choice, index) => this.#option(choice, index === this.#active, chosen.has(choice.id)))}
      </div>
      ${more > 0 ? html`<p class="empty">${words.more(more)}</p>` : nothing}`;
  }

  #option(choice: Choice, active: boolean, chosen: boolean): TemplateResult {
    const { id, name, refused, detail } = choice;
    return html`<div
      id="${this.#field.options.id}-${id}"
      class="option"
      role="option"
      aria-selected=${chosen ? 'true' : 'false'}
      aria-disabled=${refused ? 'true' : nothing}
      aria-current=${active ? 'true' : nothing}
      @click=${() => this.#choose(choice)}
    >
      <span class="tick">${chosen ? checkIcon : nothing}</span>
      <span class="what"
        ><bdi>${name}</bdi> ${refused || detail ? html`<small>${refused ?? detail}</small>` : nothing}</span
      >
    </div>`;
  }

  show(): void {
    if (this.open) return;
    this.open = true;
    this.#active = -1;
    this.#search(0);
    this.#field.host.requestUpdate();
  }

  shut(): void {
    clearTimeout(this.#timer);
    this.#searching?.abort();
    if (!this.open) return;
    this.open = false;
    this.#active = -1;
    this.#field.host.requestUpdate();
  }

  /** Another text stands in the field. */
  typed(): void {
    this.open = true;
    this.#search(pause);
    this.#field.host.requestUpdate();
  }

  /** An arrow was pressed: the first one opens. */
  walk(step: 1 | -1): void {
    const count = this.#items.length;
    if (!this.open) this.show();
    else if (count > 0) {
      this.#active = this.#active < 0 ? (step > 0 ? 0 : count - 1) : (this.#active + step + count) % count;
    }
    this.#field.host.requestUpdate();
  }

  /** Enter was pressed. */
  take(): void {
    const choice = this.#items[this.#active];
    if (this.open && choice) this.#choose(choice);
    else if (this.open && this.#state === 'failed') this.#search(0);
  }

  #search(delay: number): void {
    clearTimeout(this.#timer);
    this.#searching?.abort();
    this.#state = 'loading';
    this.#timer = setTimeout(() => void this.#ask(), delay);
  }

  async #ask(): Promise<void> {
    const searching = (this.#searching = new AbortController());
    const { say, search, words } = this.#field.options;
    const query = this.#field.query.trim();
    try {
      const { items, total } = await search(query, searching.signal);
      if (searching.signal.aborted) return;
      this.#items = items;
      this.#total = total;
      this.#state = 'ready';
      this.#active = this.#field.query.trim() && items.length > 0 ? 0 : -1;
      say(items.length > 0 ? words().found(total) : words().none);
    } catch {
      if (searching.signal.aborted) return;
      this.#items = [];
      this.#state = 'failed';
      say(words().failed);
    }
    this.#field.host.requestUpdate();
  }

  #choose(choice: Choice): void {
    const { options, query } = this.#field;
    if (choice.refused) return options.say(choice.refused);
    this.#field.toggle(choice);
    this.#field.query = '';
    if (options.single?.()) this.shut();
    else if (query) this.#search(0);
  }

  #onRetry = (): void => this.#search(0);
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
