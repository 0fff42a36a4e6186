import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { expireOnce } from '../../server/jobs/expiry-worker.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';
import { rowsOf, type World } from '../support/given.ts';

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

  test('ROL-04: keeps the last admin one, until there is another', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } },
    });
    await w.as('ada').patch(`/members/${w.id('ada')}`, { until: { [w.id('admin')]: soon() } });
    await w.as('ada').patch(`/members/${w.id('bob')}`, {
      roles: [w.id('member'), w.id('manager')],
      until: { [w.id('manager')]: soon() },
    });
    await over(w);
    assert.equal(await expireOnce(w.database, w.services), 1, 'the other one’s ends all the same');
    assert.equal(
      (await w.as('ada').get('/capabilities')).body.caller.permissions.includes('organization:manage'),
      true,
    );
    await w.as('ada').patch(`/members/${w.id('bob')}`, { roles: [w.id('admin')] });
    assert.equal(await expireOnce(w.database, w.services), 1);
    assert.deepEqual((await w.as('bob').get(`/members/${w.id('ada')}`)).body.member.roles, []);
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
