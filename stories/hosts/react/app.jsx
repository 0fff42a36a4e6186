// React 19 in the browser: the tags as they are. Functions and objects are properties, `on` and the event's name a listener.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'roster/provider/define';
import 'roster/members/define';

const getToken = async () => (await (await fetch('/token', { method: 'POST' })).json()).token;

function People() {
  const [query, setQuery] = useState('');
  const [told, setTold] = useState('Waiting');
  return (
    <>
      <h1>People of Acme</h1>
      <p role="status">{told}</p>
      <button onClick={() => setQuery('grace')}>Only Grace</button>
      <roster-provider api-url="/roster" getToken={getToken}>
        <roster-members
          page-size={10}
          query={query}
          onroster-ready={() => setTold('The list is here')}
          onroster-view-change={(event) => setTold(`Searched for ${event.view.query}`)}
        >
          <h2 slot="heading">Our people</h2>
        </roster-members>
      </roster-provider>
    </>
  );
}

createRoot(document.getElementById('app')).render(<People />);
