import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { xIcon } from './icons.ts';
import { closeModal, openModal } from './modals.ts';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

export interface DialogContent {
  heading: string;
  headingLevel?: number;
  /** A sentence under the heading, read with the dialog's name. */
  lead?: string | undefined;
  body: unknown;
  foot: unknown;
  /** Word of the button that closes. */
  close: string;
  busy?: boolean;
  /** For what is wider than a form. */
  wide?: boolean;
}

export interface DialogOptions {
  /**
   * A person wants to leave by Escape, the close button, or by a click beside the dialog. Nothing is closed yet:
   * `close()` does, or a question comes first.
   */
  dismiss(way: 'escape' | 'button' | 'beside'): void;
  /** Where focus goes when what opened the dialog is gone. */
  fallbackFocus?(): HTMLElement | null | undefined;
}

/** The element that has focus, inside whatever shadow roots. */
export function deepActiveElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}

let locks = 0;
let unlocked = { overflow: '', gutter: '' };

/** Keeps the page behind from scrolling; its scroll bar's room stays, so nothing moves. */
function lockScroll(): () => void {
  const { style } = document.documentElement;
  if (locks++ === 0) {
    unlocked = { overflow: style.overflow, gutter: style.scrollbarGutter };
    if (innerWidth > document.documentElement.clientWidth) style.scrollbarGutter = 'stable';
    style.overflow = 'hidden';
  }
  return () => {
    if (--locks > 0) return;
    style.overflow = unlocked.overflow;
    style.scrollbarGutter = unlocked.gutter;
  };
}

/**
 * One modal `<dialog>` in an element's shadow root: the top layer, focus in and back, Escape, a click beside it, the
 * page's scroll, and a live region inside (`data-live`), because screen readers drop what is said outside an open modal.
 */
export class DialogController implements ReactiveController {
  readonly #host: Host;
  readonly #options: DialogOptions;
  readonly #id: string;
  #open = false;
  #invoker: HTMLElement | null = null;
  #unlock: (() => void) | undefined;
  #pressedBeside = false;

  /** `id` tells dialogs of one element apart. */
  constructor(host: Host, id: string, options: DialogOptions) {
    this.#host = host;
    this.#id = id;
    this.#options = options;
    host.addController(this);
  }

  get open(): boolean {
    return this.#open;
  }

  get element(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>(`#${this.#id}`);
  }

  /** Opens at the host's next update. `invoker`: what gets focus back; by default, what has it now. */
  show(invoker?: HTMLElement | null): void {
    if (this.#open) return;
    this.#open = true;
    this.#invoker = invoker ?? deepActiveElement();
    this.#host.requestUpdate();
  }

  close(): void {
    if (!this.#open) return;
    this.#shut();
    const invoker = this.#invoker;
    this.#invoker = null;
    this.#host.requestUpdate();
    const target = invoker?.isConnected ? invoker : this.#options.fallbackFocus?.();
    target?.focus({ preventScroll: true });
  }

  /** For a new step in the same dialog: what it is now is read. */
  focusHeading(): void {
    this.element?.querySelector('h2')?.focus();
  }

  hostUpdated(): void {
    const element = this.element;
    if (!this.#open || !element || element.open || !element.isConnected) return;
    this.#unlock ??= lockScroll();
    openModal(element);
  }

  hostDisconnected(): void {
    this.#shut();
  }

  #shut(): void {
    this.#open = false;
    this.#unlock?.();
    this.#unlock = undefined;
    closeModal(this.element);
  }

  render(content: DialogContent): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    const id = this.#id;
    return html`<dialog
      id=${id}
      class=${content.wide ? 'wide' : ''}
      part="dialog"
      aria-labelledby="${id}-title"
      aria-describedby=${content.lead ? `${id}-lead` : nothing}
      aria-busy=${content.busy ? 'true' : nothing}
      @keydown=${this.#onKeydown}
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
      @pointerdown=${this.#onPointerdown}
      @click=${this.#onClick}
    >
      <div class="dialog-head">
        <div>
          <h2 id="${id}-title" tabindex="-1" aria-level=${content.headingLevel ?? nothing}>${content.heading}</h2>
          ${content.lead ? html`<p id="${id}-lead">${content.lead}</p>` : nothing}
        </div>
        <button type="button" class="button quiet square" aria-label=${content.close} @click=${this.#onCloseButton}>
          ${xIcon}
        </button>
      </div>
      <div class="dialog-body">${content.body}</div>
      <div class="dialog-foot">${content.foot}</div>
      <div class="vh" data-live role="status" aria-live="polite"></div>
    </dialog>`;
  }

  #onCloseButton = (): void => this.#options.dismiss('button');

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    // Prevented here and not at "cancel", which browsers skip at the second Escape in a row.
    event.preventDefault();
    event.stopPropagation();
    this.#options.dismiss('escape');
  };

  #onCancel = (event: Event): void => {
    // A file picker's cancel bubbles as well.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.#options.dismiss('escape');
  };

  #onClose = (event: Event): void => {
    // The event comes late: it may speak of a dialog before this one.
    const { element } = this;
    if (!this.#open || !element || event.target !== element || element.open) return;
    // Closed over our heads (a back gesture, another script): open again and ask, for something may be lost.
    this.hostUpdated();
    this.#options.dismiss('escape');
  };

  #onPointerdown = (event: PointerEvent): void => {
    this.#pressedBeside = event.target === event.currentTarget && this.#isBeside(event);
  };

  #onClick = (event: MouseEvent): void => {
    if (this.#pressedBeside && event.target === event.currentTarget && this.#isBeside(event)) {
      this.#options.dismiss('beside');
    }
    this.#pressedBeside = false;
  };

  #isBeside(event: MouseEvent): boolean {
    const box = this.element?.getBoundingClientRect();
    if (!box) return false;
    const { clientX: x, clientY: y } = event;
    return x < box.left || x > box.right || y < box.top || y > box.bottom;
  }
}
