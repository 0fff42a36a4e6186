/** Somebody asks to see one member. Cancelable: the host opens its own page instead. */
export class MemberOpenEvent extends Event {
  readonly member: string;
  /** What was pressed, for the focus to come back to. */
  readonly invoker: HTMLElement | null;

  constructor(member: string, invoker: HTMLElement | null = null) {
    super('roster-member-open', { bubbles: true, composed: true, cancelable: true });
    this.member = member;
    this.invoker = invoker;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-member-open': MemberOpenEvent;
  }
}
