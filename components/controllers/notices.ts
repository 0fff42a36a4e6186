import { nothing, type LitElement, type ReactiveController } from 'lit';
import type { Announcer } from './announcer.ts';
import { NotifyEvent, type Notice } from './notify.events.ts';

type Pile = import('../templates/toast.ts').Pile;

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
  #count = 0;
  #raise = false;
  #pile: Pile | undefined;

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
    this.pause();
    this.#shown = [];
    this.#pile?.leave();
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
    this.#pile?.handFocusOn();
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
    if (this.#raise) this.#pile?.settle(this.#shown.length > 0);
    this.#raise = false;
  }

  render(words: { notifications: string; dismiss: string }): unknown {
    return this.#pile?.render(this.#shown, this, words, this.#mode() === 'inline') ?? nothing;
  }

  readonly #offer = (event: NotifyEvent): void => {
    if (this.#mode() !== 'none') event.offer((notice) => void this.#present(notice));
  };

  async #present(notice: Notice): Promise<void> {
    const { Pile } = await import('../templates/toast.ts');
    this.#pile ??= new Pile(this.#host);
    if (!this.#host.isConnected) return;
    this.#shown = [...this.#shown, { ...notice, id: ++this.#count }].slice(-5);
    this.#raise = true;
    this.resume();
    this.#host.requestUpdate();
  }
}
