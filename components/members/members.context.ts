import type { LitElement } from 'lit';
import type { ActionKey, ColumnKey, Member, MemberQuery, Portal } from '../../server/contract/index.ts';
import type { Connection } from '../controllers/connection.ts';
import type { FreshnessOptions } from '../controllers/freshness.ts';
import type { Selection } from '../controllers/selection.ts';
import type { MembersData } from './members.data.ts';
import type { HostColumn, MembersView } from './members.view.ts';

/** The element, as far as what is loaded later has to do with it. */
export interface MembersHost extends LitElement {
  inviteLayout: Portal['inviteLayout'] | '';
  storageKey: string;
  density?: 'comfortable' | 'compact' | undefined;
  refresh(): Promise<void>;
  openMember(id: string, invoker?: HTMLElement): Promise<void>;
}

/** What the element shares with all that is loaded after its first rows. */
export interface MembersContext extends FreshnessOptions {
  connection: Connection;
  data: MembersData;
  selection: Selection<Member>;
  states: CustomStateSet;
  view(): MembersView;
  /** What is listed, without the page. */
  query(): MemberQuery;
  offers(action: ActionKey): boolean;
  filtered(): boolean;
  clearFilters(): void;
  /** Columns there are to choose among: the portal's, or those that the host names. */
  columns(): readonly (ColumnKey | HostColumn)[];
  /** Keys of columns that the person looking does not want. */
  hidden: Set<string>;
  /** A person has changed how the table is shown. */
  shown(): void;
  /** These are new here: marked until another list is shown. */
  mark(ids: readonly string[]): void;
}
