/** The first rows, or the state instead of them, are on screen. */
export class ReadyEvent extends Event {
  constructor() {
    super('roster-ready', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-ready': ReadyEvent;
  }
}
