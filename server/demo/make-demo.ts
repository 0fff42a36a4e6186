import { readFile } from 'node:fs/promises';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { TokenAnswer } from '../contract/index.ts';
import { domainOf } from './organizations.ts';
import { demoPersons, isDemoPerson } from './persons.ts';
import { hostPage, type HostPlace, type HostProduct, type Visitor } from './host-page.ts';
import { indexPage } from './index-page.ts';
import { directory } from './products/directory.ts';
import { insights } from './products/insights.ts';
import { optra } from './products/optra.ts';
import { organizationAdmin } from './products/organization-admin.ts';
import { spectra } from './products/spectra.ts';

export interface DemoOptions {
  /** Where the API is mounted, `/roster`. */
  apiPath: string;
  /** Public address of the server: tokens are bound to its origin. */
  publicUrl: string;
  /**
   * What a host's server does for a person it has signed in: a widget token for the member with this address.
   * `undefined` when there is no such member any more.
   */
  tokenFor(who: { organization: string; email: string; origin?: string }): Promise<TokenAnswer | undefined>;
  /** Who is signed in by Roster's own pages: a visitor who has chosen nobody is that person, and else the admin. */
  signedIn(request: Request): Promise<{ email: string; name: string | null } | undefined>;
  /** Ids of some members of an organization, for what a product remembers of people. */
  peopleOf(organization: string): Promise<string[]>;
  /** Address of the development mailbox; absent where mail really goes out. */
  mailbox?: string;
  /** Folder with the elements as `build` made them; absent: beside the compiled server. */
  elements?: URL;
}

const cookieName = 'roster-demo-person';

/** The rules of the host page: nothing of another site, nothing inline, no markup made of strings but lit's own. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const products: readonly HostProduct[] = [optra, spectra, directory, insights, organizationAdmin];

/**
 * The demo: five products with Roster in them, at `/demo/<organization>`; `/` leads to them. Each page is a host like any
 * other: it embeds the built elements, and its own server exchanges the person it knows for a widget token.
 * Whoever reaches these pages is an admin of the demo's organizations, so they are mounted only where that is wanted.
 */
export function makeDemo(options: DemoOptions): Hono {
  const elements = options.elements ?? new URL('../../cdn/split/', import.meta.url);
  const remembered = new Map<string, Promise<string[]>>();
  const demo = new Hono();
  demo.get('/', (c) => c.redirect('/demo'));
  demo.use('/demo', pageHeaders);
  demo.use('/demo/*', pageHeaders);
  demo.get('/demo', (c) => c.html(indexPage(products)));

  demo.get('/demo/look/:file{[a-z-]+\\.(?:css|svg)}', async (c) => {
    const file = c.req.param('file');
    return sendFile(c, new URL(`look/${file}`, import.meta.url), file.endsWith('css') ? 'text/css' : 'image/svg+xml');
  });
  // Names only: what has a slash or two dots together in it is no file of ours.
  demo.get('/demo/elements/:file{(?:[A-Za-z0-9_-]+\\.)+js}', async (c) =>
    sendFile(c, new URL(c.req.param('file'), elements), 'text/javascript'),
  );

  for (const product of products) {
    const home = `/demo/${product.slug}`;
    // The whole of a host's part: who is signed in here, and a token for exactly that person.
    demo.post(`${home}/token`, fromThisSite, async (c) => {
      const { email } = await visitorOf(c, product);
      const origin = c.req.header('origin');
      const bound = origin === new URL(options.publicUrl).origin ? { origin } : {};
      const answer = await options.tokenFor({ organization: product.slug, email, ...bound });
      return answer ? c.json(answer) : c.json({ title: 'This person is no longer a member.' }, 403);
    });

    demo.post(`${home}/person`, fromThisSite, async (c) => {
      const { person } = await c.req.parseBody().catch((): Record<string, unknown> => ({}));
      if (!isDemoPerson(person) && person !== 'self') return c.text('There is no such person.', 400);
      const life = person === 'self' ? '; Max-Age=0' : '';
      c.header('set-cookie', `${cookieName}=${person}; Path=/demo; HttpOnly; SameSite=Strict${life}`);
      return c.redirect(home, 303);
    });

    for (const [path, place] of Object.entries(product.places)) {
      const show = (c: Context): Promise<Response> => showPlace(c, product, path, place);
      demo.get(home + path, show);
      // All below a place is a place of its elements; the place itself is one of them.
      if (path === '/*') demo.get(home, show);
    }
  }
  return demo;

  async function showPlace(c: Context, product: HostProduct, path: string, place: HostPlace): Promise<Response> {
    const people = typeof place.tags === 'function' ? await peopleOf(product.slug) : [];
    const page = hostPage({
      product,
      path,
      place,
      apiPath: options.apiPath,
      visitor: await visitorOf(c, product),
      people,
      mailbox: options.mailbox,
      rightToLeft: c.req.query('dir') === 'rtl',
    });
    return c.html(page);
  }

  /** Asked for once: a product remembers people whether they are still there or not. */
  function peopleOf(organization: string): Promise<string[]> {
    const known = remembered.get(organization) ?? options.peopleOf(organization);
    remembered.set(organization, known);
    known.catch(() => remembered.delete(organization));
    return known;
  }

  async function visitorOf(c: Context, { slug }: HostProduct): Promise<Visitor> {
    const session = await options.signedIn(c.req.raw);
    const self = session && { email: session.email, name: session.name ?? session.email };
    const chosen = new RegExp(`(?:^|; )${cookieName}=(\\w+)`).exec(c.req.header('cookie') ?? '')?.[1];
    if (self && !isDemoPerson(chosen)) return { ...self, key: 'self', self };
    const key = isDemoPerson(chosen) ? chosen : 'admin';
    return { key, email: `${key}@${domainOf(slug)}`, name: demoPersons[key].name, self };
  }
}

const pageHeaders: MiddlewareHandler = async (c, next) => {
  c.header('content-security-policy', contentSecurityPolicy);
  c.header('cache-control', 'no-cache');
  c.header('referrer-policy', 'no-referrer');
  c.header('x-content-type-options', 'nosniff');
  await next();
};

/** Another site's page may neither switch the person nor have tokens made. */
const fromThisSite: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const own = site === undefined ? origin === new URL(c.req.url).origin : site === 'same-origin';
  if (!own) return c.json({ title: 'Only pages of this server may ask.' }, 403);
  await next();
};

async function sendFile(c: Context, file: URL, type: string): Promise<Response> {
  try {
    return c.body(await readFile(file), 200, { 'content-type': `${type}; charset=utf-8` });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return c.text('Not found', 404);
  }
}
