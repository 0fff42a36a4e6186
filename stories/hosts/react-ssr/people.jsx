// React 19 with server rendering: the components of roster/react, whose objects and listeners are there after hydration too.
import { useState } from 'react';
import { Members, Provider } from 'roster/react';

const getToken = async () => (await (await fetch('/token', { method: 'POST' })).json()).token;

export function People() {
  const [query, setQuery] = useState('');
  const [told, setTold] = useState('Waiting');
  return (
    <>
      <h1>People of Acme</h1>
      <p role="status">{told}</p>
      <button onClick={() => setQuery('grace')}>Only Grace</button>
      <Provider apiUrl="/roster" getToken={getToken}>
        <Members
          pageSize={10}
          query={query}
          onReady={() => setTold('The list is here')}
          onViewChange={(event) => setTold(`Searched for ${event.view.query}`)}
        >
          <h2 slot="heading">Our people</h2>
        </Members>
      </Provider>
    </>
  );
}
