import { html } from 'hono/html';
import { navLink, signedIn, type HostProduct } from '../host-page.ts';

/** Fleets of devices: Roster is what its Users tab shows. */
export const optra: HostProduct = {
  slug: 'optra',
  name: 'Optra',
  about: 'A Users tab: roles as toggles, two of which stand alone, and a warning before other domains.',
  places: {
    '': { title: 'Users', elements: ['members'], tags: '<roster-members storage-key="optra"></roster-members>' },
  },
  frame: ({ visitor, content }) =>
    html`<header class="top">
        <a class="brand" href="/demo/optra"><img src="/demo/look/optra.svg" alt="" width="26" height="26" />OPTRA</a>
        <nav class="tabs" aria-label="Portal">
          <ul>
            <li><span>Devices</span></li>
            <li><span>Workflows</span></li>
            <li><span>Charts</span></li>
            <li>${navLink('/demo/optra', 'Users', true)}</li>
            <li><span>Billing</span></li>
          </ul>
        </nav>
        ${signedIn(visitor)}
      </header>
      ${content}`,
};
