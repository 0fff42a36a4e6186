import { html } from 'hono/html';
import { navLink, signedIn, type HostProduct, type Visitor } from '../host-page.ts';

const home = '/demo/insights';

/** Whom the product shows its Admin page to; what they may do there Roster decides. */
const manages = ({ key }: Visitor): boolean => key === 'admin' || key === 'self';

/** Numbers of a call centre: Roster is behind the profile icon, under Admin. */
export const insights: HostProduct = {
  slug: 'insights',
  name: 'Insights',
  about: 'Behind the profile icon: numbers of people, rows to invite with, who signed in when, a file of it all.',
  places: {
    '': {
      title: 'Dashboard',
      elements: [],
      before: html`<h1>Good morning</h1>
        <div class="tiles">
          <section>
            <h2>Calls today</h2>
            <p>1,284</p>
          </section>
          <section>
            <h2>Average handling</h2>
            <p>4:36</p>
          </section>
          <section>
            <h2>Satisfaction</h2>
            <p>92 %</p>
          </section>
        </div>`,
    },
    '/admin': {
      title: 'Admin',
      elements: ['stats', 'invite'],
      before: html`<h1>Admin</h1>`,
      tags: ({ visitor }) =>
        manages(visitor)
          ? [
              '<roster-stats heading-level="2">',
              '  <roster-invite slot="actions" heading-level="2">Invite new users</roster-invite>',
              '</roster-stats>',
              `<p class="go"><a href="${home}/users">Manage users</a></p>`,
            ].join('\n')
          : '<roster-stats heading-level="2"></roster-stats>',
    },
    '/users': { title: 'Manage users', elements: ['members'], tags: '<roster-members></roster-members>' },
  },
  frame: ({ path, visitor, content }) =>
    html`<header class="top">
        <a class="brand" href="${home}"><img src="/demo/look/insights.svg" alt="" width="28" height="28" />insights</a>
        <details class="profile">
          <summary><span class="unseen">Profile of </span>${signedIn(visitor)}</summary>
          <ul>
            <li>${navLink(home, 'Dashboard', path === '')}</li>
            ${manages(visitor) ? html`<li>${navLink(`${home}/admin`, 'Admin', path === '/admin')}</li>` : ''}
          </ul>
        </details>
      </header>
      ${content}`,
};
