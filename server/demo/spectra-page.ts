import { html, raw } from 'hono/html';
import { demoPersons, type DemoPersonKey } from './persons.ts';

/** Whom the page takes its visitor for. */
export interface Visitor {
  /** One of the demo's known people, or who signed in. */
  key: DemoPersonKey | 'self';
  email: string;
  name: string;
  /** Who signed in, if anybody did. */
  self: { email: string; name: string } | undefined;
}

export interface SpectraPageOptions {
  apiPath: string;
  tokenEndpoint: string;
  personEndpoint: string;
  visitor: Visitor;
  mailbox: string | undefined;
}

type Markup = ReturnType<typeof html>;

/** The embed code: these very lines are in the page, and shown on it. */
function embedCode({ apiPath, tokenEndpoint }: SpectraPageOptions): { scripts: string; tags: string } {
  return {
    scripts: ['provider', 'members']
      .map((name) => `<script type="module" src="/demo/elements/${name}.js"></script>`)
      .join('\n'),
    tags: [
      '<roster-provider',
      `  api-url="${apiPath}"`,
      `  token-endpoint="${tokenEndpoint}"`,
      '  heading-level="1"',
      '>',
      '  <roster-members></roster-members>',
      '</roster-provider>',
    ].join('\n'),
  };
}

/** A page of a product that has members: its own header, sidebar, font and colours, and Roster in the middle. */
export function spectraPage(options: SpectraPageOptions): Markup {
  const code = embedCode(options);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Members · Spectra</title>
        <link rel="icon" href="/demo/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/host.css" />
        ${raw(code.scripts)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        ${demoBar(options, code)} ${header(options)}
        <div class="frame">
          <nav class="sidebar" aria-label="Organization">
            <h2>Spectra Software</h2>
            <ul>
              <li>
                <a href="/demo/spectra" aria-current="page">${icon('members')}Members</a>
              </li>
              <li>
                <a aria-disabled="true">${icon('groups')}<span>Groups</span></a>
              </li>
            </ul>
          </nav>
          <main id="content" tabindex="-1">
            ${raw(code.tags)}
            <noscript><p>This page needs JavaScript.</p></noscript>
          </main>
        </div>
        <footer class="footer">
          <p>Spectra Software · 4 projects · last scan 6 minutes ago</p>
        </footer>
      </body>
    </html>`;
}

function header({ visitor: { name } }: SpectraPageOptions): Markup {
  const initials = name.replaceAll(/(\p{L})\S*\s*/gu, '$1').slice(0, 2);
  return html`<header class="top">
    <a class="brand" href="/demo/spectra"><img src="/demo/icon.svg" alt="" width="24" height="24" />Spectra</a>
    <nav class="tabs" aria-label="Portal">
      <ul>
        <li><span>File Stream</span></li>
        <li><span>Projects</span></li>
        <li><a href="/demo/spectra" aria-current="page">Members</a></li>
        <li><span>Settings</span></li>
      </ul>
    </nav>
    <p class="who"><span class="disc" aria-hidden="true">${initials}</span><bdi class="name">${name}</bdi></p>
  </header>`;
}

function demoBar(
  { visitor, personEndpoint, mailbox }: SpectraPageOptions,
  code: { scripts: string; tags: string },
): Markup {
  return html`<aside class="demo" aria-label="Demo">
    <p>Demo</p>
    <form method="post" action="${personEndpoint}">
      <label for="person">Signed in as</label>
      <select id="person" name="person">
        ${visitor.self ? option('self', visitor.self.name, visitor) : ''}
        ${Object.entries(demoPersons).map(([key, { name, as }]) => option(key, `${name}, ${as}`, visitor))}
      </select>
      <button>Switch</button>
    </form>
    ${mailbox === undefined ? '' : html`<a href="${mailbox}">Mailbox</a>`}
    <button type="button" popovertarget="embed">Show the embed code</button>
    <section id="embed" popover aria-labelledby="embed-title">
      <h2 id="embed-title">The embed code of this page</h2>
      <p>In the head, once:</p>
      <pre tabindex="0" aria-label="Scripts"><code>${code.scripts}</code></pre>
      <p>Where the members belong:</p>
      <pre tabindex="0" aria-label="Tags"><code>${code.tags}</code></pre>
      <p>
        The token endpoint is the product's own: it answers with a widget token for the person who is signed in there.
        Font and colours are inherited from the page.
      </p>
      <button type="button" popovertarget="embed" popovertargetaction="hide">Close</button>
    </section>
  </aside>`;
}

function option(key: string, label: string, visitor: Visitor): Markup {
  return html`<option value="${key}" ${key === visitor.key ? raw('selected') : ''}>${label}</option>`;
}

const icons = {
  members:
    '<circle cx="9" cy="7" r="4"/><path d="M2 21v-2a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v2M16 3.1a4 4 0 0 1 0 7.8M22 21v-2a4 4 0 0 0-3-3.9"/>',
  groups:
    '<rect x="3" y="3" width="8" height="8" rx="2"/><rect x="13" y="3" width="8" height="8" rx="2"/><rect x="8" y="13" width="8" height="8" rx="2"/>',
};

function icon(name: keyof typeof icons): Markup {
  return html`<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
    ${raw(icons[name])}
  </svg>`;
}
