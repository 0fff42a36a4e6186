import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, request as ask, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { checkSource as CheckSource } from '../../components/source/check-source.ts';
import type { httpSource as HttpSourceOf } from '../../components/source/http-source.ts';
import type { Source } from '../../components/source/source.ts';
import type { createRoster as CreateRoster, Roster } from '../../server/index.ts';
import { findChromium } from '../support/chrome.ts';
import { freePort } from '../support/command.ts';
import { hasProgram, installDebian } from '../support/debian-packages.ts';
import { installPacked, type Host } from '../support/packed.ts';
import { bundleForPage, bundleForServer } from '../support/sample-bundle.ts';
import { visitor, type Visitor } from '../support/visitor.ts';

type MakeHost<Served> = (roster: Roster, signedIn: () => Promise<string | undefined>) => Served;

/** The installed package's modules for the page. */
const built = 'node_modules/roster/dist/components';
const people = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Edsger Dijkstra', 'Barbara Liskov', 'Donald Knuth'];
const addressOf = (name: string): string => `${name.split(' ')[0]!.toLowerCase()}@acme.example`;
const admin = addressOf(people[0]!);

let host: Host;
let data: string;
let roster: Roster;
let browser: Browser;
let key: string;
/** Where the product listens that has Roster elsewhere. */
let elsewhere: { server: Server; origin: string };
const servers: Server[] = [];

const signedIn = async (): Promise<string> => admin;
/** A module of a sample, or of the installed package. */
const load = async <Module>(path: string): Promise<Module> =>
  (await import(pathToFileURL(join(host.folder, path)).href)) as Module;
const sample = (path: string): string => join(host.folder, 'hosts', path);

async function listen(listener?: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = (listener ? createServer(listener) : createServer()).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A server for a page whose script a sample is. */
async function pageFor(script: string, html?: () => string): Promise<string> {
  const app = new Hono();
  const shell = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>People</title></head>
    <body><main id="app"></main><script type="module" src="/app.js"></script></body></html>`;
  app.get('/', (c) => c.html(html?.() ?? shell));
  app.get('/app.js', (c) => c.body(script, 200, { 'content-type': 'text/javascript' }));
  app.get('/staff.json', (c) => c.json(staff));
  app.post('/token', async (c) => c.json(await roster.issueToken('acme', { email: admin })));
  app.route('/', roster.app);
  return (await listen(getRequestListener(app.fetch))).origin;
}

const staff = people.map((name, at) => ({ number: 100 + at, name, mail: addressOf(name), left: at === 5 }));

/** Opens a page in a browser of its own; whatever goes wrong in it, or is asked of others, fails the test. */
async function visiting(origin: string, run: (page: Page, who: Visitor) => Promise<void>): Promise<void> {
  const who = await visitor(browser, origin);
  try {
    await who.page.goto(origin);
    await run(who.page, who);
    assert.deepEqual({ faults: who.faults, strangers: who.strangers }, { faults: [], strangers: [] });
  } finally {
    await who.context.close();
  }
}

/** Whoever the product does not know gets no token, nor whoever it knows and Roster does not. */
async function refusesStrangers(
  serve: (signedIn: () => Promise<string | undefined>) => Promise<string>,
): Promise<void> {
  for (const [email, status] of [
    [undefined, 401],
    ['mallory@acme.example', 403],
  ] as const) {
    const origin = await serve(async () => email);
    assert.equal((await fetch(`${origin}/token`, { method: 'POST' })).status, status);
  }
}

const row = (page: Page, name: string) => page.locator('tbody tr').filter({ hasText: name });

async function searches(page: Page): Promise<void> {
  await row(page, 'Ada Lovelace').waitFor();
  await page.getByRole('searchbox').fill('grace');
  await row(page, 'Ada Lovelace').waitFor({ state: 'detached' });
  await row(page, 'Grace Hopper').waitFor();
}

/** What every framework must do with the tags: attributes, a slot, functions as properties, changes, events. */
async function works(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: 'The list is here' }).waitFor();
  await row(page, 'Ada Lovelace').waitFor();
  await page.getByRole('heading', { name: 'Our people' }).waitFor();
  await page.getByRole('button', { name: 'Only Grace' }).click();
  await row(page, 'Ada Lovelace').waitFor({ state: 'detached' });
  await row(page, 'Grace Hopper').waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), 'grace');
  await page.getByRole('searchbox').fill('alan');
  await page.getByRole('status').filter({ hasText: 'Searched for alan' }).waitFor();
  assert.equal(
    await page.locator('roster-members').evaluate((one) => (one as unknown as { pageSize: number }).pageSize),
    10,
  );
}

async function hire(name: string, roles: string[]): Promise<void> {
  const response = await roster.app.request('/roster/v1/members', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, email: addressOf(name), roles }),
  });
  assert.equal(response.status, 201, await response.text());
}

describe('a product that has installed the package', () => {
  before(async () => {
    host = installPacked();
    cpSync('stories/hosts', join(host.folder, 'hosts'), { recursive: true });
    writeFileSync(join(host.folder, 'package.json'), JSON.stringify({ type: 'module' }));
    data = mkdtempSync(join(tmpdir(), 'roster-samples-'));
    elsewhere = await listen();
    const { createRoster } = await load<{ createRoster: typeof CreateRoster }>(
      'node_modules/roster/dist/server/index.js',
    );
    roster = await createRoster({
      database: { folder: data, engine: 'pglite', ephemeral: true },
      url: 'http://127.0.0.1/roster',
      allowedOrigins: [elsewhere.origin],
      signIn: false,
      quota: false,
      log: () => {},
    });
    const portal = JSON.parse(readFileSync(join(host.installed, 'dist/server/presets/default.json'), 'utf8'));
    await roster.organizations.found({ slug: 'acme', name: 'Acme', portal });
    ({ secret: key } = await roster.createKey('acme', { name: 'The product', scopes: ['*'] }));
    const answer = await roster.app.request('/roster/v1/roles', { headers: { authorization: `Bearer ${key}` } });
    const { items } = (await answer.json()) as { items: { id: string; permissions: string[] }[] };
    const leads = items.find(({ permissions }) => permissions.includes('organization:manage'))!;
    const works = items.find(({ permissions }) => !permissions.includes('organization:manage'))!;
    for (const [at, name] of people.entries()) await hire(name, [at === 0 ? leads.id : works.id]);
    browser = await chromium.launch(await findChromium());
  });
  after(async () => {
    await browser?.close();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
    await roster?.close();
    if (data) rmSync(data, { recursive: true, force: true });
    host?.remove();
  });

  it('writes one script tag with its fingerprint, and one tag', async () => {
    const integrity = JSON.parse(readFileSync(join(host.installed, 'dist/cdn/integrity.json'), 'utf8')) as Record<
      string,
      string
    >;
    const html = readFileSync(sample('plain/index.html'), 'utf8').replace('INTEGRITY', integrity['roster.min.js']!);
    const script = readFileSync(join(host.installed, 'dist/cdn/roster.min.js'), 'utf8');
    const serve = (text: string): Promise<string> => {
      const app = new Hono();
      app.get('/', (c) => c.html(html));
      app.get('/assets/roster.min.js', (c) => c.body(text, 200, { 'content-type': 'text/javascript' }));
      app.post('/token', async (c) => c.json(await roster.issueToken('acme', { email: admin })));
      app.route('/', roster.app);
      return listen(getRequestListener(app.fetch)).then(({ origin }) => origin);
    };
    await visiting(await serve(script), async (page) => {
      await searches(page);
      // A theme of the package, in the page's own style sheet, light and dark.
      const content = readFileSync(join(host.installed, 'dist/themes/carbon.css'), 'utf8');
      await page.addStyleTag({ content });
      // Colours pass over into each other.
      const looks = (text: string, button: string) =>
        page.waitForFunction((wanted) => {
          const members = document.querySelector('roster-members')!;
          const invite = members.shadowRoot!.querySelector('[part~=invite-button]')!;
          return `${getComputedStyle(members).color} ${getComputedStyle(invite).backgroundColor}` === wanted;
        }, `${text} ${button}`);
      await looks('rgb(22, 22, 22)', 'rgb(15, 98, 254)');
      await page.addStyleTag({ content: ':root { color-scheme: dark }' });
      await looks('rgb(244, 244, 244)', 'rgb(15, 98, 254)');
    });
    // A file that somebody else has changed does not run.
    const changed = await visitor(browser, '');
    await changed.page.goto(await serve(`${script};`));
    await changed.page.waitForLoadState('load');
    assert.equal(await changed.page.evaluate(() => customElements.get('roster-members') === undefined), true);
    assert.match(changed.faults.join('\n'), /integrity/);
    await changed.context.close();
  });

  it('writes the tags in React 19', async () => {
    await visiting(await pageFor(await bundleForPage(sample('react/app.jsx'))), works);
  });

  it('renders them with React on its server, and hydrates them with objects and listeners in place', async () => {
    const module = await bundleForServer(sample('react-ssr'), 'server.jsx');
    const { renderPage } = (await import(pathToFileURL(module).href)) as { renderPage(): string };
    const html = renderPage();
    assert.match(html, /<roster-provider api-url="\/roster"><roster-members page-size="10" query="">/);
    const script = await bundleForPage(sample('react-ssr/client.jsx'));
    await visiting(await pageFor(script, () => html), works);
  });

  it('writes them in a template of Vue 3', async () => {
    await visiting(await pageFor(await bundleForPage(sample('vue/app.js'))), works);
  });

  it('writes them in a component of Svelte 5', async () => {
    await visiting(await pageFor(await bundleForPage(sample('svelte/app.js'))), works);
  });

  it('writes them in a template of Angular 20', async () => {
    await visiting(await pageFor(await bundleForPage(sample('angular/app.ts'))), works);
  });

  it('serves the API and a page under a strict policy with Node alone', async () => {
    const { makeHost } = await load<{ makeHost: MakeHost<Server> }>('hosts/node/server.js');
    const serve = async (asked: () => Promise<string | undefined>): Promise<string> => {
      const server = makeHost(roster, asked).listen(0, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    const origin = await serve(signedIn);
    const { headers } = await fetch(origin);
    assert.match(headers.get('content-security-policy')!, /^default-src 'none'.*trusted-types lit-html$/);
    await visiting(origin, searches);
    await refusesStrangers(serve);
  });

  it('serves the API with Express', async () => {
    const { makeHost } = await load<{ makeHost: MakeHost<RequestListener> }>('hosts/express/server.js');
    const { origin } = await listen(makeHost(roster, signedIn));
    await visiting(origin, searches);
    assert.equal((await fetch(`${origin}/nothing`)).status, 404);
    await refusesStrangers(async (asked) => (await listen(makeHost(roster, asked))).origin);
  });

  it('serves the API with Hono', async () => {
    const { makeHost } = await load<{ makeHost: MakeHost<Hono> }>('hosts/hono/server.js');
    const { origin } = await listen(getRequestListener(makeHost(roster, signedIn).fetch));
    await visiting(origin, searches);
    await refusesStrangers(async (asked) => (await listen(getRequestListener(makeHost(roster, asked).fetch))).origin);
  });

  it('serves the API from route handlers, as Next has them', async () => {
    type Handlers = Record<string, (request: Request) => Promise<Response>>;
    const { rosterRoutes, tokenRoutes } = await load<{
      rosterRoutes: (roster: Roster) => Handlers;
      tokenRoutes: MakeHost<Handlers>;
    }>('hosts/next/route.js');
    const routes = { roster: rosterRoutes(roster), token: tokenRoutes(roster, signedIn) };
    const script = await bundleForPage(sample('vue/app.js'));
    const { origin } = await listen(
      getRequestListener(async (request) => {
        const [, first] = new URL(request.url).pathname.split('/');
        if (first === 'roster' || first === 'token') {
          return (await routes[first][request.method]?.(request)) ?? new Response(null, { status: 405 });
        }
        if (first === 'app.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } });
        const html = '<!doctype html><html lang="en"><title>People</title><main id="app"></main>';
        const body = `${html}<script type="module" src="/app.js"></script>`;
        return new Response(body, { headers: { 'content-type': 'text/html' } });
      }),
    );
    await visiting(origin, works);
    await refusesStrangers(
      async (asked) => (await listen(getRequestListener(tokenRoutes(roster, asked)['POST']!))).origin,
    );
  });

  describe('and signs its people in by itself', () => {
    interface Given {
      api: string;
      key: string;
      origin: string;
      script: string;
      accounts: string[];
    }

    const stranger = 'mallory@acme.example';

    /** A product that exchanges its own session for a token with its key, whatever it is written in. */
    async function exchanges(product: (given: Given) => Promise<RequestListener>): Promise<void> {
      const { origin: api } = await listen(getRequestListener(roster.app.fetch));
      const { origin: assets } = await listen((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
        response.end(readFileSync(join(host.installed, 'dist/cdn/roster.min.js')));
      });
      const { secret } = await roster.createKey('acme', { name: 'Tokens alone', scopes: ['token:issue'] });
      const listener = await product({
        api: `${api}/roster`,
        key: secret,
        origin: elsewhere.origin,
        script: `${assets}/roster.min.js`,
        accounts: [admin, stranger],
      });
      elsewhere.server.removeAllListeners('request').on('request', listener);
      const who = await visitor(browser, elsewhere.origin);
      const signIn = async (email: string): Promise<void> => {
        await who.page.goto(elsewhere.origin);
        await who.page.getByLabel('Address').fill(email);
        await who.page.getByRole('button', { name: 'Sign in' }).click();
      };
      assert.equal((await fetch(`${elsewhere.origin}/token`, { method: 'POST' })).status, 401);
      await signIn(admin);
      await searches(who.page);
      assert.deepEqual(who.faults, []);
      assert.ok(!(await who.page.content()).includes(secret), 'the key is nowhere in the page');
      // Somebody with an account of the product who is no member sees nothing.
      await who.page.getByRole('button', { name: 'Sign out' }).click();
      await signIn(stranger);
      await who.page.getByText('People of Acme').waitFor();
      await who.page
        .locator('roster-members')
        .getByRole('alert')
        .or(who.page.getByText(/sign in|could not|not allowed/i))
        .first()
        .waitFor();
      assert.equal(await row(who.page, 'Ada Lovelace').count(), 0);
      await who.context.close();
    }

    /** A product that is a program of its own: started, and asked in this one's place. */
    async function started(command: string, argv: string[], folder: string, given: Given): Promise<RequestListener> {
      const port = await freePort();
      const child = spawn(
        command,
        argv.map((word) => word.replace('PORT', String(port))),
        {
          cwd: sample(folder),
          stdio: 'ignore',
          env: {
            PATH: process.env['PATH'],
            LANG: 'C.UTF-8',
            HOME: data,
            ROSTER_API: given.api,
            ROSTER_KEY: given.key,
            ROSTER_SCRIPT: given.script,
            ORIGIN: given.origin,
            ACCOUNTS: given.accounts.join(','),
          },
        },
      );
      programs.push(child);
      const address = `http://127.0.0.1:${port}`;
      for (let tries = 0; !(await fetch(address).catch(() => undefined)); tries++) {
        if (tries > 300 || child.exitCode !== null) throw new Error(`${command} does not answer.`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return (request, response) => {
        const { method, url, headers } = request;
        const there = ask(`${address}${url}`, { method, headers }, (answer) => {
          response.writeHead(answer.statusCode!, answer.rawHeaders);
          answer.pipe(response);
        });
        there.on('error', () => response.destroy());
        request.pipe(there);
      };
    }

    const programs: ChildProcess[] = [];
    after(() => programs.forEach((program) => program.kill()));

    it('with Hono, and exchanges that for a token with its key', () =>
      exchanges(async ({ script, accounts, ...given }) => {
        const { makeHost } = await load<{ makeHost(options: object): Hono }>('hosts/own-sign-in/server.js');
        return getRequestListener(makeHost({ ...given, script, people: accounts }).fetch);
      }));

    it('with PHP', () => {
      if (!hasProgram('php')) installDebian('php-cli');
      return exchanges((given) => started('php', ['-S', '127.0.0.1:PORT', 'index.php'], 'php', given));
    });

    it('with Rails', () => {
      if (!hasProgram('rackup')) installDebian('ruby-railties', 'ruby-webrick');
      const argv = ['-s', 'webrick', '-o', '127.0.0.1', '-p', 'PORT', 'config.ru'];
      return exchanges((given) => started('rackup', argv, 'rails', given));
    });
  });

  it('shows people of its own tables, without any of the API', async () => {
    const origin = await pageFor(await bundleForPage(sample('own-tables/app.js')));
    await visiting(origin, async (page, who) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await searches(page);
      assert.deepEqual(
        [...new Set(asked)].filter((path) => path.startsWith('/roster')),
        [],
      );
      await page.getByRole('heading', { name: 'Staff' }).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Invite' }).count(), 0);
      await who.judge('people of a host’s own tables');
    });
  });

  describe('and tests its own data source with checkSource', () => {
    type Staff = new (rows: () => Promise<typeof staff>) => Source;
    let checkSource: typeof CheckSource;
    let StaffSource: Staff;

    before(async () => {
      ({ checkSource } = await load<{ checkSource: typeof CheckSource }>(`${built}/source/check-source.js`));
      ({ StaffSource } = await load<{ StaffSource: Staff }>('hosts/own-tables/source.js'));
    });

    /** The sample with one method done otherwise. */
    function broken(change: Partial<Source>): Source {
      return Object.assign(new StaffSource(async () => staff), change);
    }

    it('hears nothing of the sample, with people in it or without', async () => {
      assert.deepEqual(await checkSource(new StaffSource(async () => staff)), []);
      assert.deepEqual(await checkSource(new StaffSource(async () => [])), []);
    });

    it('hears nothing of the API over HTTP, invitations included', async () => {
      const { httpSource } = await load<{ httpSource: typeof HttpSourceOf }>(`${built}/source/http-source.js`);
      const { origin } = await listen(getRequestListener(roster.app.fetch));
      const { token } = await roster.issueToken('acme', { email: admin });
      const source = httpSource({ apiUrl: `${origin}/roster`, token });
      assert.deepEqual(await checkSource(source, { invite: 'checked@acme.example' }), []);
    });

    const right = (): Source => new StaffSource(async () => staff);
    const mistakes: { what: string; change: () => Partial<Source>; finding: RegExp }[] = [
      {
        what: 'a total of one page alone',
        change: () => ({ members: async (query) => ({ ...(await right().members(query)), total: 2 }) }),
        finding: /says 2 in total, and its pages have 6/,
      },
      {
        what: 'a cursor that it does not read',
        change: () => ({ members: (query) => right().members({ ...query, cursor: '0' }) }),
        finding: /the same person on two pages/,
      },
      {
        what: 'a search that finds everybody',
        change: () => ({ members: (query) => right().members({ ...query, query: '' }) }),
        finding: /whose name and address do not match/,
      },
      {
        what: 'an order that is always the same',
        change: () => ({ members: (query) => right().members({ ...query, sort: 'email' }) }),
        finding: /not the reverse/,
      },
      {
        what: 'a refusal that is no SourceError',
        change: () => ({
          member: async (id) => (id === 'mem_100' ? right().member(id) : Promise.reject(new Error('no row'))),
        }),
        finding: /no SourceError: Error: no row/,
      },
      {
        what: 'a refusal without a reason',
        change: () => ({
          members: async (query) => {
            const answer = await right().members(query);
            for (const { can } of answer.items) Object.assign(can, { remove: false });
            return answer;
          },
        }),
        finding: /can\.remove of .* is neither true nor/,
      },
      {
        what: 'an offer of what it cannot do',
        change: () => ({
          capabilities: async () => {
            const answer = await right().capabilities();
            answer.caller.can['member:invite'] = true;
            return answer;
          },
        }),
        finding: /left out, though the caller has member:invite/,
      },
    ];
    for (const { what, change, finding } of mistakes) {
      it(`hears of ${what}`, async () => {
        const findings = await checkSource(broken(change()));
        assert.match(findings.map(({ method, problem }) => `${method}: ${problem}`).join('\n'), finding);
      });
    }
  });
});
