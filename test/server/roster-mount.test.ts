import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { sql } from 'drizzle-orm';
import { toId } from '../../server/contract/index.ts';
import { createRoster, type Mailer, type OutgoingMail, type RosterOptions } from '../../server/index.ts';
import { given } from '../support/given.ts';
import { inviteOne } from '../support/invite.ts';
import { givenLogin, givenSite, password, secret } from '../support/site.ts';

describe('a host that mounts Roster', () => {
  it('in its own Hono application: everything below the path of the public address, and nothing beside it', async () => {
    const world = await given();
    const { roster } = await givenSite(world, { url: 'https://app.example/people/roster', jobs: false });
    const host = new Hono();
    host.get('/', (c) => c.text('the host'));
    host.route('/', roster.app);
    const status = async (path: string): Promise<number> => (await host.request(`https://app.example${path}`)).status;
    assert.equal(await status('/people/roster/sign-in'), 200);
    assert.equal(await status('/people/roster/v1/capabilities'), 401);
    assert.equal(await status('/people/roster/openapi.json'), 200);
    assert.equal(await status('/healthz'), 200);
    assert.equal(await status('/readyz'), 200);
    assert.equal(await status('/roster/sign-in'), 404);
    assert.equal(await status('/dev/mail'), 404, 'the mailbox is for the developer’s own machine');
    assert.equal(await (await host.request('https://app.example/')).text(), 'the host');
  });

  it('in a plain Node server, by its fetch', async () => {
    const world = await given();
    const { roster } = await givenSite(world, { jobs: false });
    const server = createServer(getRequestListener(roster.app.fetch)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const page = await fetch(`http://127.0.0.1:${port}/roster/sign-in`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<h1>Sign in<\/h1>/);
    const style = await fetch(`http://127.0.0.1:${port}/roster/pages.css`);
    assert.equal(style.headers.get('content-type'), 'text/css; charset=utf-8');
    server.close();
  });

  it('signs people in by itself: the pages are gone, and tokens are made in process', async () => {
    const world = await given();
    const { roster } = await givenSite(world, { signIn: false, jobs: false });
    assert.equal((await roster.app.request('/roster/sign-in')).status, 404);
    const { token, expiresAt } = await roster.issueToken(world.slug, { email: world.email('admin') });
    const minutes = (Date.parse(expiresAt) - Date.now()) / 60_000;
    assert.ok(minutes > 9 && minutes < 11);
    const mine = await roster.app.request('/roster/v1/capabilities', { headers: { authorization: `Bearer ${token}` } });
    assert.equal(mine.status, 200);
    const byIds = await roster.issueToken(toId('org', world.organizationId), {
      member: toId('mem', world.uuid('admin')),
    });
    assert.match(byIds.token, /^wt_/);
    await assert.rejects(roster.issueToken(world.slug, { member: world.uuid('admin') }), /Not found/);
    const whom = { email: world.email('admin') };
    for (const narrowed of [{ scopes: ['bad scope'] }, { origin: 'nope' }, { origin: 'https://app.example/' }])
      await assert.rejects(roster.issueToken(world.slug, { ...whom, ...narrowed }), { code: 'invalid' });
    for (const name of ['', '  ', 'x'.repeat(121), 'two\nlines'])
      await assert.rejects(roster.createKey(world.slug, { name, scopes: ['*'] }), { code: 'invalid' });
    for (const scopes of [[], ['memberread']])
      await assert.rejects(roster.createKey(world.slug, { name: 'Wrong', scopes }), { code: 'invalid' });
    await assert.rejects(roster.issueToken('nowhere', { email: 'a@b.example' }), /There is no organization nowhere/);
  });

  it('learns who is signed in by the built-in pages, and of a temporary password only when it is changed', async () => {
    const world = await given({ people: { admin: { roles: ['admin'] }, tim: {} } });
    await givenLogin(world, 'admin');
    await givenLogin(world, 'tim', { temporaryUntil: new Date(Date.now() + 60_000) });
    const site = await givenSite(world, { signIn: { after: 'https://app.example/{organization}/start' } });
    const who = async (person: string) => {
      const visitor = site.visitor();
      await visitor.visit('sign-in');
      const { location, headers } = await visitor.send({ email: world.email(person), password }, { follow: false });
      const request = new Request('http://localhost/', {
        headers: { cookie: `a=b; roster-session=${visitor.session}` },
      });
      return { location, policy: headers.get('content-security-policy'), person: await site.roster.signedIn(request) };
    };
    const admin = await who('admin');
    assert.equal(admin.person?.email, world.email('admin'));
    assert.equal(admin.location, `https://app.example/${world.slug}/start`);
    assert.match(
      admin.policy ?? '',
      /form-action 'self' https:\/\/app\.example;/,
      'browsers would not follow otherwise',
    );
    assert.equal((await who('tim')).person, undefined);
    assert.equal(await site.roster.signedIn(new Request('http://localhost/')), undefined);
  });

  it('carries mail with its own mailer and words, and a process without jobs leaves it to others', async () => {
    const world = await given();
    const sent: OutgoingMail[] = [];
    const mailer: Mailer = { send: async (mail) => void sent.push(mail), close: async () => {} };
    const invitation = ({ link }: { link: string }) => ({ subject: 'Come in', text: link, html: link });
    const quiet = await givenSite(world, { jobs: false, mailer });
    await inviteOne(world, 'bob@default.example');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(sent.length, 0);
    assert.equal(quiet.roster.mailbox, undefined);
    await givenSite(world, { mailer, mail: { from: 'hello@app.example', templates: { invitation } } });
    for (let i = 0; i < 200 && sent.length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(
      [sent[0]?.subject, sent[0]?.from.address, sent[0]?.to.address],
      ['Come in', 'hello@app.example', 'bob@default.example'],
    );
  });

  it('is told at once what cannot work', async () => {
    const world = await given();
    const { database } = world;
    const refused = (options: Partial<RosterOptions>, words: RegExp): Promise<void> =>
      assert.rejects(createRoster({ database, secret, url: 'https://app.example', log: () => {}, ...options }), words);
    await refused({ url: 'app.example/roster' }, /url must be an address/);
    await refused({ url: 'https://app.example/?a=b' }, /url must be an address/);
    await refused({ secret: 'short' }, /at least 32/);
    await assert.rejects(createRoster({ database, url: 'https://app.example' }), /needs a secret/);
    await refused({ trustedProxies: ['my-proxy'], jobs: false }, /neither an address nor a network/);
    await refused({ allowedOrigins: ['https://app.example/x'], jobs: false }, /not an origin/);
  });

  it('keeps a database of its own open, and is not ready while it ends', async () => {
    const world = await given();
    const site = await givenSite(world);
    await site.roster.close();
    assert.equal((await site.roster.app.request('/readyz')).status, 503);
    assert.equal((await site.roster.app.request('/healthz')).status, 200);
    const [row] = await world.database.withNobody((tx) => tx.execute<{ one: number }>(sql`select 1 as one`));
    assert.equal(row?.one, 1);
  });
});
