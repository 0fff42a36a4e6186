import type {} from 'roster/jsx';
import type { Members as MembersElement } from 'roster';
import { Members, Provider } from 'roster/react';

let seen: MembersElement | null;

export const tags = (
  <roster-provider api-url="/roster" token-endpoint="/token" onroster-error={(event) => event.preventDefault()}>
    <roster-members
      className="people"
      density="compact"
      page-size={50}
      query="ada"
      readonly
      ref={(element) => void (seen = element)}
      onroster-view-change={(event) => console.log(event.view.tab, seen?.pageSize)}
    >
      <h2 slot="heading">People</h2>
    </roster-members>
  </roster-provider>
);

export const components = (
  <Provider apiUrl="/roster" getToken={async () => 'wt_1'} onError={(event) => event.preventDefault()}>
    <Members
      className="people"
      pageSize={50}
      onBeforeInviteSend={(event) => event.waitUntil(Promise.resolve(true))}
      onInviteSent={(event) => event.results.length}
    >
      <h2 slot="heading">People</h2>
    </Members>
  </Provider>
);
