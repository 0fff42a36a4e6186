import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import 'roster/members/define';

function Tags() {
  const [given, setGiven] = useState(window.given);
  window.give = (more) => flushSync(() => setGiven((now) => ({ ...now, ...more })));
  if (!given.there) return null;
  return (
    <roster-members
      demo
      readonly={given.readonly}
      pageSize={given.pageSize}
      query={given.query}
      columns={given.columns}
      messages={given.messages}
      portal={given.portal}
      onroster-ready={window.hear}
      onroster-view-change={window.hear}
    >
      {given.heading && <h2 slot="heading">{given.heading}</h2>}
    </roster-members>
  );
}

createRoot(document.getElementById('app')).render(<Tags />);
