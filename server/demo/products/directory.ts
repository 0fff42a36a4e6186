import { html } from 'hono/html';
import { icon, navLink, signedIn, type HostProduct, type Markup } from '../host-page.ts';

const home = '/demo/directory';
const shapes = {
  overview: '<path d="M3 12 12 4l9 8"/><path d="M5 10v10h14V10"/>',
  data: '<ellipse cx="12" cy="6" rx="8" ry="3"/><path d="M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6"/><path d="M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"/>',
  users:
    '<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5"/><path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c1.7.8 2.7 2.5 3 5"/>',
  permissions: '<rect x="4" y="10" width="16" height="11" rx="2"/><path d="M8 10V7a4 4 0 0 1 8 0v3"/>',
  audit: '<path d="M6 3h9l4 4v14H6z"/><path d="M9 12h7M9 16h7"/>',
};

function rail(path: string, to: string, name: string, shape: string): Markup {
  return html`<li>${navLink(home + to, html`${icon(shape)}<span>${name}</span>`, path === to)}</li>`;
}

/** A platform of data, dark: Roster is behind the icon of the User Directory in the far left. */
export const directory: HostProduct = {
  slug: 'directory',
  name: 'Directory',
  about: 'An icon in the far left: profiles with sessions, suspension, temporary passwords, roles kept separately.',
  places: {
    '': { title: 'User Directory', elements: ['members'], tags: '<roster-members></roster-members>' },
    '/permissions': { title: 'Permissions', elements: ['roles'], tags: '<roster-roles></roster-roles>' },
    '/history': { title: 'History', elements: ['audit'], tags: '<roster-audit></roster-audit>' },
  },
  frame: ({ path, visitor, content }) =>
    html`<nav class="rail" aria-label="Platform">
        <a class="brand" href="${home}"
          ><img src="/demo/look/directory.svg" alt="Directory" width="28" height="28"
        /></a>
        <ul>
          <li>
            <span>${icon(shapes.overview)}<span>Overview</span></span>
          </li>
          <li>
            <span>${icon(shapes.data)}<span>Data</span></span>
          </li>
          ${rail(path, '', 'User Directory', shapes.users)}
          ${rail(path, '/permissions', 'Permissions', shapes.permissions)}
          ${rail(path, '/history', 'History', shapes.audit)}
        </ul>
      </nav>
      <div class="page">
        <header class="top">
          <a class="docs" href="/roster/docs">System API</a>
          ${signedIn(visitor)}
        </header>
        ${content}
      </div>`,
};
