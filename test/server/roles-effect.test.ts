import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { MemberAnswer, RoleEffect, RoleList } from '../../server/contract/index.ts';
import { allAtOnce } from '../support/barrier.ts';
import { rowsOf } from '../support/given.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';

const chief = [
  'member:read',
  'member:update',
  'member:remove',
  'group:read',
  'group:manage',
  'group:members',
  'role:read',
  'role:manage',
  'organization:manage',
  'chart:edit',
  'chart:read',
];
const roles = [
  { key: 'chief', name: 'Chief', description: '', permissions: chief },
  { key: 'deputy', name: 'Deputy', description: '', permissions: chief },
  { key: 'reader', name: 'Reader', description: '', permissions: ['chart:read'] },
  { key: 'editor', name: 'Editor', description: '', permissions: ['chart:edit', 'chart:read'] },
];

describe('changing a role that people have', () => {
  afterEach(endOfTest);

  it('D-08: it is said first how many people it affects, and what it would make different for how many of them', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Crew: { roles: ['editor'] } },
      people: {
        admin: { roles: ['chief'] },
        ann: { roles: ['editor'] },
        bob: { groups: ['Crew'] },
        cid: { groups: ['Crew'], roles: ['reader', 'editor'] },
        ivo: { groups: ['Crew'], status: 'invited' },
        ray: { roles: ['reader'] },
      },
    });
    const admin = world.as('admin');
    const at = `/roles/${world.id('editor')}`;
    const permissions = ['chart:edit', 'member:read'];
    const { status, body } = await admin.patch<RoleEffect>(`${at}?dryRun=true`, { permissions });
    assert.equal(status, 200);
    assert.deepEqual(body, {
      refused: null,
      memberCount: 4,
      permissions: [
        { permission: 'member:read', change: 'gained', people: 4 },
        { permission: 'chart:read', change: 'lost', people: 3 },
      ],
      gaining: 0,
      losing: { total: 0, allAccess: 0 },
      people: [],
      names: {},
    });
    const unchanged = (await admin.get<RoleList>('/roles')).body.items.find(({ id }) => id === world.id('editor'));
    assert.deepEqual([unchanged?.permissions, unchanged?.version], [['chart:edit', 'chart:read'], 1]);
    assert.equal((await world.as('bob').get('/members')).status, 403);
    assert.equal((await admin.patch(at, { permissions })).status, 200);
    assert.equal((await world.as('bob').get('/members')).status, 200, 'for everybody who has it, at once');
    const [audit] = await rowsOf(world, sql`select changes from roster.audit where action = 'role.changed'`);
    assert.deepEqual(audit, { changes: { permissions: { removed: ['chart:read'], added: ['member:read'] } } });
  });

  it('D-08: deleting one takes it from everybody and every group, who are named first', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Crew: { roles: ['editor'] } },
      people: {
        admin: { roles: ['chief'] },
        ann: { roles: ['editor', 'reader'] },
        bob: { groups: ['Crew'], roles: ['editor'] },
        cid: { groups: ['Crew'] },
      },
    });
    const admin = world.as('admin');
    const at = `/roles/${world.id('editor')}`;
    const { body } = await admin.delete<RoleEffect>(`${at}?dryRun=true`);
    assert.equal(body.refused, null);
    assert.equal(body.memberCount, 3);
    assert.deepEqual(body.permissions, [
      { permission: 'chart:edit', change: 'lost', people: 3 },
      { permission: 'chart:read', change: 'lost', people: 2 },
    ]);
    assert.deepEqual(body.losing, { total: 3, allAccess: 2 });
    assert.deepEqual(
      body.people.map(({ name, allAccess, roles: lost }) => [name, allAccess, lost]),
      [
        ['bob', true, [world.id('editor')]],
        ['cid', true, [world.id('editor')]],
        ['ann', false, [world.id('editor')]],
      ],
    );
    assert.deepEqual(body.names, { [world.id('editor')]: 'Editor' });
    assert.equal((await admin.delete(at)).status, 204);
    assert.equal((await admin.delete(at)).status, 404);
    const { member } = (await admin.get<MemberAnswer>(`/members/${world.id('bob')}`)).body;
    assert.deepEqual([member.roles, member.inheritedRoles, member.groups], [[], [], [world.id('Crew')]]);
    const { items } = (await admin.get<RoleList>('/roles')).body;
    assert.deepEqual(
      items.map(({ key }) => key),
      ['chief', 'deputy', 'reader'],
    );
    const counts = await rowsOf(
      world,
      sql`select count from roster.member_counts where facet = ${`r:${world.uuid('editor')}`}`,
    );
    assert.deepEqual(counts, [{ count: 0 }]);
  });

  it('ROL-03 ROL-04: the last admin is lost by no change of a role, and that is said beforehand', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Board: { roles: ['chief'] } },
      people: { boss: { groups: ['Board'] }, off: { roles: ['deputy'], status: 'suspended' } },
    });
    const boss = world.as('boss');
    const at = `/roles/${world.id('chief')}`;
    const less = { permissions: chief.filter((one) => one !== 'organization:manage') };
    for (const reply of [await boss.patch(at, less), await boss.delete(at)])
      assert.deepEqual([reply.status, reply.body.code], [409, 'last_admin']);
    for (const reply of [
      await boss.patch<RoleEffect>(`${at}?dryRun=true`, less),
      await boss.delete<RoleEffect>(`${at}?dryRun=true`),
    ]) {
      assert.equal(reply.status, 200, reply.text);
      assert.equal(reply.body.refused?.code, 'last_admin');
      assert.equal(reply.body.memberCount, 1);
    }
    assert.equal((await boss.delete(`/roles/${world.id('deputy')}`)).status, 204, 'a suspended person is no admin');
  });

  it('ROL-02: of two roles that each make an admin one is left, whichever way they are taken at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const world = await givenWorld({
        portal: { roles },
        database: { max: 10 },
        groups: { Board: { roles: ['chief'] } },
        people: { ann: { groups: ['Board'] }, bob: { roles: ['deputy'] } },
      });
      const [ann, bob] = [world.as('ann'), world.as('bob')];
      await Promise.all([ann.get('/capabilities'), bob.get('/capabilities')]);
      const replies = await allAtOnce(world, [
        () => ann.delete(`/roles/${world.id('deputy')}`),
        () => bob.patch(`/roles/${world.id('chief')}`, { permissions: ['role:manage'] }),
        () => bob.delete(`/groups/${world.id('Board')}`),
      ]);
      const [left] = await rowsOf<{ n: number }>(
        world,
        sql`select count(distinct m.id)::int as n from roster.members m join roster.roles r on r.id = any (m.role_ids || m.inherited_role_ids)
             where 'organization:manage' = any (r.permissions)`,
      );
      assert.ok(left!.n >= 1, JSON.stringify(replies.map(({ status, body }) => [status, body.code])));
      assert.ok(replies.every(({ status }) => status < 500));
      await endOfTest();
    }
  });

  it('O-07: a role becomes exclusive only where nobody, and no group, has it beside another', async () => {
    const world = await givenWorld({
      portal: { roles },
      groups: { Both: { roles: ['reader', 'editor'] }, Crew: { roles: ['reader'] } },
      people: {
        admin: { roles: ['chief'] },
        ann: { roles: ['editor'], groups: ['Crew'] },
        bob: { roles: ['reader'], groups: ['Crew'] },
      },
    });
    const admin = world.as('admin');
    const at = `/roles/${world.id('reader')}`;
    const effect = await admin.patch<RoleEffect>(`${at}?dryRun=true`, { exclusive: true });
    assert.equal(effect.body.refused?.code, 'role_exclusive');
    assert.match(effect.body.refused!.reason, /One person would hold it together with another one/);
    assert.equal((await admin.patch(at, { exclusive: true })).body.code, 'role_exclusive');
    assert.equal((await admin.patch(`/members/${world.id('ann')}`, { roles: [] })).status, 200);
    const shared = await admin.patch(at, { exclusive: true });
    assert.deepEqual(
      [shared.status, shared.body.detail],
      [409, 'The group Both gives Reader together with another role.'],
    );
    assert.equal((await admin.delete(`/groups/${world.id('Both')}`)).status, 204);
    assert.equal((await admin.patch(at, { exclusive: true })).status, 200);
    const mixed = await admin.patch(`/members/${world.id('bob')}`, { roles: [world.id('editor')] });
    assert.equal(mixed.body.code, 'role_exclusive');
  });
});
