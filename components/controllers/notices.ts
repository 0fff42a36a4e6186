import { nothing, render, type LitElement, type ReactiveController } from 'lit';
import { adopt } from '../styles/adopt.ts';
import { innermostModal, watchModals } from '../templates/modals.ts';
import type { Announcer } from './announcer.ts';
import { NotifyEvent, type Notice } from './notify.events.ts';

type Toasts = typeof import('../templates/toast.ts');

export interface ShownNotice extends Notice {
  id: number;
}

const life = 6000;

/**
 * Tells what happened: asks the host by `roster-notify`, says it to screen readers, and draws it as a toast, which waits
 * while it is pointed at or holds focus. `render` goes into the host's template once; while a dialog is open, of whatever
 * element, the toasts stand in it, because everything outside it is out of reach.
 */
export class Notices implements ReactiveController {
  readonly #host: LitElement;
  readonly #announcer: Announcer;
  readonly #mode: () => 'toast' | 'inline' | 'none' | undefined;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #shown: ShownNotice[] = [];
  #toasts: Toasts | undefined;
  #count = 0;
  #raise = false;
  #pile: HTMLElement | undefined;
  #unwatch: (() => void) | undefined;

  constructor(host: LitElement, announcer: Announcer, mode: () => 'toast' | 'inline' | 'none' | undefined) {
    this.#host = host;
    this.#announcer = announcer;
    this.#mode = mode;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('roster-notify', this.#offer);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('roster-notify', this.#offer);
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.pause();
    this.#shown = [];
    this.#place();
  }

  /** Sends a notice on its way; the host hears of it before anything is drawn. */
  tell(notice: Notice): void {
    const event = new NotifyEvent(notice);
    this.#host.dispatchEvent(event);
    if (event.defaultPrevented || this.#mode() === 'none') return;
    // Said here and drawn where the outermost element offers: a dialog that is open here is the only thing heard.
    this.#announcer.say(notice.text);
    event.present();
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#shown = this.#shown.filter((notice) => notice.id !== id);
    // Who pressed its button stays in the dialog.
    if (this.#pile?.matches(':focus-within')) innermostModal()?.querySelector('h2')?.focus();
    this.#raise ||= !this.#shown.length;
    this.#host.requestUpdate();
  }

  pause(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  resume(): void {
    this.pause();
    for (const { id, action } of this.#shown) {
      if (!action)
        this.#timers.set(
          id,
          setTimeout(() => this.dismiss(id), life),
        );
    }
  }

  hostUpdated(): void {
    if (!this.#raise || !this.#pile) return;
    this.#raise = false;
    this.#place();
    this.#show();
  }

  /** Into the innermost dialog where something is to be told; else home. */
  #place(): void {
    const { renderRoot } = this.#host;
    const [pile, modal] = [this.#pile, this.#shown.length ? innermostModal() : undefined];
    if (!pile || this.#mode() === 'inline') return;
    if (modal ? pile.parentNode === modal : renderRoot.contains(pile) && !pile.closest('dialog')) return;
    (modal ?? renderRoot).append(pile);
    if (this.#toasts) adopt(pile.getRootNode() as ShadowRoot, this.#toasts.toastStyles);
  }

  #show(): void {
    const list = this.#pile?.firstElementChild as HTMLElement | null | undefined;
    if (list?.isConnected) this.#toasts?.raise(list, this.#shown.length > 0);
  }

  readonly #moved = (): void => {
    this.#place();
    this.#show();
  };

  render(words: { notifications: string; dismiss: string }): unknown {
    if (!this.#toasts) return nothing;
    if (!this.#pile) {
      this.#pile = document.createElement('div');
      this.#pile.className = 'pile';
    }
    // Drawn into a place of its own, which can be moved.
    render(this.#toasts.toasts(this.#shown, this, words, this.#mode() === 'inline'), this.#pile);
    return this.#pile;
  }

  readonly #offer = (event: NotifyEvent): void => {
    if (this.#mode() !== 'none') event.offer((notice) => void this.#present(notice));
  };

  async #present(notice: Notice): Promise<void> {
    this.#toasts ??= await import('../templates/toast.ts');
    if (!this.#host.isConnected) return;
    adopt(this.#host.renderRoot, this.#toasts.toastStyles);
    this.#shown = [...this.#shown, { ...notice, id: ++this.#count }].slice(-5);
    this.#unwatch ??= watchModals(this.#moved);
    this.#raise = true;
    this.resume();
    this.#host.requestUpdate();
  }
}
