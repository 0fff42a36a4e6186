import { html, nothing, type TemplateResult } from 'lit';
import type { BeforeEvent } from '../controllers/before-event.ts';
import { toSourceError } from '../source/failure.ts';
import type { SourceError } from '../source/source.ts';
import { DialogController } from '../templates/dialog.ts';
import type { GroupDialogs } from './group.dialogs.ts';

/** A dialog with something in it that can be saved, or lost. */
export class Frame {
  readonly #dialogs: GroupDialogs;
  readonly #id: string;
  readonly #dialog: DialogController;
  readonly #changed: () => boolean;
  #busy = false;
  /** Why it was not saved. */
  failure: string | undefined;

  /** `changed`: whether there is something to lose. */
  constructor(dialogs: GroupDialogs, id: string, changed: () => boolean) {
    this.#dialogs = dialogs;
    this.#id = id;
    this.#changed = changed;
    this.#dialog = new DialogController(dialogs.host, id, {
      dismiss: (way) => void this.leave(way),
      fallbackFocus: () => dialogs.host.renderRoot.querySelector('h2'),
    });
  }

  get isOpen(): boolean {
    return this.#dialog.open;
  }

  open(): void {
    this.failure = undefined;
    this.#dialog.show();
  }

  close(): void {
    this.#dialog.close();
    this.#dialogs.dirty(false);
  }

  focusHeading(): void {
    this.#dialog.focusHeading();
  }

  /** After each change in it. */
  touch(): void {
    this.#dialogs.dirty(this.isOpen && this.#changed());
    this.#dialogs.host.requestUpdate();
  }

  /** A person wants to leave. A click beside the dialog never loses anything. */
  async leave(way?: string): Promise<void> {
    if (this.#busy) return;
    if (this.#changed() && (way === 'beside' || !(await (await this.#dialogs.doing()).loses()))) return;
    this.close();
  }

  /** Asks the host, which may hold it. */
  async asks(event: BeforeEvent): Promise<boolean> {
    if (await this.#dialogs.ask(event)) return true;
    this.failure = (await this.#dialogs.doing()).words.held;
    return false;
  }

  /** Saves, once at a time; `failed` answers what is said of a refusal, `text` by default. */
  async save(
    event: Event,
    step: () => Promise<unknown>,
    failed: (error: SourceError, text: string | undefined) => Promise<string | undefined>,
  ): Promise<void> {
    event.preventDefault();
    if (this.#busy) return;
    const { host, view } = this.#dialogs;
    this.#busy = true;
    this.failure = undefined;
    host.requestUpdate();
    try {
      await step();
    } catch (cause) {
      const error = toSourceError(cause);
      this.failure = await failed(error, view.failed(error));
    }
    this.#busy = false;
    host.requestUpdate();
  }

  /** `held`: it cannot be saved before something is decided. */
  render(parts: {
    heading: string;
    lead?: string;
    hint?: string;
    cancel?: string;
    verb: string;
    held?: boolean;
    more?: unknown;
    submit: (event: Event) => void;
    body: unknown;
  }): TemplateResult | typeof nothing {
    const { common } = this.#dialogs;
    const form = `${this.#id}-form`;
    return this.#dialog.render({
      heading: parts.heading,
      lead: parts.lead,
      body: html`<form class="form" id=${form} novalidate @submit=${parts.submit}>
        ${this.#dialogs.banner(this.failure, parts.more)} ${parts.body}
      </form>`,
      foot: html`${parts.hint ? html`<span class="hint">${parts.hint}</span>` : nothing}
        <button type="button" class="button" @click=${() => void this.leave()}>${parts.cancel ?? common.cancel}</button>
        <button
          type="submit"
          form=${form}
          class="button primary go"
          aria-disabled=${this.#busy || parts.held ? 'true' : 'false'}
        >
          ${this.#busy ? html`<span class="spinner"></span>` : nothing}${parts.verb}
        </button>`,
      close: common.close,
      busy: this.#busy,
    });
  }
}
