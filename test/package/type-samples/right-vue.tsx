/** @jsxImportSource vue */
import type {} from 'roster/vue';
import type { GlobalComponents } from 'vue';

export const tag = (
  <roster-members
    api-url="/roster"
    class="people"
    density="compact"
    pageSize={50}
    onRosterInviteSent={(event) => event.results.length}
  />
);

/** What a template's tag is checked against. */
type Props = InstanceType<GlobalComponents['roster-members']>['$props'];
export const props: Props = {
  apiUrl: '/roster',
  getToken: async () => 'wt_1',
  onRosterReady: (event) => event.type,
  class: 'people',
};
