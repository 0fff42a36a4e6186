import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { tokenHash } from '../../server/domain/secrets.ts';
import { basePath, given, type World } from '../support/given.ts';
import { givenLogin, givenSite } from '../support/site.ts';

/** What somebody shows, and how its stream is named. */
interface Shown {
  name: string;
  headers: Record<string, string>;
  token: string;
  accountId: string | null;
}

async function everyKind(world: World): Promise<Shown[]> {
  const accountId = await givenLogin(world, 'gil');
  const visitor = (await givenSite(world, { jobs: false })).visitor();
  await visitor.signIn(world.email('gil'));
  const session = visitor.session!;
  const widget = await world.token('gil');
  const theirs = await world
    .as('ada')
    .post('/keys', { name: 'Theirs', scopes: ['member:read'] })
    .then(({ body }) => body.secret as string);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const lasting = await world.keySecret('member:read');
  const cookie = { cookie: `roster-session=${session}`, 'sec-fetch-site': 'same-origin' };
  return [
    { name: 'a session', headers: cookie, token: session, accountId },
    { name: 'a widget token', headers: bearer(widget), token: widget, accountId: null },
    { name: 'a person’s key', headers: bearer(theirs), token: theirs, accountId: null },
    { name: 'a lasting key', headers: bearer(lasting), token: lasting, accountId: null },
  ];
}

const answered = async (world: World, { headers }: Shown): Promise<boolean> =>
  (await world.app.request(`http://localhost${basePath}/v1/members`, { headers })).status === 200;

async function listening(world: World, { token, accountId }: Shown): Promise<boolean> {
  const hash = `\\x${Buffer.from(tokenHash(token)).toString('hex')}`;
  const rows = await world.database.withNobody((tx) =>
    tx.execute(
      sql`select place from roster.open_streams(${sql.param([world.organizationId])}::uuid[],
            ${sql.param([accountId])}::uuid[], ${sql.param([hash])}::text[]::bytea[]) place`,
    ),
  );
  return rows.length === 1;
}

/** What ends access, and how it is taken back: in the database itself, so that nothing else is done beside it. */
const ends: [what: string, done: string, undone: string][] = [
  ['nothing', 'select 1', 'select 1'],
  [
    'the people are suspended',
    'update roster.members set suspended_at = now()',
    'update roster.members set suspended_at = null',
  ],
  [
    'the people have not joined',
    'update roster.members set joined_at = null',
    'update roster.members set joined_at = now()',
  ],
  [
    'the people are removed',
    'update roster.members set removed_at = now()',
    'update roster.members set removed_at = null',
  ],
  [
    'the organization is suspended',
    'update roster.organizations set suspended_at = now()',
    'update roster.organizations set suspended_at = null',
  ],
  [
    'the organization is deleted',
    'update roster.organizations set deleted_at = now()',
    'update roster.organizations set deleted_at = null',
  ],
  [
    'no role allows it any more',
    `update roster.roles set permissions = array_remove(permissions, 'member:read')`,
    `update roster.roles set permissions = permissions || '{member:read}'`,
  ],
  [
    'the place in the group was given for a time that is over',
    `update roster.group_members set until = now() - interval '1 second'`,
    'update roster.group_members set until = null',
  ],
  [
    'the roles are roles within groups',
    `update roster.roles set scope = 'group'`,
    `update roster.roles set scope = 'organization'`,
  ],
  [
    'ROL-24: there are no groups',
    `update roster.organizations set portal = portal || '{"features": {"groups": false}}'`,
    `update roster.organizations set portal = portal - 'features'`,
  ],
  [
    'the session is older than sessions may be',
    `update roster.sessions set created_at = now() - interval '15 days'`,
    'update roster.sessions set created_at = now()',
  ],
  [
    'the session has ended',
    'update roster.sessions set ended_at = now()',
    'update roster.sessions set ended_at = null',
  ],
  [
    'the session is over',
    `update roster.sessions set expires_at = now() - interval '1 second'`,
    `update roster.sessions set expires_at = now() + interval '1 day'`,
  ],
  [
    'the password is a temporary one',
    `update roster.accounts set temporary_until = now() + interval '1 day'`,
    'update roster.accounts set temporary_until = null',
  ],
  [
    'the token is over',
    `update roster.widget_tokens set expires_at = now() - interval '1 second'`,
    `update roster.widget_tokens set expires_at = now() + interval '5 minutes'`,
  ],
  [
    'the token is revoked',
    'update roster.widget_tokens set revoked_at = now()',
    'update roster.widget_tokens set revoked_at = null',
  ],
  ['the key is revoked', 'update roster.keys set revoked_at = now()', 'update roster.keys set revoked_at = null'],
  [
    'the key is for something else',
    `update roster.keys set scopes = '{audit:read}'`,
    `update roster.keys set scopes = '{member:read}'`,
  ],
];

describe('a stream of events', () => {
  test('ROL-14, SES-10: goes on exactly as long as a request of the same credential is answered', async () => {
    const world = await given({
      groups: { Leads: { roles: ['manager'] } },
      people: { ada: { roles: ['admin'] }, gil: { groups: ['Leads'] } },
    });
    const all = await everyKind(world);
    const ended = new Map(all.map(({ name }) => [name, 0]));
    for (const [what, done, undone] of ends) {
      await world.given.ownerSql.unsafe(done);
      for (const shown of all) {
        const request = await answered(world, shown);
        assert.equal(await listening(world, shown), request, `${shown.name}, when ${what}`);
        if (!request) ended.set(shown.name, ended.get(shown.name)! + 1);
      }
      await world.given.ownerSql.unsafe(undone);
      for (const shown of all) assert.ok(await answered(world, shown), `${shown.name}, after ${what}`);
    }
    // Each kind was ended in several ways, or the two agree on nothing.
    assert.deepEqual([...ended.values()], [13, 11, 9, 4]);
  });
});
