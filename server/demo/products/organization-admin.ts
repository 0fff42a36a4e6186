import { html } from 'hono/html';
import { navLink, signedIn, type HostProduct } from '../host-page.ts';

const home = '/demo/organization-admin';

/** A cloud of workspaces: Roster is Admin > Users and Admin > Groups of its navigation. */
export const organizationAdmin: HostProduct = {
  slug: 'organization-admin',
  name: 'Orchard',
  about: 'Admin > Users and Admin > Groups: groups give roles, and are changed all at once.',
  places: {
    '': { title: 'Users', elements: ['members'], tags: '<roster-members></roster-members>' },
    '/groups': { title: 'Groups', elements: ['groups'], tags: '<roster-groups></roster-groups>' },
  },
  frame: ({ path, visitor, content }) =>
    html`<header class="top">
        <a class="brand" href="${home}"
          ><img src="/demo/look/organization-admin.svg" alt="" width="28" height="28" />Orchard Cloud</a
        >
        ${signedIn(visitor)}
      </header>
      <div class="frame">
        <nav class="sidebar" aria-label="Orchard">
          <h2>Workspace</h2>
          <ul>
            <li><span>Projects</span></li>
            <li><span>Billing</span></li>
          </ul>
          <h2>Admin</h2>
          <ul>
            <li>${navLink(home, 'Users', path === '')}</li>
            <li>${navLink(`${home}/groups`, 'Groups', path === '/groups')}</li>
          </ul>
        </nav>
        ${content}
      </div>`,
};
