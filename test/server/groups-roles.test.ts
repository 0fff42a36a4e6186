import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Effect, GroupAnswer, GroupList, MemberAnswer } from '../../server/contract/index.ts';
import { allAtOnce } from '../support/barrier.ts';
import { rowsOf } from '../support/given.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';

describe('the roles that a group gives', () => {
  afterEach(endOfTest);

  const people = {
    admin: { roles: ['chief'] },
    lead: { roles: ['lead'] },
    bob: {},
  };
  const roles = [
    {
      key: 'chief',
      name: 'Admin',
      description: '',
      permissions: [
        'organization:manage',
        'group:manage',
        'group:read',
        'group:members',
        'member:read',
        'member:update',
        'member:remove',
        'role:manage',
        'role:read',
      ],
    },
    {
      key: 'deputy',
      name: 'Deputy',
      description: '',
      permissions: [
        'organization:manage',
        'group:manage',
        'group:read',
        'group:members',
        'member:read',
        'member:update',
        'member:remove',
        'role:manage',
        'role:read',
      ],
    },
    {
      key: 'lead',
      name: 'Lead',
      description: '',
      permissions: ['group:manage', 'group:read', 'group:members', 'member:read', 'member:update'],
    },
    { key: 'user', name: 'User', description: '', permissions: ['member:read'] },
    { key: 'alone', name: 'Alone', description: '', permissions: ['member:read'], exclusive: true },
  ];

  it('D-08 ROL-08: nobody lets a group give what they do not hold, nor takes it away, nor deletes such a group', async () => {
    const world = await givenWorld({ portal: { roles }, groups: { Board: { roles: ['chief'] }, Crew: {} }, people });
    const lead = world.as('lead');
    for (const reply of [
      await lead.post('/groups', { name: 'Mine', roles: [world.id('chief')] }),
      await lead.patch(`/groups/${world.id('Crew')}`, { roles: [world.id('chief')] }),
      await lead.patch(`/groups/${world.id('Crew')}?dryRun=true`, { roles: [world.id('chief')] }),
      await lead.patch(`/groups/${world.id('Board')}`, { roles: [] }),
      await lead.delete(`/groups/${world.id('Board')}`),
      await lead.delete(`/groups/${world.id('Board')}?dryRun=true`),
      await lead.patch(`/groups/${world.id('Board')}/members`, { add: [{ id: world.id('bob') }] }),
    ]) {
      assert.deepEqual([reply.status, reply.body.code], [403, 'privilege_escalation'], reply.text);
    }
    const { group } = (await lead.get<GroupAnswer>(`/groups/${world.id('Board')}`)).body;
    assert.equal(group.can.update, true);
    for (const can of [group.can.delete, group.can.members])
      assert.deepEqual(can, {
        ok: false,
        code: 'privilege_escalation',
        reason: 'This group gives roles that allow more than you may do yourself.',
      });
    assert.equal((await lead.patch(`/groups/${world.id('Crew')}`, { roles: [world.id('user')] })).status, 200);
    const scoped = world.as('admin', { scopes: ['group:manage', 'group:read', 'group:members'] });
    const capped = await scoped.patch(`/groups/${world.id('Crew')}`, { roles: [world.id('user')], name: 'Crew 2' });
    assert.equal(capped.status, 200, 'what does not differ is not given');
    const narrow = await scoped.patch(`/groups/${world.id('Crew')}`, { roles: [world.id('chief')] });
    assert.equal(narrow.body.code, 'privilege_escalation', 'a token gives no more than its scopes allow');
  });

  it('O-07: a group cannot give an exclusive role beside another, to nobody and to none of its members', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Crew: {}, Mixed: {} },
      people: { ...people, bob: { roles: ['user'], groups: ['Crew'] }, eve: { roles: ['alone'], groups: ['Mixed'] } },
    });
    const admin = world.as('admin');
    const mixed = [world.id('alone'), world.id('user')];
    assert.equal((await admin.post('/groups', { name: 'Both', roles: mixed })).body.code, 'role_exclusive');
    const given = await admin.patch(`/groups/${world.id('Crew')}`, { roles: [world.id('alone')] });
    assert.deepEqual([given.status, given.body.code], [409, 'role_exclusive']);
    assert.equal(
      given.body.detail,
      'Alone cannot be combined with other roles. One person would hold it together with another one.',
    );
    const other = await admin.patch(`/groups/${world.id('Mixed')}`, { roles: [world.id('user')] });
    assert.equal(other.body.code, 'role_exclusive');
    const effect = await admin.patch<Effect>(`/groups/${world.id('Mixed')}?dryRun=true`, { roles: [world.id('user')] });
    assert.equal(effect.status, 200);
    assert.equal(effect.body.refused?.code, 'role_exclusive');
    assert.equal(effect.body.gaining, 1);
    const { items } = (await admin.get<GroupList>('/groups')).body;
    assert.deepEqual(
      items.map((group) => group.roles),
      [[], []],
    );
    // The same role twice is one role.
    assert.equal((await admin.patch(`/groups/${world.id('Mixed')}`, { roles: [world.id('alone')] })).status, 200);
  });

  it('A-10: before a deletion it is named who would lose which roles, and who would lose all access', async () => {
    const world = await givenWorld({
      preset: 'organization-admin',
      groups: { Finance: { roles: ['finance-admin', 'user'] }, Backup: { roles: ['finance-admin'] }, Empty: {} },
      people: {
        admin: { roles: ['organization-admin'] },
        ann: { groups: ['Finance'], name: 'Ann' },
        bob: { groups: ['Finance'], roles: ['user'] },
        cid: { groups: ['Finance', 'Backup'] },
        dee: { groups: ['Finance'], status: 'invited', name: null },
        eli: { groups: ['Finance', 'Backup'], roles: ['user'] },
        far: { groups: ['Backup'] },
      },
    });
    const admin = world.as('admin');
    const at = `/groups/${world.id('Finance')}`;
    const reply = await admin.delete<Effect>(`${at}?dryRun=true`);
    assert.equal(reply.status, 200, reply.text);
    const [finance, user] = [world.id('finance-admin'), world.id('user')];
    const both = [finance, user].toSorted();
    assert.equal(reply.body.refused, null);
    assert.deepEqual(reply.body.losing, { total: 4, allAccess: 2 });
    assert.deepEqual(
      reply.body.people.map(({ member, name, roles: lost, allAccess }) => [member, name, lost.toSorted(), allAccess]),
      [
        [world.id('ann'), 'Ann', both, true],
        [world.id('dee'), null, both, true],
        [world.id('bob'), 'bob', [finance], false],
        [world.id('cid'), 'cid', [user], false],
      ],
    );
    assert.deepEqual(reply.body.names, { [finance]: 'Finance Admin', [user]: 'User' });
    assert.equal((await admin.get(at)).status, 200, 'nothing was deleted');
    const narrowed = await admin.patch<Effect>(`${at}?dryRun=true`, { roles: [user] });
    assert.deepEqual(narrowed.body.losing, { total: 3, allAccess: 0 });
    const leaving = await admin.patch<Effect>(`${at}/members?dryRun=true`, {
      remove: [world.id('ann')],
      add: [{ id: world.id('far') }],
    });
    assert.deepEqual([leaving.body.losing, leaving.body.gaining], [{ total: 1, allAccess: 1 }, 1]);
    assert.equal((await admin.delete(at)).status, 204);
    assert.equal((await admin.get(at)).status, 404);
    const { member } = (await admin.get<MemberAnswer>(`/members/${world.id('cid')}`)).body;
    assert.deepEqual(member.groups, [world.id('Backup')]);
    assert.deepEqual(member.inheritedRoles, [{ role: finance, groups: [world.id('Backup')] }]);
    const deletions = await rowsOf<{ changes: { memberCount: number } }>(
      world,
      sql`select changes from roster.audit where action = 'group.deleted'`,
    );
    assert.deepEqual(
      deletions.map(({ changes }) => changes.memberCount),
      [5],
    );
  });

  it('A-10: of a thousand who would lose something all are counted and a hundred are named', async () => {
    const people_ = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, { groups: ['All'] }]));
    const world = await givenWorld({
      preset: 'organization-admin',
      groups: { All: { roles: ['user'] } },
      people: { admin: { roles: ['organization-admin'] }, ...people_ },
    });
    const { body } = await world.as('admin').delete<Effect>(`/groups/${world.id('All')}?dryRun=true`);
    assert.deepEqual([body.losing, body.people.length], [{ total: 300, allAccess: 300 }, 100]);
  });

  it('ROL-03: what would take the last admin away is refused by every path, and said beforehand with who loses what', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Board: { roles: ['chief'] } },
      people: {
        boss: { groups: ['Board'] },
        late: { groups: ['Board'], status: 'invited' },
        off: { groups: ['Board'], status: 'suspended' },
      },
    });
    const boss = world.as('boss');
    const at = `/groups/${world.id('Board')}`;
    for (const reply of [
      await boss.delete(at),
      await boss.patch(at, { roles: [] }),
      await boss.patch(at, { roles: [world.id('user')] }),
      await boss.patch(`${at}/members`, { remove: [world.id('boss')] }),
    ]) {
      assert.deepEqual([reply.status, reply.body.code], [409, 'last_admin'], reply.text);
    }
    for (const reply of [
      await boss.delete<Effect>(`${at}?dryRun=true`),
      await boss.patch<Effect>(`${at}?dryRun=true`, { roles: [] }),
      await boss.patch<Effect>(`${at}/members?dryRun=true`, { remove: [world.id('boss')] }),
    ]) {
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.body.refused?.code, 'last_admin');
      assert.ok(reply.body.people.some(({ member, allAccess }) => member === world.id('boss') && allAccess));
    }
    assert.equal((await boss.get(at)).status, 200);
    assert.equal((await boss.patch(`${at}/members`, { remove: [world.id('late'), world.id('off')] })).status, 200);
  });

  it('ROL-02 ROL-03: two groups that each carry an admin cannot both go, whoever deletes them at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const world = await givenWorld({
        portal: { roles },
        database: { max: 10 },
        // Two roles: with one, its counter would already let only one of them count at a time.
        groups: { North: { roles: ['chief'] }, South: { roles: ['deputy'] } },
        people: { ann: { groups: ['North'] }, bob: { groups: ['South'] } },
      });
      const [ann, bob] = [world.as('ann'), world.as('bob')];
      await Promise.all([ann.get('/capabilities'), bob.get('/capabilities')]);
      const replies = await allAtOnce(world, [
        () => ann.delete(`/groups/${world.id('South')}`),
        () => bob.patch(`/groups/${world.id('North')}`, { roles: [] }),
      ]);
      const admins = await rowsOf<{ n: number }>(
        world,
        sql`select count(*)::int as n from roster.members where ${world.uuid('chief')}::uuid = any (inherited_role_ids) or ${world.uuid('deputy')}::uuid = any (inherited_role_ids)`,
      );
      assert.equal(admins[0]!.n, 1);
      assert.equal(replies.filter(({ status }) => status < 300).length, 1);
      await endOfTest();
    }
  });
});
