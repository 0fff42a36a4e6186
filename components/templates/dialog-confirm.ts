import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { deepActiveElement } from './dialog.ts';
import { closeModal, openModal } from './modals.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface Question {
  /** "Discard 3 addresses?" */
  title: string;
  /** The consequence, in words. */
  detail?: string | undefined;
  /** The verb on the button that goes on. */
  verb: string;
  cancel: string;
  danger?: boolean;
  /** What has to be typed before it goes on: for what is permanent or meets many. `label` asks for it. */
  typed?: { label: string; text: string };
}

/** Asks one question in an alert dialog and waits for the answer. Focus stands on the way back. */
export class ConfirmController implements ReactiveController {
  readonly #host: Host;
  #question: Question | undefined;
  #answer: ((yes: boolean) => void) | undefined;
  #invoker: HTMLElement | null = null;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  get asking(): boolean {
    return this.#question !== undefined;
  }

  /** `false` for Cancel, Escape and removal from the page. A second question answers the first with `false`. */
  ask(question: Question): Promise<boolean> {
    this.#settle(false);
    this.#question = question;
    this.#invoker = deepActiveElement();
    this.#host.requestUpdate();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  hostUpdated(): void {
    const element = this.#element;
    if (this.#question && element && !element.open && element.isConnected) openModal(element);
  }

  hostDisconnected(): void {
    this.#settle(false);
  }

  get #element(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('#confirm');
  }

  #settle(yes: boolean): void {
    if (!this.#question) return;
    this.#question = undefined;
    closeModal(this.#element);
    this.#host.requestUpdate();
    if (this.#invoker?.isConnected) this.#invoker.focus({ preventScroll: true });
    this.#invoker = null;
    this.#answer?.(yes);
    this.#answer = undefined;
  }

  render(): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question) return nothing;
    return html`<dialog
      id="confirm"
      part="dialog confirm"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby=${question.detail ? 'confirm-detail' : nothing}
      @keydown=${this.#onKeydown}
      @cancel=${this.#onNo}
      @close=${this.#onClose}
    >
      <div class="alert">
        <h2 id="confirm-title">${question.title}</h2>
        ${question.detail ? html`<p id="confirm-detail">${question.detail}</p>` : nothing}
        ${
          question.typed
            ? html`<label class="typed"
                ><span>${question.typed.label}</span
                ><input class="field" dir="auto" autocomplete="off" spellcheck="false" @keydown=${this.#onTyped}
              /></label>`
            : nothing
        }
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" autofocus @click=${this.#onNo}>${question.cancel}</button>
        <button type="button" class="button ${question.danger ? 'danger' : 'primary'}" @click=${this.#onYes}>
          ${question.verb}
        </button>
      </div>
    </dialog>`;
  }

  #onYes = (): void => {
    const field = this.#element?.querySelector('input');
    const asked = this.#question?.typed?.text;
    if (!field || tidy(field.value) === tidy(asked ?? '')) return this.#settle(true);
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  };
  #onTyped = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return;
    // Else the same key presses what gets the focus back.
    event.preventDefault();
    this.#onYes();
  };
  #onNo = (event: Event): void => {
    event.preventDefault();
    this.#settle(false);
  };

  /** Closed by something else; the event comes late and may speak of a question before this one. */
  #onClose = (event: Event): void => {
    if (event.target === this.#element && !this.#element?.open) this.#settle(false);
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#settle(false);
  };
}

/** Letters are what is compared, and neither how they are composed nor their gaps. */
const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLocaleLowerCase();
