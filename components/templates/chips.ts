import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  cancelEdit,
  chipOf,
  commit,
  edit,
  endsPiece,
  noChips,
  remove,
  reopenLast,
  settle,
  typed,
  undo,
  type Chip,
  type ChipsRules,
  type ChipsState,
} from './chips-state.ts';
import { xIcon } from './icons.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface ChipsOptions<Value> {
  /** Of the text input; ids of parts are made from it. */
  id: string;
  /** Read at each step, so limits may change while the field is in use. */
  rules(): ChipsRules<Value>;
  /** Whether a single pasted piece is whole, so that it becomes a chip at once. */
  isWhole(value: Value): boolean;
  /** After each step that changed chips. */
  changed(now: ChipsState<Value>, before: ChipsState<Value>): void;
  /** Enter in an empty field. */
  submit(): void;
}

/** How one chip looks and what is said of it. */
export interface ChipLook {
  label: string;
  /** What stands before the label in a stronger hand, such as a name before an address. */
  name?: string | undefined;
  /** Read after the label, and shown while the chip is pointed at. */
  description?: string | undefined;
  tone?: 'note' | 'warn' | 'bad' | undefined;
  icon?: TemplateResult | undefined;
}

export interface ChipsWords<Value> {
  list: string;
  placeholder: string;
  remove(label: string): string;
  look(chip: Chip<Value>): ChipLook;
  /** Ids of what describes the input. */
  describedBy?: string | undefined;
  invalid?: boolean;
}

const separators = /^[,;，；、،؛]$/;
/** Milliseconds between leaving the field and its text becoming chips: what is being clicked must not move away. */
const afterLeaving = 200;

/**
 * A field in which text becomes chips. One tab stop, the text input; arrows walk on to the chips, mirrored where text
 * runs from right to left. Enter and separators make chips outside quotes, never while an input method is composing.
 */
export class ChipsController<Value> implements ReactiveController {
  readonly #host: Host;
  readonly #options: ChipsOptions<Value>;
  #state: ChipsState<Value> = noChips();
  #focus: number | 'input' | undefined;
  #caret: number | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: ChipsOptions<Value>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): ChipsState<Value> {
    return this.#state;
  }

  get input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement>(`#${this.#options.id}`);
  }

  hostDisconnected(): void {
    clearTimeout(this.#leaving);
  }

  hostUpdated(): void {
    const { input } = this;
    if (this.#focus !== undefined && input) {
      const chip = this.#focus === 'input' ? null : this.#face(this.#focus);
      (chip ?? input).focus();
      (chip ?? input).scrollIntoView({ block: 'nearest' });
      this.#focus = undefined;
    }
    if (this.#caret !== undefined && input) input.setSelectionRange(this.#caret, this.#caret);
    this.#caret = undefined;
  }

  /** Starts again, with nothing in the field by default; `caret` is where in the text somebody writes. */
  start(values: readonly Value[] = [], text = '', caret?: number): void {
    this.#caret = caret;
    this.#to({ ...noChips<Value>(), chips: values.map(chipOf), text });
  }

  /** Makes chips of `text`, by default of what is in the field; `rest` stays in it. */
  commit(text?: string, rest?: string): void {
    this.#to(commit(this.#state, this.#options.rules(), text, rest));
  }

  edit(key: number): void {
    this.#caret = undefined;
    this.#to(edit(this.#state, this.#options.rules(), key), 'input');
    this.#caret = this.#state.text.length;
  }

  remove(keys: Iterable<number>, focus: number | 'input' | undefined = 'input'): void {
    this.#to(remove(this.#state, new Set(keys)), focus);
  }

  /** Chips that have arrived leave the field. */
  settle(keys: Iterable<number>): void {
    this.#to(settle(this.#state, new Set(keys)));
  }

  undo(): void {
    const [first] = this.#state.removed;
    this.#to(undo(this.#state), first?.chip.key ?? 'input');
  }

  focus(target: number | 'input' = 'input'): void {
    this.#focus = target;
    this.#host.requestUpdate();
  }

  #to(next: ChipsState<Value>, focus?: number | 'input'): void {
    const before = this.#state;
    this.#state = next;
    if (focus !== undefined) this.#focus = focus;
    this.#host.requestUpdate();
    if (next !== before) this.#options.changed(next, before);
  }

  #face(key: number): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#options.id}-${key}`);
  }

  render(words: ChipsWords<Value>): TemplateResult {
    const { id } = this.#options;
    const { chips, text } = this.#state;
    return html`<div
      class="chips"
      part="chips"
      @click=${this.#onBoxClick}
      @focusin=${this.#onFocusin}
      @focusout=${this.#onFocusout}
      @dragover=${this.#onDragover}
      @drop=${this.#onDrop}
    >
      ${
        chips.length > 0
          ? html`<ul role="list" aria-label=${words.list}>
              ${chips.map((chip, index) => this.#renderChip(chip, index, words))}
            </ul>`
          : nothing
      }
      <input
        id=${id}
        part="input"
        type="text"
        inputmode="email"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        autofocus
        dir=${text ? 'ltr' : nothing}
        placeholder=${chips.length > 0 ? nothing : words.placeholder}
        aria-describedby=${words.describedBy ?? nothing}
        aria-invalid=${words.invalid ? 'true' : nothing}
        .value=${live(text)}
        @input=${this.#onInput}
        @compositionend=${this.#onCompositionend}
        @keydown=${this.#onInputKeydown}
        @paste=${this.#onPaste}
      />
    </div>`;
  }

  #renderChip(chip: Chip<Value>, index: number, words: ChipsWords<Value>): TemplateResult {
    const { label, name, description, tone, icon } = words.look(chip);
    const id = `${this.#options.id}-${chip.key}`;
    return html`<li class="chip ${tone ?? ''}" part="chip ${tone ?? ''}" title=${description ?? nothing}>
      <button
        type="button"
        class="face"
        id=${id}
        tabindex="-1"
        aria-describedby=${description ? `${id}-why` : nothing}
        @click=${() => this.edit(chip.key)}
        @keydown=${(event: KeyboardEvent) => this.#onChipKeydown(event, index)}
      >
        ${icon ?? nothing}
        <span
          >${name ? html`<bdi class="name">${name}</bdi> ` : nothing}<bdi dir="ltr" translate="no">${label}</bdi></span
        >
      </button>
      ${description ? html`<span id="${id}-why" hidden>${description}</span>` : nothing}
      <button
        type="button"
        class="drop"
        tabindex="-1"
        aria-label=${words.remove(label)}
        @click=${() => this.remove([chip.key])}
      >
        ${xIcon}
      </button>
    </li>`;
  }

  #onInput = (event: InputEvent): void => {
    const input = event.currentTarget as HTMLInputElement;
    this.#to(typed(this.#state, input.value));
    if (!event.isComposing) this.#separate(input, event.data);
  };

  #onCompositionend = (event: CompositionEvent): void => {
    this.#separate(event.currentTarget as HTMLInputElement, event.data);
  };

  /** A separator just written ends the piece before it, unless it stands inside a name. */
  #separate(input: HTMLInputElement, written: string | null): void {
    if (!written || !separators.test(written)) return;
    const caret = input.selectionStart ?? input.value.length;
    const piece = input.value.slice(0, caret - 1);
    if (!endsPiece(piece)) return;
    this.#to(commit(this.#state, this.#options.rules(), piece, input.value.slice(caret)));
    this.#caret = this.#state.over ? undefined : 0;
  }

  #onInputKeydown = (event: KeyboardEvent): void => {
    // 229: the key belongs to the input method; Safari reports it after composing has ended.
    if (event.isComposing || event.keyCode === 229) return;
    const input = event.currentTarget as HTMLInputElement;
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const { chips, text, editing } = this.#state;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (text.trim()) this.commit();
      else this.#options.submit();
    } else if (event.key === 'Escape') {
      if (!editing || text !== this.#options.rules().write(editing.chip.value)) return;
      event.preventDefault();
      this.#to(cancelEdit(this.#state));
    } else if (event.key === 'Backspace' && atStart && chips.length > 0 && !hasModifier(event)) {
      event.preventDefault();
      const length = text.length;
      this.#to(reopenLast(this.#state, this.#options.rules()), 'input');
      this.#caret = this.#state.text.length - length;
    } else if (event.key === this.#towardsStart(input) && atStart && !event.shiftKey && !hasModifier(event)) {
      const last = chips.at(-1);
      if (!last) return;
      event.preventDefault();
      this.focus(last.key);
    } else if (isUndo(event) && text === '' && this.#state.removed.length > 0) {
      event.preventDefault();
      this.undo();
    }
  };

  #onChipKeydown(event: KeyboardEvent, index: number): void {
    const { chips } = this.#state;
    const towardsStart = this.#towardsStart(event.currentTarget as Element);
    const towardsEnd = towardsStart === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const keyAt = (at: number): number | 'input' => chips[at]?.key ?? 'input';
    const steps: Record<string, number> = {
      [towardsStart]: Math.max(0, index - 1),
      [towardsEnd]: index + 1,
      ArrowUp: Math.max(0, index - 1),
      ArrowDown: index + 1,
      Home: 0,
      End: chips.length,
    };
    const chip = chips[index];
    if (!chip) return;
    if (isUndo(event)) {
      event.preventDefault();
      this.undo();
    } else if (hasModifier(event)) {
      return;
    } else if (event.key in steps) {
      event.preventDefault();
      this.focus(keyAt(steps[event.key] ?? chips.length));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      const next = event.key === 'Delete' ? keyAt(index + 1) : keyAt(index > 0 ? index - 1 : index + 1);
      this.remove([chip.key], next);
    } else if (event.key === 'F2') {
      event.preventDefault();
      this.edit(chip.key);
    } else if (event.key.length === 1 && event.key !== ' ') {
      // The letter itself goes where the focus goes, and is no shortcut of the page.
      event.stopPropagation();
      this.input?.focus();
    }
  }

  #towardsStart(element: Element): 'ArrowLeft' | 'ArrowRight' {
    const box = element.closest('.chips') ?? element;
    return getComputedStyle(box).direction === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
  }

  #onPaste = (event: ClipboardEvent): void => {
    if (this.#insert(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
  };

  #onDrop = (event: DragEvent): void => {
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    if (text && this.#insert(text)) event.preventDefault();
  };

  #onDragover = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('text/plain')) event.preventDefault();
  };

  /** Makes chips of a list put in as a whole; anything else goes in as if it were typed. */
  #insert(inserted: string): boolean {
    const { input } = this;
    if (!input) return false;
    const rules = this.#options.rules();
    const { value, selectionStart, selectionEnd } = input;
    const text = value.slice(0, selectionStart ?? 0) + inserted + value.slice(selectionEnd ?? value.length);
    const found = rules.read(text);
    const [first] = found;
    const isList = found.length > 1 || /[\n\r\t,;]/.test(inserted.trim());
    if (!first || !(isList || this.#options.isWhole(first))) return false;
    this.#to(commit(this.#state, rules, text), 'input');
    return true;
  }

  #onBoxClick = (event: MouseEvent): void => {
    if (event.target === event.currentTarget || event.target instanceof HTMLUListElement) this.input?.focus();
  };

  #onFocusin = (): void => clearTimeout(this.#leaving);

  #onFocusout = (event: FocusEvent): void => {
    clearTimeout(this.#leaving);
    // Looking something up in another window is not leaving the field.
    if (!document.hasFocus() || (event.currentTarget as Element).contains(event.relatedTarget as Node | null)) return;
    if (this.#state.text.trim()) this.#leaving = setTimeout(() => this.commit(), afterLeaving);
  };
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}

function isUndo(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
}
