import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { expireOnce } from '../../server/jobs/expiry-worker.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';
import { clientOf, rowsOf, type World } from '../support/given.ts';
import { Listening } from '../support/listening.ts';
import { givenLogin, givenSite } from '../support/site.ts';

const listenings: Listening[] = [];
afterEach(() => Promise.all(listenings.splice(0).map((listening) => listening.leave())));
afterEach(endOfTest);

const world = (): Promise<World> =>
  givenWorld({
    preset: 'default',
    groups: { Leads: { roles: ['manager', 'member'] }, Ops: {} },
    people: {
      ada: { roles: ['admin'], name: 'Ada' },
      bea: { roles: ['admin'], name: 'Bea' },
      bob: { roles: ['member'] },
    },
  });

describe('why somebody may do what they may', () => {
  test('every role and permission is traced to the person or the group it comes from, who gave it and when', async () => {
    const w = await world();
    const bob = `/members/${w.id('bob')}`;
    await w.as('bea').patch(bob, { groups: [w.id('Leads')] });
    const { body } = await w.as('ada').get(`${bob}/access`);
    const member = body.roles.find(({ role }: { role: string }) => role === w.id('member'));
    assert.deepEqual(
      member.from.map(({ group, givenBy }: { group: string | null; givenBy: string | null }) => [group, givenBy]),
      [
        [null, null],
        [w.id('Leads'), w.id('bea')],
      ],
    );
    assert.ok(Date.now() - Date.parse(member.from[1].givenAt) < 60_000);
    const invites = body.permissions.find(({ permission }: { permission: string }) => permission === 'member:invite');
    assert.deepEqual(invites.roles, [w.id('manager')]);
    assert.deepEqual(
      [body.names[w.id('bea')], body.names[w.id('Leads')], body.names[w.id('manager')]],
      ['Bea', 'Leads', 'Manager'],
    );
    assert.equal(body.groups[0].groupRole, 'member');
    await w.as('ada').delete(`/members/${w.id('bea')}`);
    assert.equal((await w.as('ada').get(`${bob}/access`)).body.names[w.id('bea')], 'User Removed');
  });

  test('people see their own, and nobody else’s without the right to read members', async () => {
    const w = await world();
    const bare = w.as('bob', { scopes: ['group:read'] });
    assert.equal((await bare.get(`/members/${w.id('bob')}/access`)).status, 200);
    assert.equal((await bare.get(`/members/${w.id('ada')}/access`)).status, 403);
  });
});

describe('what is given for a time', () => {
  const soon = (): string => new Date(Date.now() + 3_600_000).toISOString();
  const over = (w: World) =>
    Promise.all([
      w.given.ownerSql`update roster.member_roles set until = now() - interval '1 second' where until is not null`,
      w.given.ownerSql`update roster.group_members set until = now() - interval '1 second' where until is not null`,
    ]);

  test('ends by itself, roles and groups alike, and is written into the audit trail', async () => {
    const w = await world();
    const other = await w.another({ slug: 'other', people: { eve: { roles: ['admin'] } } });
    const ada = w.as('ada');
    const bob = `/members/${w.id('bob')}`;
    const given = await ada.patch(bob, {
      roles: [w.id('member'), w.id('manager')],
      groups: [w.id('Ops')],
      until: { [w.id('manager')]: soon(), [w.id('Ops')]: soon() },
    });
    assert.equal(given.status, 200, given.text);
    assert.equal(await expireOnce(w.database, w.services), 0, 'not before its time');
    assert.ok((await ada.get(`${bob}/access`)).body.groups[0].until);
    await over(w);
    assert.equal(await expireOnce(w.database, w.services), 1);
    const { member } = (await ada.get(bob)).body;
    assert.deepEqual([member.roles, member.groups], [[w.id('member')], []]);
    const [row] = await rowsOf<{ actor_kind: string; changes: Record<string, unknown> }>(
      w,
      sql`select actor_kind, changes from roster.audit order by seq desc limit 1`,
    );
    assert.deepEqual([row!.actor_kind, row!.changes['expired']], ['system', true]);
    assert.deepEqual(await rowsOf(other, sql`select 1 from roster.audit`), []);
  });

  test('ROL-04: no admin who is needed is one for a time only, by their own role or by a group', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, bob: { roles: ['admin'] }, gil: { groups: ['Heads'] } },
      groups: { Heads: { roles: ['admin'] } },
    });
    const ends = (person: string, what: string) =>
      w.as('ada').patch(`/members/${w.id(person)}`, { until: { [w.id(what)]: soon() } });
    assert.equal((await ends('gil', 'Heads')).status, 200);
    assert.equal((await ends('bob', 'admin')).status, 200);
    assert.equal((await ends('ada', 'admin')).body.code, 'last_admin');
    const paths = {
      'giving the role up': await w.as('bob').patch(`/members/${w.id('ada')}`, { roles: [] }),
      'being suspended': await w.as('bob').post(`/members/${w.id('ada')}/suspension`),
      'being removed': await w.as('bob').delete(`/members/${w.id('ada')}`),
    };
    for (const [path, { status, body }] of Object.entries(paths))
      assert.deepEqual([status, body.code], [409, 'last_admin'], path);
    await over(w);
    assert.equal(await expireOnce(w.database, w.services), 2);
    const { items } = (await w.as('ada').get(`/members?role=${w.id('admin')}`)).body;
    assert.deepEqual(
      items.map(({ id }: { id: string }) => id),
      [w.id('ada')],
    );
  });

  test('ROL-12, ROL-14: gives nothing from that moment on, though nothing has taken it away yet: not to a session, a token, a key or a stream', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, own: { roles: ['admin'] }, led: { groups: ['Heads'] } },
      groups: { Heads: { roles: ['admin'] } },
    });
    const site = await givenSite(w, { jobs: false });
    for (const person of ['own', 'led']) {
      await givenLogin(w, person);
      const visitor = site.visitor();
      await visitor.signIn(w.email(person));
      const made = await w.as(person).post('/keys', { name: 'Theirs', scopes: ['member:read'] });
      const theirKey = clientOf(w.app, async () => made.body.secret as string);
      const listening = new Listening(await w.as(person).request('/v1/events'));
      listenings.push(listening);
      const asked = async () => [
        (await visitor.api('/members')).status,
        (await w.as(person).get('/members')).status,
        (await theirKey.get('/members')).status,
      ];
      assert.deepEqual(await asked(), [200, 200, 200], person);
      const kind = person === 'own' ? 'admin' : 'Heads';
      const set = await w.as('ada').patch(`/members/${w.id(person)}`, { until: { [w.id(kind)]: soon() } });
      assert.equal(set.status, 200, set.text);
      assert.deepEqual(await asked(), [200, 200, 200], person);
      await over(w);
      assert.deepEqual(await asked(), [403, 403, 403], person);
      await listening.end();
      const access = (await w.as('ada').get(`/members/${w.id(person)}/access`)).body;
      assert.deepEqual([access.permissions, access.roles, access.groups], [[], [], []]);
    }
    assert.equal(await expireOnce(w.database, w.services), 2, 'which is what was left to be taken away');
  });

  test('INP-08: an end that is over, too far away, or of something not given is refused with its place', async () => {
    const w = await world();
    const ada = w.as('ada');
    const bob = `/members/${w.id('bob')}`;
    for (const until of [
      '2020-01-01T00:00:00Z',
      '+275760-09-13T00:00:00Z',
      'infinity',
      '9999-01-01T00:00:00Z',
      'tomorrow',
      7,
    ]) {
      const { status, body } = await ada.patch(bob, { until: { [w.id('member')]: until } });
      assert.equal(status, 422, String(until));
      assert.match(body.errors![0]!.pointer, /^\/until/);
    }
    assert.equal((await ada.patch(bob, { until: { [w.id('manager')]: soon() } })).body.errors![0]!.code, 'not_held');
    assert.equal((await ada.patch(bob, { until: { admin: soon() } })).status, 422);
    const set = await ada.patch(bob, { until: { [w.id('member')]: soon() } });
    assert.equal(set.body.member.version, (await ada.get(bob)).body.member.version);
    assert.equal((await ada.patch(bob, { until: { [w.id('member')]: null } })).status, 200);
    assert.deepEqual(await rowsOf(w, sql`select 1 from roster.member_roles where until is not null`), []);
  });
});
