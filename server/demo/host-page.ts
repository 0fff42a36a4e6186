import { html, raw } from 'hono/html';
import type { DemoOrganization } from './organizations.ts';
import { demoPersons, type DemoPersonKey } from './persons.ts';

export type Markup = ReturnType<typeof html>;

/** Whom the page takes its visitor for. */
export interface Visitor {
  /** One of the demo's known people, or who signed in. */
  key: DemoPersonKey | 'self';
  email: string;
  name: string;
  /** Who signed in, if anybody did. */
  self: { email: string; name: string } | undefined;
}

/** One page of a product, and Roster's part in it. */
export interface HostPlace {
  title: string;
  /** The elements whose modules the page loads, by the names of their files. */
  elements: string[];
  /**
   * Roster's part: exactly what stands in the page, and is shown as its embed code. Absent on a page without Roster.
   * `people`: ids that the product has kept of some who once did something in it.
   */
  tags?: string | ((page: { people: readonly string[]; visitor: Visitor }) => string);
  /** Of the product's own, before Roster's part. */
  before?: Markup;
}

/** A product whose users Roster manages: its look, its navigation, its pages. */
export interface HostProduct {
  slug: DemoOrganization['slug'];
  name: string;
  /** What the page at `/demo` says of it. */
  about: string;
  /** By the path below `/demo/<slug>`; one that ends in `/*` answers for all below it. */
  places: Record<string, HostPlace>;
  /** The product's own page around the content; `path` is that of the place shown. */
  frame(page: { path: string; place: HostPlace; visitor: Visitor; content: Markup }): Markup;
}

export interface HostPageOptions {
  product: HostProduct;
  path: string;
  place: HostPlace;
  apiPath: string;
  visitor: Visitor;
  people: readonly string[];
  mailbox: string | undefined;
  /** Written from right to left, where a visitor wants to see that. */
  rightToLeft: boolean;
}

interface EmbedCode {
  scripts: string;
  tags: string;
}

/** The embed code: these very lines are in the page, and shown on it. */
function embedCode({ product, place, apiPath, people, visitor }: HostPageOptions): EmbedCode {
  const { tags = '' } = place;
  const lines = (typeof tags === 'string' ? tags : tags({ people, visitor })).split('\n');
  const provider = [
    '<roster-provider',
    `  api-url="${apiPath}"`,
    `  token-endpoint="/demo/${product.slug}/token"`,
    '  heading-level="1"',
    '>',
  ];
  return {
    scripts: ['provider', ...place.elements]
      .map((name) => `<script type="module" src="/demo/elements/${name}.js"></script>`)
      .join('\n'),
    tags: [...provider, ...lines.map((line) => `  ${line}`), '</roster-provider>'].join('\n'),
  };
}

/** A page of a product that has members: its own header, navigation, font and colours, and Roster in the middle. */
export function hostPage(options: HostPageOptions): Markup {
  const { product, path, place, visitor, rightToLeft } = options;
  const code = place.tags === undefined ? undefined : embedCode(options);
  const content = html`<main id="content" tabindex="-1">
    ${place.before ?? ''} ${code ? raw(code.tags) : ''}
    <noscript><p>This page needs JavaScript.</p></noscript>
  </main>`;
  return html`<!doctype html>
    <html lang="${rightToLeft ? 'ar' : 'en'}" dir="${rightToLeft ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${place.title} · ${product.name}</title>
        <link rel="icon" href="/demo/look/${product.slug}.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/look/host.css" />
        <link rel="stylesheet" href="/demo/look/${product.slug}.css" />
        ${code ? raw(code.scripts) : ''}
      </head>
      <body class="${product.slug}">
        <a class="skip" href="#content">Skip to content</a>
        ${demoBar(options, code)} ${product.frame({ path, place, visitor, content })}
      </body>
    </html>`;
}

function demoBar({ product, visitor, mailbox, rightToLeft }: HostPageOptions, code: EmbedCode | undefined): Markup {
  return html`<aside class="demo" aria-label="Demo">
    <p><a href="/demo">Demo</a></p>
    <form method="post" action="/demo/${product.slug}/person">
      <label for="person">Signed in as</label>
      <select id="person" name="person">
        ${visitor.self ? option('self', visitor.self.name, visitor) : ''}
        ${Object.entries(demoPersons).map(([key, { name, as }]) => option(key, `${name}, ${as}`, visitor))}
      </select>
      <button>Switch</button>
    </form>
    ${mailbox === undefined ? '' : html`<a href="${mailbox}">Mailbox</a>`}
    <a href="?dir=${rightToLeft ? 'ltr' : 'rtl'}">${rightToLeft ? 'Left to right' : 'Right to left'}</a>
    ${
      code
        ? html`<button type="button" popovertarget="embed">Show the embed code</button>
            <section id="embed" dir="ltr" lang="en" popover aria-labelledby="embed-title">
              <h2 id="embed-title">The embed code of this page</h2>
              <p>In the head, once:</p>
              <pre tabindex="0" aria-label="Scripts"><code>${code.scripts}</code></pre>
              <p>Where the users belong:</p>
              <pre tabindex="0" aria-label="Tags"><code>${code.tags}</code></pre>
              <p>
                The token endpoint is the product's own: it answers with a widget token for the person who is signed in
                there. Font and colours are inherited from the page.
              </p>
              <button type="button" popovertarget="embed" popovertargetaction="hide">Close</button>
            </section>`
        : ''
    }
  </aside>`;
}

function option(key: string, label: string, visitor: Visitor): Markup {
  return html`<option value="${key}" ${key === visitor.key ? raw('selected') : ''}>${label}</option>`;
}

/** A link of the product's navigation; the one to the page shown says so. */
export function navLink(href: string, label: Markup | string, current: boolean): Markup {
  return html`<a href="${href}" ${current ? raw('aria-current="page"') : ''}>${label}</a>`;
}

/** Who is signed in, as the product shows it in a corner. */
export function signedIn({ name }: Visitor): Markup {
  const initials = name.replaceAll(/(\p{L})\S*\s*/gu, '$1').slice(0, 2);
  return html`<p class="who">
    <span class="disc" aria-hidden="true">${initials}</span><bdi class="name">${name}</bdi>
  </p>`;
}

/** A decorative drawing of 24 by 24 in the text's colour. */
export function icon(shape: string): Markup {
  return html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">${raw(shape)}</svg>`;
}
