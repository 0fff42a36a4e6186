import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import * as tables from '../../server/db/schema.ts';
import { startSession } from '../../server/domain/sessions/start-session.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { clientOf, given, read, type Client, type World } from '../support/given.ts';

const host = 'https://app.example';
const own = 'http://localhost';
let world: World;
before(async () => {
  world = await given({
    preset: 'directory',
    allowedOrigins: [host, 'https://other.example'],
    people: {
      ada: { roles: ['administrator'] },
      bob: { roles: ['viewer'], externalId: 'host-7' },
      eve: { status: 'suspended', roles: ['administrator'] },
      ivo: { status: 'invited', roles: ['viewer'] },
    },
  });
});

/** A person signed in with the built-in pages, as their browser asks. */
async function signedIn(person: string, where: World = world): Promise<{ client: Client; accountId: string }> {
  const accountId = newUuid();
  const cookie = await where.database.withAccount(accountId, async (tx) => {
    await tx.insert(tables.accounts).values({ id: accountId, email: `${accountId}@example.org` });
    return startSession(tx, where.services.secrets, { accountId, id: newUuid(), life: 3600 });
  });
  await where.inTenant(({ tx, organizationId }) =>
    tx.execute(
      sql`update roster.members set account_id = ${accountId} where organization_id = ${organizationId} and id = ${where.uuid(person)}`,
    ),
  );
  const client = clientOf(where.app, async () => undefined);
  return {
    accountId,
    client: {
      ...client,
      request: (path, init = {}) =>
        client.request(path, { ...init, headers: { cookie: `theme=dark; roster-session=${cookie}`, ...init.headers } }),
    },
  };
}

describe('widget tokens', () => {
  test('a host’s server asks for a token by id, by its own id, or by address, and gets ten minutes', async () => {
    const key = world.key('token:issue');
    for (const who of [{ member: world.id('bob') }, { externalId: 'host-7' }, { email: 'BOB@directory.Example' }]) {
      const { status, body } = await key.post('/tokens', who);
      assert.equal(status, 201, JSON.stringify(who));
      const minutes = (Date.parse(body.expiresAt) - Date.now()) / 60_000;
      assert.ok(minutes > 9 && minutes <= 10.1);
      const bob = clientOf(world.app, async () => body.token);
      assert.equal((await bob.get('/capabilities')).body.caller.member, world.id('bob'));
    }
  });

  test('SES-28: nobody gets a token for somebody who may not come in', async () => {
    const key = world.key('token:issue');
    assert.equal((await key.post('/tokens', { member: world.id('eve') })).status, 403);
    assert.equal((await key.post('/tokens', { member: world.id('ivo') })).status, 403);
    assert.equal((await key.post('/tokens', { email: 'nobody@directory.example' })).status, 404);
    assert.equal((await key.post('/tokens', {})).status, 422);
    assert.equal((await key.post('/tokens', { member: world.id('bob'), externalId: 'host-7' })).status, 422);
    assert.equal(
      (await key.post('/tokens', { member: world.id('bob'), origin: 'https://app.example/page' })).status,
      422,
    );
    assert.equal((await world.as('ada').post('/tokens', { member: world.id('bob') })).body.permission, 'token:issue');
  });

  test('INV-23: a token’s scopes narrow what its member can do', async () => {
    const narrow = world.as('ada', { scopes: ['member:read'] });
    assert.deepEqual((await narrow.get('/capabilities')).body.caller.permissions, ['member:read']);
    assert.equal((await narrow.get('/members')).status, 200);
    assert.equal((await narrow.get('/keys')).body.permission, 'organization:manage');
    const wider = world.as('bob', { scopes: ['organization:manage', '*'] });
    assert.equal((await wider.get('/keys')).status, 403, 'no scope adds what the member does not hold');
  });

  test('SES-10: what was taken away is gone with the next request', async () => {
    const second = await given({
      preset: 'directory',
      people: { ada: { roles: ['administrator'] }, bob: { roles: ['administrator'] } },
    });
    const bob = second.as('bob');
    const key = second.key('*');
    assert.equal((await bob.get('/members')).status, 200);
    await second.given.ownerSql.unsafe(`delete from roster.member_roles where member_id = '${second.uuid('bob')}'`);
    assert.equal((await bob.get('/members')).status, 403, 'the role');
    await second.given.ownerSql.unsafe(
      `update roster.members set suspended_at = now() where id = '${second.uuid('bob')}'`,
    );
    assert.equal((await bob.get('/capabilities')).status, 401, 'the membership');
    assert.equal((await key.get('/members')).status, 200);
    await second.given.ownerSql.unsafe(`update roster.organizations set suspended_at = now()`);
    assert.equal((await key.get('/members')).status, 401, 'the organization');
    assert.equal((await second.as('ada').get('/capabilities')).status, 401);
  });

  test('SES-18: a token of one page’s origin is refused from any other, and from none', async () => {
    const bob = world.as('bob', { origin: host });
    assert.equal((await bob.get('/capabilities', { origin: host })).status, 200);
    for (const headers of [
      {},
      { origin: 'https://other.example' },
      { origin: 'null' },
      { origin: own },
      { cookie: 'roster-session=x' },
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'https://app.example:8443' },
    ] as Record<string, string>[]) {
      assert.equal((await bob.get('/capabilities', headers)).status, 403, JSON.stringify(headers));
    }
    const page = world.as('bob', { origin: own });
    assert.equal((await page.get('/capabilities', { 'sec-fetch-site': 'same-origin' })).status, 200, 'our own page');
  });

  test('SES-21: pages of origins that are not on the list get nothing, and the list is compared whole', async () => {
    const bob = world.as('bob');
    for (const origin of [
      `${host}.evil.io`,
      'https://evilapp.example',
      'null',
      'http://app.example',
      'https://APP.example',
      `${host}/`,
    ]) {
      const reply = await bob.get('/capabilities', { origin });
      assert.equal(reply.status, 403, origin);
      assert.equal(reply.headers.get('access-control-allow-origin'), null);
      assert.match(reply.headers.get('vary') ?? '', /Origin/);
      const asked = await world.nobody.request('/v1/members', { method: 'OPTIONS', headers: { origin } });
      assert.equal(asked.headers.get('access-control-allow-origin'), null);
    }
    const reply = await bob.get('/capabilities', { origin: host });
    assert.equal(reply.headers.get('access-control-allow-origin'), host);
    assert.equal(reply.headers.get('access-control-allow-credentials'), null);
    const asked = await world.nobody.request('/v1/members', { method: 'OPTIONS', headers: { origin: host } });
    assert.equal(asked.status, 204);
    assert.match(asked.headers.get('access-control-allow-headers') ?? '', /idempotency-key/);
    const refused = await world.nobody.get('/members', { origin: host });
    assert.equal(refused.headers.get('access-control-allow-origin'), host, 'so that the page can read what went wrong');
  });
});

describe('credentials', () => {
  test('SES-15: whatever stands in Authorization and is no credential is a 401', async () => {
    const token = await world.token('ada');
    for (const authorization of [
      'Bearer %',
      'Bearer',
      'Bearer ',
      `Bearer ${'a'.repeat(100_000)}`,
      `Basic ${btoa('ada:secret')}`,
      token,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token}x`,
      `Bearer wt_${'0'.repeat(32)}${'a'.repeat(43)}`,
      `Bearer ${token.replace('wt_', 'rk_')}`,
    ]) {
      const reply = await world.nobody.get('/members', { authorization });
      assert.equal(reply.status, 401, authorization.slice(0, 60));
      assert.equal(reply.headers.get('www-authenticate'), 'Bearer');
    }
    assert.equal((await world.nobody.get('/members')).status, 401);
    assert.equal((await world.nobody.get('/members', { authorization: `bearer ${token}` })).status, 200);
  });

  test('SES-19: a credential in an address is refused, and never reaches the log', async () => {
    const token = await world.token('ada');
    const secret = await world.keySecret('*');
    for (const query of [`token=${token}`, `access_token=${token}`, `query=${secret}`, 'token=x']) {
      assert.equal((await world.as('ada').get(`/members?${query}`)).status, 401, query);
    }
    await world.as('ada').get('/members?query=lovelace');
    const log = JSON.stringify(world.log);
    for (const word of [token, secret, 'lovelace', '@directory.example']) assert.ok(!log.includes(word), word);
    const line = world.log.findLast(({ event }) => event === 'request')!.fields;
    assert.equal(line['route'], '/members');
    assert.equal(line['actorId'], world.uuid('ada'));
    assert.equal(line['organizationId'], world.organizationId);
  });

  test('D-10: a program gets a key with scopes, sees it once, and loses it when it is revoked', async () => {
    const ada = world.as('ada');
    const made = await ada.post('/keys', { name: 'CRM', scopes: ['member:read'] });
    assert.equal(made.status, 201);
    const program = clientOf(world.app, async () => made.body.secret);
    assert.equal((await program.get('/members')).status, 200);
    assert.equal((await program.get('/keys')).status, 403);
    assert.equal((await program.get('/capabilities')).body.caller.member, null);
    const listed = await ada.get('/keys');
    assert.ok(listed.body.items.some(({ name }: { name: string }) => name === 'CRM'));
    assert.ok(!listed.text.includes(made.body.secret));
    assert.equal((await ada.delete(`/keys/${made.body.key.id}`)).status, 204);
    assert.equal((await program.get('/members')).status, 401);
    assert.equal((await ada.delete(`/keys/${made.body.key.id}`)).status, 404);
  });

  test('an API key that comes from a host’s page is refused, allowed origin or not', async () => {
    for (const [origin, status] of [
      [host, 403],
      ['https://evil.example', 403],
      [own, 200],
    ] as const) {
      assert.equal((await world.key('member:read').get('/members', { origin })).status, status, origin);
    }
  });

  test('ROL-08: nobody makes a key that can more than they can', async () => {
    assert.equal((await world.as('bob').post('/keys', { name: 'x', scopes: ['member:read'] })).status, 403);
    for (const scope of ['*', 'billing:manage']) {
      const reply = await world.as('ada').post('/keys', { name: 'x', scopes: [scope] });
      assert.equal(reply.body.code, 'privilege_escalation', scope);
    }
  });
});

describe('the session of the built-in sign-in', () => {
  const read_ = { 'sec-fetch-site': 'same-origin' };
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'x', scopes: ['member:read'] });

  test('SES-22: only pages of this server change anything with it, and only in JSON', async () => {
    const { client } = await signedIn('ada');
    const post = (headers: Record<string, string>, what: BodyInit = body): Promise<Response> =>
      client.request('/v1/keys', { method: 'POST', headers, body: what });
    assert.equal((await post({ ...json, origin: own })).status, 201);
    assert.equal((await post({ ...json, ...read_, origin: own })).status, 201);
    for (const headers of [
      json,
      { ...json, origin: 'https://evil.example' },
      { ...json, origin: host },
      { ...json, origin: 'null' },
      { ...json, 'sec-fetch-site': 'cross-site' },
      { ...json, 'sec-fetch-site': 'same-site', origin: 'http://sub.localhost' },
      { ...json, 'sec-fetch-site': 'none' },
    ] as Record<string, string>[]) {
      assert.equal((await post(headers)).status, 403, JSON.stringify(headers));
    }
    assert.equal((await post({ 'content-type': 'text/plain', ...read_ })).status, 415);
    assert.equal((await post(read_, new Blob([body]))).status, 415);
    assert.equal((await post({ ...read_, 'content-type': 'application/x-www-form-urlencoded' }, 'name=x')).status, 415);
    assert.equal((await client.request('/v1/members', { headers: { 'sec-fetch-site': 'cross-site' } })).status, 403);
    assert.equal((await client.request('/v1/members', { headers: read_ })).status, 200);
  });

  test('somebody in two organizations says which, and one that is not theirs tells them nothing', async () => {
    const { client, accountId } = await signedIn('ada');
    const second = await world.another({ preset: 'spectra', people: { ada: { roles: ['org-admin'] } } });
    const third = await world.another({ preset: 'insights', people: { max: { roles: ['admin'] } } });
    const asked = async (organization?: string) =>
      read(
        await client.request('/v1/capabilities', {
          headers: { ...read_, ...(organization && { 'roster-organization': organization }) },
        }),
      );
    assert.equal((await asked()).body.status, undefined, 'the only one needs no name');
    await second.inTenant(({ tx, organizationId }) =>
      tx.execute(sql`update roster.members set account_id = ${accountId} where organization_id = ${organizationId}`),
    );
    assert.equal((await asked()).status, 400);
    const bySlug = await asked('spectra');
    assert.equal((bySlug.body as { organization?: { slug: string } }).organization?.slug, 'spectra');
    assert.equal((await asked('directory')).status, 200);
    const theirs = await asked('insights');
    const none = await asked('no-such-organization');
    assert.equal(theirs.status, 401);
    assert.equal(theirs.body.detail, none.body.detail);
    assert.equal((await asked(third.id('max'))).status, 401);
  });

  test('an ended session, and one whose password is temporary, go nowhere', async () => {
    const { client, accountId } = await signedIn('bob');
    const status = async (): Promise<number> => (await client.request('/v1/capabilities', { headers: read_ })).status;
    assert.equal(await status(), 200);
    await world.given.ownerSql.unsafe(`update roster.accounts set temporary_until = now() where id = '${accountId}'`);
    assert.equal(await status(), 403);
    await world.given.ownerSql.unsafe(`update roster.accounts set temporary_until = null where id = '${accountId}'`);
    await world.given.ownerSql.unsafe(`update roster.sessions set ended_at = now() where account_id = '${accountId}'`);
    assert.equal(await status(), 401);
  });

  test('D-05: using the API is using the session', async () => {
    const { client, accountId } = await signedIn('ada');
    const lastUse = async (): Promise<number> => {
      const [row] = await world.given
        .ownerSql`select last_used_at as at from roster.sessions where account_id = ${accountId}`;
      return new Date(row!['at']).getTime();
    };
    await world.given.ownerSql.unsafe(
      `update roster.sessions set last_used_at = now() - interval '1 hour' where account_id = '${accountId}'`,
    );
    await client.request('/v1/capabilities', { headers: read_ });
    const first = await lastUse();
    assert.ok(Date.now() - first < 60_000);
    await client.request('/v1/capabilities', { headers: read_ });
    assert.equal(await lastUse(), first, 'written once a minute');
  });

  test('S-16: being active is noted to the minute, once a minute', async () => {
    const activity = async (): Promise<string> =>
      (await world.key('member:read').get(`/members/${world.id('bob')}`)).body.member.lastActiveAt;
    await world.as('bob').get('/capabilities');
    const first = await activity();
    assert.match(first, /:00\.000Z$/);
    const long = new Date(Date.now() - 600_000).toISOString();
    await world.given.ownerSql.unsafe(
      `update roster.members set last_active_at = '${long}' where id = '${world.uuid('bob')}'`,
    );
    await world.as('bob').get('/capabilities');
    assert.ok(Date.parse(await activity()) >= Date.parse(first));
  });
});
