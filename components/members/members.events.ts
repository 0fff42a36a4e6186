/** What the table shows: enough for a host to keep it in its own address. */
export interface MembersViewState {
  tab: string;
  query: string;
  sort: string;
  role: string;
  group: string;
  pageSize: number;
}

/** A person changed tab, search, filter, sort or page size. */
export class ViewChangeEvent extends Event {
  readonly view: MembersViewState;

  constructor(view: MembersViewState) {
    super('roster-view-change', { bubbles: true, composed: true });
    this.view = view;
  }
}

/** The selection changed. With `allMatching` everybody the filters match is selected, and `ids` is empty. */
export class SelectionChangeEvent extends Event {
  readonly ids: string[];
  readonly allMatching: boolean;

  constructor(ids: string[], allMatching: boolean) {
    super('roster-selection-change', { bubbles: true, composed: true });
    this.ids = ids;
    this.allMatching = allMatching;
  }
}

/** Somebody asks to see one member. Cancelable: the host opens its own page instead. */
export class MemberOpenEvent extends Event {
  readonly member: string;

  constructor(member: string) {
    super('roster-member-open', { bubbles: true, composed: true, cancelable: true });
    this.member = member;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-view-change': ViewChangeEvent;
    'roster-selection-change': SelectionChangeEvent;
    'roster-member-open': MemberOpenEvent;
  }
}
