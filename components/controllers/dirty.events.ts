/** There is something to lose in a form, or no longer. */
export class DirtyChangeEvent extends Event {
  readonly dirty: boolean;

  constructor(dirty: boolean) {
    super('roster-dirty-change', { bubbles: true, composed: true });
    this.dirty = dirty;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-dirty-change': DirtyChangeEvent;
  }
}
