import { html } from 'hono/html';
import type { HostProduct, Markup } from './host-page.ts';

/** Where a visitor chooses one of the five products. */
export function indexPage(products: readonly HostProduct[]): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Roster</title>
        <link rel="icon" href="/demo/look/spectra.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/demo/look/index.css" />
      </head>
      <body>
        <main>
          <h1>Five products, one set of tags</h1>
          <p>
            Each of these is a page of its own, with its own look and its own rules. The users in the middle are
            Roster's elements on one API; what differs is a document. Everybody signs in with
            <code>roster-demo-password</code>.
          </p>
          <ul>
            ${products.map(
              ({ slug, name, about }) =>
                html`<li>
                  <img src="/demo/look/${slug}.svg" alt="" width="40" height="40" />
                  <div>
                    <h2><a href="/demo/${slug}">${name}</a></h2>
                    <p>${about}</p>
                  </div>
                </li>`,
            )}
          </ul>
          <p class="more"><a href="/roster/docs">API reference</a> <a href="/roster/sign-in">Sign in</a></p>
        </main>
      </body>
    </html>`;
}
