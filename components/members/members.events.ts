import type { BulkAction, BulkResult } from '../../server/contract/index.ts';

/** What the table shows: enough for a host to keep it in its own address. */
export interface MembersViewState {
  tab: string;
  query: string;
  sort: string;
  role: string;
  group: string;
  pageSize: number;
}

/** A person changed tab, search, filter, sort, page size or columns. */
export class ViewChangeEvent extends Event {
  readonly view: MembersViewState;
  /** Keys of the columns shown. */
  readonly columns: readonly string[];

  constructor(view: MembersViewState, columns: readonly string[]) {
    super('roster-view-change', { bubbles: true, composed: true });
    this.view = view;
    this.columns = columns;
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

/**
 * Many were changed at once, or changes were taken back: what the server answered for each, by id. Whoever was about to be
 * changed was asked about before, one by one, by the event of the single change.
 */
export class MembersChangedEvent extends Event {
  readonly action: BulkAction | 'undo';
  readonly results: readonly Pick<BulkResult, 'id' | 'status' | 'code' | 'reason'>[];

  constructor(action: MembersChangedEvent['action'], results: MembersChangedEvent['results']) {
    super('roster-members-changed', { bubbles: true, composed: true });
    this.action = action;
    this.results = results;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-view-change': ViewChangeEvent;
    'roster-selection-change': SelectionChangeEvent;
    'roster-members-changed': MembersChangedEvent;
  }
}
