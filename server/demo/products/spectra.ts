import { html } from 'hono/html';
import { navLink, signedIn, type HostProduct } from '../host-page.ts';

const home = '/demo/spectra';

const files = [
  'firmware-7.2.1.bin',
  'agent-linux-x64.tar.gz',
  'reader.dmg',
  'gateway.ova',
  'plugin-host.msi',
  'sdk.zip',
];

/** One line of the stream: the product keeps the id of who uploaded, and Roster says who that is. */
function uploaded(member: string, at: number): string {
  const file = files[at % files.length]!;
  return `  <li><b>${file}</b> by <roster-user-label member-id="${member}" live></roster-user-label></li>`;
}

/** Security of what is built: Roster is its whole Members page, with sidebar and addresses of its own. */
export const spectra: HostProduct = {
  slug: 'spectra',
  name: 'Spectra',
  about: 'Members, groups and reservations in one tag, with a sidebar and addresses of its own.',
  places: {
    '/files': {
      title: 'File Stream',
      elements: ['user-label'],
      before: html`<h1>File Stream</h1>
        <p class="lead">Who is in a file's past stays there: people who have left show as “User Removed”.</p>`,
      tags: ({ people }) => ['<ol class="files">', ...people.map((id, at) => uploaded(id, at)), '</ol>'].join('\n'),
    },
    '/*': {
      title: 'Members',
      elements: ['portal'],
      tags: `<roster-portal base-path="${home}" view-in-url></roster-portal>`,
    },
  },
  frame: ({ path, visitor, content }) =>
    html`<header class="top">
        <a class="brand" href="${home}"><img src="/demo/look/spectra.svg" alt="" width="24" height="24" />Spectra</a>
        <nav class="tabs" aria-label="Portal">
          <ul>
            <li>${navLink(`${home}/files`, 'File Stream', path === '/files')}</li>
            <li><span>Projects</span></li>
            <li>${navLink(home, 'Members', path !== '/files')}</li>
            <li><span>Settings</span></li>
          </ul>
        </nav>
        ${signedIn(visitor)}
      </header>
      ${content}
      <footer class="footer"><p>Spectra Software · 4 projects · last scan 6 minutes ago</p></footer>`,
};
