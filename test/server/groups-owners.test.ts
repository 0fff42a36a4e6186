import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { GroupAnswer, GroupList, GroupMemberList, GroupMembersAnswer } from '../../server/contract/index.ts';
import { rowsOf, type Client, type GivenPerson, type World } from '../support/given.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';

const change = (client: Client, world: World, group: string, body: unknown) =>
  client.patch<GroupMembersAnswer>(`/groups/${world.id(group)}/members`, body);

/** Owen owns Ops, and is a plain member of Dev; his own role lets him see the organization and no more. */
function givenOwner(people: Record<string, GivenPerson> = {}): Promise<World> {
  return givenWorld({
    preset: 'spectra',
    groups: { Ops: { roles: ['org-member'] }, Dev: {}, Board: { roles: ['org-admin'] } },
    people: {
      admin: { roles: ['org-admin'] },
      owen: { roles: ['org-member'], groups: { Ops: 'owner', Dev: 'member' } },
      mia: { roles: ['org-member'], groups: ['Ops'] },
      ivo: { status: 'invited' },
      ...people,
    },
  });
}

describe('the owner of a group', () => {
  afterEach(endOfTest);

  it('S-15: adds members of the organization, who become Members, sets group roles and removes people', async () => {
    const world = await givenOwner();
    const owen = world.as('owen');
    const added = await change(owen, world, 'Ops', { add: [{ id: world.id('ivo') }, { id: world.id('admin') }] });
    assert.equal(added.status, 200, added.text);
    assert.deepEqual(added.body.added, [world.id('ivo'), world.id('admin')]);
    assert.equal(
      (await change(owen, world, 'Ops', { update: [{ id: world.id('mia'), groupRole: 'owner' }] })).status,
      200,
    );
    assert.equal((await change(world.as('mia'), world, 'Ops', { remove: [world.id('owen')] })).status, 200);
    assert.equal((await change(owen, world, 'Ops', { remove: [world.id('mia')] })).status, 403, 'no owner any more');
    const given = await rowsOf(
      world,
      sql`select group_role, given_by from roster.group_members where member_id = ${world.uuid('ivo')}`,
    );
    assert.deepEqual(given, [{ group_role: 'member', given_by: world.uuid('owen') }]);
  });

  it('sees the people of that group without the permission to see groups, and of no other', async () => {
    const { portal } = await givenWorld({ preset: 'spectra' });
    const [admin, member] = portal.roles;
    const roles = [admin!, { ...member!, permissions: ['file:read'] }];
    const world = await givenWorld({
      preset: 'spectra',
      portal: { roles },
      groups: { Ops: {}, Dev: {} },
      people: {
        admin: { roles: ['org-admin'] },
        owen: { roles: ['org-member'], groups: { Ops: 'owner', Dev: 'member' } },
      },
    });
    const owen = world.as('owen');
    assert.equal((await owen.get('/groups')).status, 403);
    const { group } = (await owen.get<GroupAnswer>(`/groups/${world.id('Ops')}`)).body;
    assert.equal(group.can.members, true);
    assert.equal((await owen.get<GroupMemberList>(`/groups/${world.id('Ops')}/members`)).body.total, 1);
    for (const path of ['', '/members'])
      assert.equal((await owen.get(`/groups/${world.id('Dev')}${path}`)).body.permission, 'group:read');
  });

  it('is told by the table of groups which ones are theirs to keep', async () => {
    const world = await givenOwner();
    const { items } = (await world.as('owen').get<GroupList>('/groups')).body;
    assert.deepEqual(
      items.map(({ name, can }) => [name, can.members === true, can.update === true, can.delete === true]),
      [
        ['Board', false, false, false],
        ['Dev', false, false, false],
        ['Ops', true, false, false],
      ],
    );
  });

  it('ROL-07 INV-21: adds nobody to another group, edits no group’s roles, and invites nobody', async () => {
    const world = await givenOwner();
    const owen = world.as('owen');
    const me = { id: world.id('owen') };
    for (const [name, reply] of Object.entries({
      'himself to the admins': await change(owen, world, 'Board', { add: [me] }),
      'himself as an owner': await change(owen, world, 'Dev', { update: [{ ...me, groupRole: 'owner' }] }),
      'the roles of his group': await owen.patch(`/groups/${world.id('Ops')}`, { roles: [world.id('org-admin')] }),
      'the name of his group': await owen.patch(`/groups/${world.id('Ops')}`, { name: 'Mine' }),
      'the group itself': await owen.delete(`/groups/${world.id('Ops')}`),
      'a group of his own': await owen.post('/groups', { name: 'Mine', roles: [world.id('org-admin')] }),
      'an owner by invitation': await owen.post('/invitations', {
        people: [{ email: 'x@spectra.example' }],
        groups: [world.id('Ops')],
        groupRole: 'owner',
      }),
      'a role': await owen.patch(`/roles/${world.id('org-member')}`, { permissions: ['organization:manage'] }),
    })) {
      assert.deepEqual([reply.status, reply.body.code], [403, 'forbidden'], name);
    }
  });

  it('ROL-07 INV-22: of a group that gives more than they hold adds and removes nobody', async () => {
    const world = await givenOwner({ boss: { roles: ['org-member'], groups: { Board: 'owner' } } });
    // Being in it they hold what it gives; their token does not.
    const capped = world.as('boss', { scopes: ['group:read', 'group:members', 'member:read'] });
    for (const body of [{ add: [{ id: world.id('mia') }] }, { remove: [world.id('boss')] }]) {
      const reply = await change(capped, world, 'Board', body);
      assert.deepEqual([reply.status, reply.body.code], [403, 'privilege_escalation'], reply.text);
    }
  });

  it('INV-23: a token that is not for it does not carry their right in the group', async () => {
    const world = await givenOwner();
    const body = { remove: [world.id('mia')] };
    const reading = world.as('owen', { scopes: ['group:read', 'member:read'] });
    assert.deepEqual((await change(reading, world, 'Ops', body)).body.permission, 'group:members');
    const { group } = (await reading.get<GroupAnswer>(`/groups/${world.id('Ops')}`)).body;
    assert.notEqual(group.can.members, true);
    const blind = world.as('owen', { scopes: ['group:members'] });
    assert.equal((await blind.get(`/groups/${world.id('Ops')}/members`)).status, 403);
    const keeping = world.as('owen', {
      scopes: ['group:members', 'file:read', 'member:read', 'group:read', 'role:read', 'file:upload', 'project:read'],
    });
    assert.equal((await change(keeping, world, 'Ops', body)).status, 200);
  });

  it('ROL-12: has no right any more once suspended, out of the group, or past the end of it', async () => {
    const world = await givenOwner();
    const owen = world.as('owen');
    const body = { update: [{ id: world.id('mia'), groupRole: 'member' }] };
    assert.equal((await change(owen, world, 'Ops', body)).status, 200);
    const set = (assignment: ReturnType<typeof sql>) =>
      world.inTenant(({ tx }) =>
        tx.execute(sql`update roster.group_members set ${assignment} where member_id = ${world.uuid('owen')}`),
      );
    await set(sql`until = now() - interval '1 second'`);
    assert.equal((await change(owen, world, 'Ops', body)).status, 403);
    await set(sql`until = now() + interval '1 hour'`);
    assert.equal((await change(owen, world, 'Ops', body)).status, 200);
    await world.inTenant(({ tx }) =>
      tx.execute(sql`update roster.members set suspended_at = now() where id = ${world.uuid('owen')}`),
    );
    assert.equal((await change(owen, world, 'Ops', body)).status, 401);
  });
});
