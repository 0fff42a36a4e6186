import { readFile } from 'node:fs/promises';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import type { TokenAnswer } from '../contract/index.ts';
import { demoOrganizations, domainOf } from './organizations.ts';
import { demoPersons, isDemoPerson } from './persons.ts';
import { spectraPage, type Visitor } from './spectra-page.ts';

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

/**
 * The demo: a product's page with Roster in it, at `/demo/spectra`; `/` leads there. The page is a host like any other:
 * it embeds the built elements, and its own server exchanges the person it knows for a widget token.
 * Whoever reaches these pages is an admin of the demo's organizations, so they are mounted only where that is wanted.
 */
export function makeDemo(options: DemoOptions): Hono {
  const elements = options.elements ?? new URL('../../cdn/split/', import.meta.url);
  const page = '/demo/spectra';
  const demo = new Hono();
  demo.get('/', (c) => c.redirect(page));
  demo.get('/demo', (c) => c.redirect(page));
  demo.use('/demo/*', pageHeaders);

  demo.get(page, async (c) =>
    c.html(
      spectraPage({
        apiPath: options.apiPath,
        tokenEndpoint: `${page}/token`,
        personEndpoint: `${page}/person`,
        visitor: await visitorOf(c),
        mailbox: options.mailbox,
      }),
    ),
  );

  // Where people of the other organizations land after signing in; their products have no page of their own yet.
  for (const { slug } of demoOrganizations.filter((one) => one.slug !== 'spectra')) {
    demo.get(`/demo/${slug}`, (c) => c.redirect(`${options.apiPath}/home`));
  }

  // The whole of a host's part: who is signed in here, and a token for exactly that person.
  demo.post(`${page}/token`, fromThisSite, async (c) => {
    const { email } = await visitorOf(c);
    const origin = c.req.header('origin');
    const bound = origin === new URL(options.publicUrl).origin ? { origin } : {};
    const answer = await options.tokenFor({ organization: 'spectra', email, ...bound });
    return answer ? c.json(answer) : c.json({ title: 'This person is no longer a member.' }, 403);
  });

  demo.post(`${page}/person`, fromThisSite, async (c) => {
    const { person } = await c.req.parseBody().catch((): Record<string, unknown> => ({}));
    if (!isDemoPerson(person) && person !== 'self') return c.text('There is no such person.', 400);
    const life = person === 'self' ? '; Max-Age=0' : '';
    c.header('set-cookie', `${cookieName}=${person}; Path=/demo; HttpOnly; SameSite=Strict${life}`);
    return c.redirect(page, 303);
  });

  demo.get('/demo/host.css', async (c) => sendFile(c, new URL('./spectra.css', import.meta.url), 'text/css'));
  demo.get('/demo/icon.svg', async (c) => sendFile(c, new URL('./spectra.svg', import.meta.url), 'image/svg+xml'));
  // Names only: what has a slash or two dots in it is no file of ours.
  demo.get('/demo/elements/:file{[A-Za-z0-9_-]+\\.js}', async (c) =>
    sendFile(c, new URL(c.req.param('file'), elements), 'text/javascript'),
  );
  return demo;

  async function visitorOf(c: Context): Promise<Visitor> {
    const session = await options.signedIn(c.req.raw);
    const self = session && { email: session.email, name: session.name ?? session.email };
    const chosen = new RegExp(`(?:^|; )${cookieName}=(\\w+)`).exec(c.req.header('cookie') ?? '')?.[1];
    if (self && !isDemoPerson(chosen)) return { ...self, key: 'self', self };
    const key = isDemoPerson(chosen) ? chosen : 'admin';
    return { key, email: `${key}@${domainOf('spectra')}`, name: demoPersons[key].name, self };
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
