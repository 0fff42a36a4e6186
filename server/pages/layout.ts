import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Speech } from './language.ts';

export type Markup = ReturnType<typeof html> | '';

/** What is around every page. */
export interface PageFrame {
  /** For the window's title; the heading when left out. */
  title?: string;
  heading: string | Markup;
  /** Whose page it is: the organization, or the product. */
  brand?: string;
  /** One calm sentence below the heading. */
  lead?: Markup | string;
  /** What went wrong with what was just sent; read out at once. */
  alert?: Markup | string | undefined;
  /** Chooses the sign above the heading. */
  tone?: 'plain' | 'good' | 'stop';
  body?: Markup;
  /** Small print below the card. */
  foot?: Markup | string;
}

/** Never kept, never framed, nothing loaded but our own style, and no address of a page told to anybody. */
export function pageHeaders(c: Context, formAction: string): void {
  c.header('Cache-Control', 'no-store');
  c.header('Vary', 'Accept-Language', { append: true });
  c.header('Referrer-Policy', 'no-referrer');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('X-Frame-Options', 'DENY');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('X-Robots-Tag', 'noindex');
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'self'; img-src 'self'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
  );
}

/** A whole document. It needs no script, and its addresses are relative, so that it works below any base path. */
export function document(frame: PageFrame, { language, dir, words }: Speech): Markup {
  const { heading, title = heading, brand, lead, alert, tone = 'plain', body = '', foot = '' } = frame;
  return html`<!doctype html>
    <html lang="${language}" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${alert ? `${words.error} ` : ''}${title}${brand ? ` · ${brand}` : ''}</title>
        <link rel="stylesheet" href="pages.css" />
      </head>
      <body>
        <main class="${tone}">
          ${brand ? brandLine(brand) : ''}
          <section class="card">
            ${tone === 'plain' ? '' : html`<span class="sign" aria-hidden="true"></span>`}
            <h1>${heading}</h1>
            ${lead ? html`<p class="lead">${lead}</p>` : ''}
            ${alert ? html`<p class="alert" role="alert">${alert}</p>` : ''} ${body}
          </section>
          ${foot ? html`<p class="foot">${foot}</p>` : ''}
        </main>
      </body>
    </html>`;
}

function brandLine(brand: string): Markup {
  // The first letter as a reader sees it, which may be several characters.
  const [first] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(brand.trim().toUpperCase());
  return html`<p class="brand">
    <span class="mark" aria-hidden="true">${first?.segment ?? ''}</span>
    <bdi>${brand}</bdi>
  </p>`;
}
