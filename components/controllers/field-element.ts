import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../messages/en.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { Announcer } from './announcer.ts';
import { Connection } from './connection.ts';
import { HotkeyGuard } from './hotkey-guard.ts';
import { settingProperties, type Settings } from './settings.ts';
import { troubleOf } from './trouble.ts';

export interface FieldElement extends Settings {}

/**
 * A field of the host's own form: its value is sent, reset, restored and judged with the form, as that of a native one is.
 * What is chosen are ids, each an entry of its own under the field's name.
 */
export abstract class FieldElement extends LitElement {
  static readonly formAssociated = true;
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    ...settingProperties,
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    // As of a native field: the attribute is what it starts with, the property what is chosen.
    // oxlint-disable-next-line lit/attribute-names
    defaultValue: { attribute: 'value' },
  };

  /** Name of its entries in the form. */
  declare name: string | undefined;
  /** Something has to be chosen. */
  declare required: boolean;
  /** Cannot be used, and is not sent. */
  declare disabled: boolean;
  /** What a reset of the form goes back to: ids, apart by spaces; the attribute `value`. */
  declare defaultValue: string | undefined;

  protected readonly connection = new Connection(this, (source) => void this.#start(source));
  protected readonly announcer = new Announcer(this);
  readonly #internals = this.attachInternals();
  #trouble: SourceError | undefined;
  #leaving = new AbortController();
  #chosen: readonly string[] | undefined;
  #fieldsetDisabled = false;
  #custom = '';

  constructor() {
    super();
    this.required = this.disabled = false;
    new HotkeyGuard(this);
    // Labels may come after the field.
    this.addEventListener('focusin', () => this.requestUpdate());
    // A click on a label: what is first in the field may be something to remove.
    this.addEventListener('click', (event) => event.composedPath()[0] === this && this.focus());
  }

  /** Ids of what is chosen; can be set to such a list, or to text with spaces between them. */
  get value(): string[] {
    return [...(this.#chosen ?? idsOf(this.defaultValue))];
  }

  set value(value: string | readonly string[] | null | undefined) {
    this.#choose(typeof value === 'string' ? idsOf(value) : [...(value ?? [])]);
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** Labels of the page that name it. */
  get labels(): NodeList {
    return this.#internals.labels;
  }

  /** Whether something is wrong with it. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** What is wrong, for a person; empty while nothing is. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Whether the form judges it: not while it is disabled. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Brings the focus into the field. */
  override focus(options?: FocusOptions): void {
    this.#input?.focus(options);
  }

  /** Whether it is well; tells `invalid` where it is not. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** The same, and shows what is wrong. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** A fault of the host's own; empty for none. */
  setCustomValidity(message: string): void {
    this.#custom = message;
    this.#judge();
  }

  formResetCallback(): void {
    this.#choose(undefined);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#fieldsetDisabled = disabled;
    this.requestUpdate();
  }

  formStateRestoreCallback(state: string | File | FormData | null): void {
    if (typeof state === 'string') this.value = state;
  }

  /** Loads what there is to choose from. */
  protected abstract load(source: Source, signal: AbortSignal): Promise<void>;

  protected abstract renderField(): TemplateResult;

  /** Nobody can change it now. */
  protected get blocked(): boolean {
    return this.disabled || this.#fieldsetDisabled || this.connection.setting('readonly') === true;
  }

  /** What the page calls it. */
  protected get label(): string | undefined {
    const root = this.getRootNode() as Document | ShadowRoot;
    const ids = this.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const named = ids.length > 0 ? ids.map((id) => root.getElementById?.(id)) : [...this.labels];
    const text = named.map((node) => node?.textContent?.trim()).join(' ');
    return (ids.length === 0 && this.getAttribute('aria-label')) || text || undefined;
  }

  /** A person chose. */
  protected pick(ids: readonly string[]): void {
    this.#choose(ids);
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // What happens inside is not yet what has been chosen.
    root.addEventListener('input', (event) => event.stopPropagation());
    return root;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leaving.abort();
  }

  protected override render(): unknown {
    const { common, formats } = this.connection;
    return html`${this.#trouble ? this.#renderTrouble(this.#trouble, common, formats) : this.renderField()}
      <div class="vh" data-live role="status" aria-live="polite"></div>`;
  }

  protected override updated(): void {
    this.#judge();
  }

  #renderTrouble(error: SourceError, common: Messages['common'], formats: Connection['formats']): TemplateResult {
    const trouble = troubleOf(error);
    const words = { ended: common.sessionEnded, forbidden: common.notAllowed, missing: common.notFound, failed: '' };
    const failed = error.retryAfter ? common.waitSeconds(error.retryAfter, formats) : common.failed;
    return html`<p class="fault" role="alert">
      ${triangleAlertIcon}<span
        >${words[trouble] || (error.offline ? common.offline : failed)}
        ${
          trouble === 'forbidden' || trouble === 'missing'
            ? nothing
            : html`<button type="button" class="link" @click=${() => this.reload()}>${common.retry}</button>`
        }</span
      >
    </p>`;
  }

  async #start(source: Source | undefined): Promise<void> {
    this.#leaving.abort();
    const { signal } = (this.#leaving = new AbortController());
    this.#trouble = undefined;
    this.requestUpdate();
    if (!source) return;
    try {
      await this.load(source, signal);
    } catch (cause) {
      if (!signal.aborted) this.#trouble = toSourceError(cause);
    }
    if (!signal.aborted) this.requestUpdate();
  }

  /** Loads again. */
  protected reload(): void {
    void this.#start(this.connection.source);
  }

  #choose(ids: readonly string[] | undefined): void {
    this.#chosen = ids;
    this.#judge();
    this.requestUpdate();
  }

  /** What the form is told: entries, what to restore, and whether something is wrong. */
  #judge(): void {
    const { value, name, required } = this;
    const entries = new FormData();
    if (name) for (const id of value) entries.append(name, id);
    this.#internals.setFormValue(entries, value.join(' '));
    const valueMissing = required && value.length === 0;
    const message = this.#custom || (valueMissing ? missingMessage() : '');
    const flags = { valueMissing, customError: this.#custom !== '' };
    this.#internals.setValidity(flags, message, this.#input ?? undefined);
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot?.querySelector('input') ?? null;
  }
}

function idsOf(text: string | null | undefined): string[] {
  return text?.split(/\s+/).filter(Boolean) ?? [];
}

/** As the browser says it of its own fields, in its own language. */
function missingMessage(): string {
  const select = document.createElement('select');
  select.required = true;
  return select.validationMessage;
}
