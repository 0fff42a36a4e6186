import type { SourceError } from '../source/source.ts';

export type NoticeTone = 'success' | 'error';

/** What a person is told, and the one thing they can do about it. */
export interface Notice {
  text: string;
  tone?: NoticeTone;
  /** A notice with a button stays until it is used or dismissed. */
  action?: { label: string; run: () => void };
}

/** Something went well. Cancelable: the host tells it instead. The notice may name a person, by address where there is no name. */
export class NotifyEvent extends Event {
  readonly notice: Notice;
  #presenter: ((notice: Notice) => void) | undefined;

  constructor(notice: Notice) {
    super('roster-notify', { bubbles: true, composed: true, cancelable: true });
    this.notice = notice;
  }

  /** An element around the sender that can show it; the outermost one does, so that a page has one pile of notices. */
  offer(present: (notice: Notice) => void): void {
    this.#presenter = present;
  }

  /** Shown at the outermost offer, unless the host has prevented it. */
  present(): void {
    if (!this.defaultPrevented) this.#presenter?.(this.notice);
  }
}

/** Something failed. Cancelable: the host shows it instead. */
export class RosterErrorEvent extends Event {
  readonly error: SourceError;

  constructor(error: SourceError) {
    super('roster-error', { bubbles: true, composed: true, cancelable: true });
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-notify': NotifyEvent;
    'roster-error': RosterErrorEvent;
  }
}
