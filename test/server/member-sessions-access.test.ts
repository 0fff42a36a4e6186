import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { toId } from '../../server/contract/index.ts';
import { nameDevice } from '../../server/domain/sessions/name-device.ts';
import { findPlaces } from '../../server/domain/sessions/find-places.ts';
import { clientOf, given, rowsOf, type Client, type World } from '../support/given.ts';
import { givenLogin, givenSite, otherPassword, type Site, type Visitor } from '../support/site.ts';

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

/** Admin, somebody below them, somebody who looks after members and is no admin. */
async function givenTeam(): Promise<World> {
  return given({
    preset: 'directory',
    people: {
      ada: { roles: ['administrator'] },
      bob: { roles: ['viewer'] },
      sue: { status: 'suspended', roles: ['viewer'] },
      ivo: { status: 'invited', roles: ['viewer'] },
      nil: {},
    },
  });
}

/** Asks the API as the visitor's own page does, changes included. */
function pageOf(site: Site, visitor: Visitor): Client {
  const client = clientOf(site.roster.app as never, async () => undefined);
  const cookie = (): string => [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const send = async (method: string, path: string) => {
    const response = await visitor.request(`/roster/v1${path}`, {
      method,
      headers: { 'sec-fetch-site': 'same-origin', cookie: cookie() },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: text ? JSON.parse(text) : {} };
  };
  return { ...client, get: (path) => send('GET', path), delete: (path) => send('DELETE', path) };
}

const actions = (world: World) =>
  rowsOf<{ action: string; changes: Record<string, unknown> }>(
    world,
    sql`select action, changes from roster.audit order by seq`,
  );

describe('the places where a member is signed in', () => {
  it('D-05 an admin reads device, place and last use, and never the address or the token', async () => {
    const world = await givenTeam();
    await givenLogin(world, 'bob');
    const site = await givenSite(world, {
      places: (address) => (address === '192.0.2.1' ? 'Graz, Austria' : undefined),
    });
    const bob = site.visitor();
    await bob.signIn(world.email('bob'));
    const away = site.visitor({ address: '203.0.113.9' });
    await away.signIn(world.email('bob'));
    await world.given.ownerSql.unsafe(
      `update roster.sessions set user_agent = '${phone}', last_used_at = now() - interval '2 hours' where address = '203.0.113.9'`,
    );
    const ada = clientOf(site.roster.app as never, () => world.token('ada'));
    const { status, body, text } = await ada.get(`/members/${world.id('bob')}/sessions`);
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.items.map(({ device, place, current }: Record<string, unknown>) => ({ device, place, current })),
      [
        { device: 'Unknown device', place: 'Graz, Austria', current: false },
        { device: 'Safari on iPhone', place: null, current: false },
      ],
    );
    assert.ok(Date.now() - Date.parse(body.items[1].lastUsedAt) > 3_600_000);
    for (const secret of ['192.0.2.1', '203.0.113.9', bob.session!, 'Mozilla'])
      assert.ok(!text.includes(secret), secret);
    const own = await pageOf(site, bob).get(`/members/${world.id('bob')}/sessions`);
    assert.deepEqual(
      own.body.items.map(({ current }: { current: boolean }) => current),
      [true, false],
      'a person sees their own without a permission, and which one this is',
    );
  });

  it('D-05 a session that an admin ends is refused on its very next request, and the others go on', async () => {
    const world = await givenTeam();
    await givenLogin(world, 'bob');
    const site = await givenSite(world);
    const [first, second] = [site.visitor(), site.visitor()];
    await first.signIn(world.email('bob'));
    await second.signIn(world.email('bob'));
    const list = async () => (await world.as('ada').get(`/members/${world.id('bob')}/sessions`)).body.items;
    const own = await pageOf(site, first).get(`/members/${world.id('bob')}/sessions`);
    const { id } = own.body.items.find(({ current }: { current: boolean }) => current);
    assert.equal((await first.api('/capabilities')).status, 200);
    assert.equal((await world.as('ada').delete(`/members/${world.id('bob')}/sessions/${id}`)).status, 204);
    assert.equal((await first.api('/capabilities')).status, 401);
    assert.equal((await first.visit('home', { follow: false })).location, 'sign-in', 'nor do the pages let it in');
    assert.equal((await second.api('/capabilities')).status, 200);
    assert.equal((await list()).length, 1);
    assert.equal((await world.as('ada').delete(`/members/${world.id('bob')}/sessions/${id}`)).status, 404, 'once');
    assert.deepEqual(await actions(world), [{ action: 'member.session_ended', changes: { session: id } }]);
  });

  it('D-05 ending all ends every session and every widget token of the person, and nobody else’s', async () => {
    const world = await givenTeam();
    await givenLogin(world, 'bob');
    await givenLogin(world, 'ada');
    const site = await givenSite(world);
    const [first, second, admin] = [site.visitor(), site.visitor(), site.visitor()];
    for (const [visitor, who] of [
      [first, 'bob'],
      [second, 'bob'],
      [admin, 'ada'],
    ] as const)
      await visitor.signIn(world.email(who));
    const widget = world.as('bob');
    assert.equal((await widget.get('/capabilities')).status, 200);
    assert.equal((await pageOf(site, first).delete(`/members/${world.id('bob')}/sessions`)).status, 204);
    for (const visitor of [first, second]) assert.equal((await visitor.api('/capabilities')).status, 401);
    assert.equal((await widget.get('/capabilities')).status, 401);
    assert.equal((await admin.api('/capabilities')).status, 200);
    assert.equal((await world.as('ada').delete(`/members/${world.id('bob')}/sessions`)).status, 204, 'nothing is left');
    assert.deepEqual(
      (await actions(world)).map(({ action }) => action),
      ['member.sessions_ended'],
    );
  });

  it('without the permission nobody sees or ends another’s, nor one’s own with a token that was narrowed', async () => {
    const world = await givenTeam();
    const account = await givenLogin(world, 'ada');
    const site = await givenSite(world);
    const admin = site.visitor();
    await admin.signIn(world.email('ada'));
    const session = (await pageOf(site, admin).get(`/members/${world.id('ada')}/sessions`)).body.items[0].id;
    for (const client of [world.as('bob'), world.key('member:read'), world.as('ada', { scopes: ['member:read'] })]) {
      for (const reply of [
        await client.get(`/members/${world.id('ada')}/sessions`),
        await client.delete(`/members/${world.id('ada')}/sessions`),
        await client.delete(`/members/${world.id('ada')}/sessions/${session}`),
      ]) {
        assert.deepEqual([reply.status, reply.body.permission], [403, 'member:sessions']);
      }
    }
    const own = `/members/${world.id('nil')}/sessions`;
    assert.equal((await world.as('nil').get(own)).status, 200);
    const narrow = await world.as('nil', { scopes: ['member:read'] }).get(own);
    assert.deepEqual([narrow.status, narrow.body.code], [403, 'forbidden'], 'who holds nothing is above nobody');
    const unknown = `/members/${toId('mem', world.services.newUuid())}/sessions`;
    assert.equal((await world.as('bob').get(unknown)).status, 403, 'nor learns who there is');
    const helper = await world.key('member:sessions').delete(`/members/${world.id('ada')}/sessions`);
    assert.equal(helper.body.code, 'privilege_escalation', 'nor those of somebody above');
    assert.equal((await admin.api('/capabilities')).status, 200);
    assert.equal((await world.as('ada').get(`/members/${world.id('ivo')}/sessions`)).status, 422);
    // A session of somebody else, named under a person one may look after.
    await givenLogin(world, 'bob');
    assert.equal((await world.as('ada').delete(`/members/${world.id('bob')}/sessions/${session}`)).status, 404);
    const rows = await world.database.withAccount(account, (tx) =>
      tx.execute(sql`select 1 from roster.sessions where ended_at is null`),
    );
    assert.equal(rows.length, 1);
  });

  it('what `can` says of sessions is what the routes do', async () => {
    const world = await givenTeam();
    for (const [who, whom, status] of [
      ['ada', 'bob', 200],
      ['bob', 'bob', 200],
      ['bob', 'ada', 403],
      ['ada', 'ivo', 422],
      ['ada', 'sue', 200],
    ] as const) {
      const client = world.as(who);
      const { body } = await client.get(`/members/${world.id(whom)}`);
      const reply = await client.get(`/members/${world.id(whom)}/sessions`);
      assert.equal(reply.status, status, `${who} of ${whom}`);
      if (body.member) assert.equal(body.member.can.sessions === true, status === 200, `${who} of ${whom}`);
      if (status !== 200 && body.member) assert.equal(body.member.can.sessions.code, reply.body.code);
    }
  });

  it('a person of two organizations is seen by both, and signed out of both by either', async () => {
    const world = await givenTeam();
    const other = await world.another({
      preset: 'directory',
      slug: 'other',
      people: { eve: { roles: ['administrator'] }, bob: {} },
    });
    const account = await givenLogin(world, 'bob');
    await other.inTenant(({ tx, organizationId }) =>
      tx.execute(
        sql`update roster.members set account_id = ${account} where organization_id = ${organizationId} and id = ${other.uuid('bob')}`,
      ),
    );
    const site = await givenSite(world);
    const bob = site.visitor();
    await bob.signIn(world.email('bob'));
    const seen = (await other.as('eve').get(`/members/${other.id('bob')}/sessions`)).body.items;
    assert.equal(seen.length, 1);
    assert.equal((await other.as('eve').get(`/members/${world.id('bob')}/sessions`)).status, 404);
    assert.equal((await other.as('eve').delete(`/members/${world.id('bob')}/sessions/${seen[0].id}`)).status, 404);
    assert.equal(
      (
        await bob.request('/roster/v1/capabilities', {
          headers: { 'sec-fetch-site': 'same-origin', 'roster-organization': 'directory' },
        })
      ).status,
      200,
    );
    assert.equal((await other.as('eve').delete(`/members/${other.id('bob')}/sessions`)).status, 204);
    assert.equal(
      (
        await bob.request('/roster/v1/capabilities', {
          headers: { 'sec-fetch-site': 'same-origin', 'roster-organization': 'directory' },
        })
      ).status,
      401,
    );
  });

  it('S-16 a session that is used all the time is written to once a minute', async () => {
    const world = await givenTeam();
    const account = await givenLogin(world, 'bob');
    const site = await givenSite(world);
    const bob = site.visitor();
    await bob.signIn(world.email('bob'));
    await world.given.ownerSql.unsafe(`update roster.sessions set last_used_at = now() - interval '5 minutes'`);
    const writes = async (): Promise<string> => {
      const [row] = await world.database.withAccount(account, (tx) =>
        tx.execute<{ at: string }>(sql`select xmin::text as at from roster.sessions`),
      );
      return row!.at;
    };
    const before = await writes();
    await bob.api('/capabilities');
    const after = await writes();
    assert.notEqual(after, before);
    for (let i = 0; i < 10; i++) await bob.api('/capabilities');
    assert.equal(await writes(), after);
  });

  it('names common devices, and repeats nothing else of what somebody sends', () => {
    const names = (agent: string | null) => nameDevice(agent).device;
    assert.equal(
      names(
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0',
      ),
      'Edge on Windows',
    );
    assert.equal(names('Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'), 'Firefox on Linux');
    assert.equal(
      names(
        'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36',
      ),
      'Chrome on Android',
    );
    assert.equal(names('curl/8.5.0'), 'curl');
    for (const odd of ['', null, '<script>alert(1)</script>', 'Mozilla/5.0', '\u202egpj.exe', '=HYPERLINK("x")'])
      assert.equal(names(odd), 'Unknown device');
  });

  it('a database of places that fails or sleeps costs the place and nothing else', async () => {
    const began = performance.now();
    const places = await findPlaces(
      (address) => {
        if (address === 'a') throw new Error('broken');
        if (address === 'b') return new Promise(() => {});
        return address === 'c' ? 'Graz' : undefined;
      },
      ['a', 'b', 'c', 'c', 'd'],
    );
    assert.deepEqual([...places], [['c', 'Graz']]);
    assert.ok(performance.now() - began < 3_000);
  });
});

describe('an admin who sends a member the message to choose a new password', () => {
  const linkOf = async (site: Site, email: string): Promise<string> => {
    for (let i = 0; i < 300; i++) {
      const mail = site.roster.mailbox?.mails().find(({ to }) => to.address === email);
      const link = /http:\/\/localhost\/roster\/(reset\?token=\S+)/.exec(mail?.text ?? '')?.[1];
      if (link) return link;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`No mail came to ${email}.`);
  };

  it('D-09 the person gets the mail, chooses a password, and signs in with it; the admin sees no link', async () => {
    const world = await givenTeam();
    await givenLogin(world, 'bob');
    const site = await givenSite(world);
    const ada = clientOf(site.roster.app as never, () => world.token('ada'));
    const reply = await ada.post(`/members/${world.id('bob')}/password-reset`);
    assert.deepEqual([reply.status, reply.text], [204, '']);
    const link = await linkOf(site, world.email('bob'));
    const bob = site.visitor();
    await bob.visit(link);
    assert.match((await bob.send({ password: otherPassword })).text, /Your password is changed/);
    assert.equal((await bob.signIn(world.email('bob'), otherPassword)).at, '/roster/home');
    const [row] = await actions(world);
    assert.deepEqual(row, { action: 'member.password_reset_sent', changes: {} });
    assert.ok(!JSON.stringify(await rowsOf(world, sql`select * from roster.audit`)).includes('rst_'));
  });

  it('D-09 is told why not: single sign-on, suspended, invited, signed in by the host, above oneself', async () => {
    const world = await givenTeam();
    for (const who of ['bob', 'sue', 'ada']) await givenLogin(world, who);
    const ada = world.as('ada');
    const why = async (person: string, client = ada) => {
      const { status, body } = await client.post(`/members/${world.id(person)}/password-reset`);
      return [status, body.code, body.detail];
    };
    assert.deepEqual(await why('sue'), [422, 'invalid', 'Only an active member has a password.']);
    assert.deepEqual(await why('ivo'), [422, 'invalid', 'Only an active member has a password.']);
    assert.equal((await why('ada', world.key('member:password')))[1], 'privilege_escalation');
    assert.equal((await why('ada', world.as('bob')))[1], 'forbidden');
    await world.given.ownerSql.unsafe(`update roster.members set account_id = null where id = '${world.uuid('bob')}'`);
    assert.match(String((await why('bob'))[2]), /host product/);
    await world.given.ownerSql.unsafe(`update roster.organizations set single_sign_on = true`);
    assert.deepEqual((await why('bob')).slice(0, 2), [403, 'forbidden']);
    assert.match(String((await why('bob'))[2]), /signs in elsewhere/);
    assert.deepEqual(await rowsOf(world, sql`select 1 from roster.outbox`), []);
  });

  it('INV-35, D-09 one mailbox gets five of these an hour, whoever asks: admins of two organizations, or the sign-in page', async () => {
    const world = await givenTeam();
    const account = await givenLogin(world, 'bob');
    const other = await world.another({
      preset: 'directory',
      slug: 'other',
      people: { eve: { roles: ['administrator'] }, bob: {} },
    });
    await other.inTenant(({ tx, organizationId }) =>
      tx.execute(
        sql`update roster.members set account_id = ${account} where organization_id = ${organizationId} and id = ${other.uuid('bob')}`,
      ),
    );
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const [from, admin] = i % 2 ? ([other, 'eve'] as const) : ([world, 'ada'] as const);
      const reply = await from.as(admin).post(`/members/${from.id('bob')}/password-reset`);
      statuses.push(reply.status);
      if (reply.status === 429) assert.ok(Number(reply.headers.get('retry-after')) > 3000);
    }
    assert.deepEqual(statuses, [204, 204, 204, 204, 204, 429]);
    const site = await givenSite(world, { jobs: false });
    const visitor = site.visitor();
    await visitor.visit('forgot');
    assert.equal((await visitor.send({ email: world.email('bob') })).status, 200, 'who asks is told nothing');
    await site.roster.close();
    const sent = [
      ...(await rowsOf(world, sql`select 1 from roster.outbox`)),
      ...(await rowsOf(other, sql`select 1 from roster.outbox`)),
    ];
    assert.equal(sent.length, 5);
  });
});
