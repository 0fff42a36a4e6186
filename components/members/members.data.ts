import type { ReactiveControllerHost } from 'lit';
import type { Group, MemberList, MemberQuery, MemberSummary } from '../../server/contract/index.ts';
import { ListData } from '../controllers/list-data.ts';

export interface MembersDataOptions {
  /** What to list; `undefined` while that cannot be told before the capabilities are known. */
  query(): MemberQuery | undefined;
  /** Another list is asked for than was shown. */
  onQuery(): void;
}

/** All that the table of members draws from: beside the list, the counts on its tabs, and the groups to filter by. */
export class MembersData extends ListData<MemberList, MemberQuery> {
  summary: MemberSummary | undefined;
  groups: readonly Group[] = [];

  constructor(host: ReactiveControllerHost, options: MembersDataOptions) {
    super(host, {
      ...options,
      permission: 'member:read',
      list: (source, query, signal) => source.members(query, { signal }),
      // Without counts the tabs simply show none.
      beside: async (source, signal) => {
        const summary = await source.summary({ signal });
        if (!signal.aborted) this.summary = summary;
      },
      onCapabilities: async (source, { portal }, signal) => {
        if (!portal.filterable.includes('group')) return;
        // Without groups there is no such filter.
        const answer = await source.groups({ sort: 'name', limit: 100 }, { signal }).catch(() => undefined);
        if (signal.aborted || !answer) return;
        this.groups = answer.items;
        host.requestUpdate();
      },
      forget: () => {
        this.summary = undefined;
        this.groups = [];
      },
    });
  }
}
