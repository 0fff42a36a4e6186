import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { GroupAnswer, GroupList, MemberAnswer } from '../../server/contract/index.ts';
import { allAtOnce } from '../support/barrier.ts';
import { rowsOf, type Client, type World } from '../support/given.ts';
import { endOfTest, givenWorld, tally } from '../support/invite.ts';

const create = (client: Client, body: unknown, headers?: Record<string, string>) =>
  client.post<GroupAnswer>('/groups', body, headers);

async function groupsOf(world: World): Promise<GroupList> {
  return (await world.as('admin').get<GroupList>('/groups?limit=100')).body;
}

async function auditOf(world: World, action: string): Promise<Record<string, unknown>[]> {
  return rowsOf(
    world,
    sql`select actor_id, target_id, changes from roster.audit where action = ${action} order by seq`,
  );
}

const pointers = (errors: { pointer: string }[] = []): string[] => [...new Set(errors.map(({ pointer }) => pointer))];

describe('a group of an organization', () => {
  afterEach(endOfTest);

  it('S-13 A-07: an admin makes one with a name, a description, roles and reservations, and finds it in the table', async () => {
    const world = await givenWorld({ preset: 'spectra' });
    const reply = await create(world.as('admin'), {
      name: '  Release   Team ',
      description: 'Ships it.\nEvery week.',
      isDefault: true,
      roles: [world.id('org-member')],
      reservations: { seats: 20, uploads: 0 },
    });
    assert.equal(reply.status, 201, reply.text);
    const { group, names } = reply.body;
    assert.equal(group.name, 'Release Team');
    assert.equal(group.description, 'Ships it.\nEvery week.');
    assert.deepEqual([group.isDefault, group.memberCount, group.version], [true, 0, 1]);
    assert.deepEqual(group.reservations, { seats: 20 });
    assert.deepEqual(names, { [world.id('org-member')]: 'Org Member' });
    assert.deepEqual(group.can, { update: true, delete: true, members: true });
    assert.equal(reply.headers.get('etag'), '"1"');
    const list = await groupsOf(world);
    assert.deepEqual(list.items, [group]);
    assert.deepEqual(list.reserved, { seats: 20 });
    const one = await world.as('admin').get<GroupAnswer>(`/groups/${group.id}`);
    assert.deepEqual(one.body, reply.body);
    const [audit] = await auditOf(world, 'group.created');
    assert.equal(audit?.['actor_id'], world.uuid('admin'));
    const told = await rowsOf(world, sql`select type, data from roster.events`);
    assert.deepEqual(told, [{ type: 'group.created', data: { id: group.id } }]);
  });

  it('A-09: an admin edits name and roles, what is not named stays, and nothing is noted where nothing differs', async () => {
    const world = await givenWorld({
      preset: 'organization-admin',
      groups: { Finance: { roles: ['finance-admin'], description: 'Money' } },
      people: { admin: { roles: ['organization-admin'] }, fay: { groups: ['Finance'] } },
    });
    const admin = world.as('admin');
    const at = `/groups/${world.id('Finance')}`;
    const same = await admin.patch<GroupAnswer>(at, { name: 'Finance', roles: [world.id('finance-admin')] });
    assert.deepEqual([same.status, same.body.group.version], [200, 1]);
    assert.deepEqual(await auditOf(world, 'group.changed'), []);
    const reply = await admin.patch<GroupAnswer>(at, { name: 'FINANCE', roles: [world.id('user')] });
    assert.equal(reply.status, 200, reply.text);
    assert.deepEqual(
      [reply.body.group.name, reply.body.group.description, reply.body.group.version],
      ['FINANCE', 'Money', 2],
    );
    const { member } = (await admin.get<MemberAnswer>(`/members/${world.id('fay')}`)).body;
    assert.deepEqual(member.inheritedRoles, [{ role: world.id('user'), groups: [world.id('Finance')] }]);
    const [audit] = await auditOf(world, 'group.changed');
    assert.deepEqual(audit?.['changes'], {
      name: { from: 'Finance', to: 'FINANCE' },
      roles: { removed: [world.id('finance-admin')], added: [world.id('user')] },
    });
  });

  it('A-06: the profile tells an own role from an inherited one, and from which groups it comes', async () => {
    const world = await givenWorld({
      preset: 'organization-admin',
      groups: { North: {}, South: {} },
      people: {
        admin: { roles: ['organization-admin'] },
        bob: { roles: ['user'], groups: ['North', 'South'] },
      },
    });
    const admin = world.as('admin');
    for (const name of ['North', 'South'])
      await admin.patch(`/groups/${world.id(name)}`, { roles: [world.id('finance-admin')] });
    const { member, names } = (await admin.get<MemberAnswer>(`/members/${world.id('bob')}`)).body;
    assert.deepEqual(member.roles, [world.id('user')]);
    assert.deepEqual(member.inheritedRoles, [
      { role: world.id('finance-admin'), groups: [world.id('North'), world.id('South')].toSorted() },
    ]);
    assert.equal(names[world.id('South')], 'South');
  });

  it('TEN-05: a name is taken once in an organization, in whatever letters, and is free in every other one', async () => {
    const world = await givenWorld({ groups: { Ops: {}, Zoë: {} } });
    const other = await world.another({ slug: 'other', groups: { Sales: {} } });
    for (const name of ['Ops', 'OPS', ' ops ', 'ｏｐｓ', 'zoe']) {
      const reply = await create(world.as('admin'), { name });
      assert.deepEqual([reply.status, reply.body.code], [409, 'group_name_taken'], name);
      assert.deepEqual(pointers(reply.body.errors), ['/name']);
    }
    const renamed = await world.as('admin').patch(`/groups/${world.id('Zoë')}`, { name: 'oPS' });
    assert.equal(renamed.body.code, 'group_name_taken');
    assert.equal((await create(world.as('admin'), { name: 'Sales' })).status, 201);
    assert.equal((await create(other.as('admin'), { name: 'Ops' })).status, 201);
  });

  it('TEN-05: of eight who make a group of the same name at once one does, and nobody sees a fault', async () => {
    const world = await givenWorld({ database: { max: 10 } });
    const admin = world.as('admin');
    await admin.get('/capabilities');
    const replies = await allAtOnce(
      world,
      Array.from({ length: 8 }, () => () => create(admin, { name: 'Ops' })),
    );
    assert.deepEqual(tally(replies.map(({ status }) => String(status))), { 201: 1, 409: 7 });
  });

  it('CON-03: the same key makes one group, and the same key with another body makes none', async () => {
    const world = await givenWorld({ database: { max: 10 } });
    const admin = world.as('admin');
    await admin.get('/capabilities');
    const key = { 'idempotency-key': 'make-ops' };
    const replies = await Promise.all(Array.from({ length: 5 }, () => create(admin, { name: 'Ops' }, key)));
    for (const { status, body } of replies) assert.ok(status === 201 || body.code === 'in_progress', String(status));
    assert.equal((await groupsOf(world)).total, 1);
    assert.equal((await create(admin, { name: 'Dev' }, key)).status, 422);
    assert.equal((await groupsOf(world)).total, 1);
  });

  it('CON-01: an edit or a deletion of what somebody else has changed meanwhile is refused with the present tag', async () => {
    const world = await givenWorld({ groups: { Ops: {} } });
    const admin = world.as('admin');
    const at = `/groups/${world.id('Ops')}`;
    assert.equal((await admin.patch(at, { description: 'first' }, { 'if-match': '"1"' })).status, 200);
    for (const reply of [
      await admin.patch(at, { description: 'second' }, { 'if-match': '"1"' }),
      await admin.patch(`${at}?dryRun=true`, { roles: [] }, { 'if-match': '"1"' }),
      await admin.patch(`${at}/members`, { remove: [] }, { 'if-match': '"1"' }),
      await admin.delete(at, { 'if-match': '"1"' }),
    ]) {
      assert.deepEqual([reply.status, reply.body.code, reply.headers.get('etag')], [412, 'stale', '"2"']);
    }
    assert.equal((await admin.patch(at, { description: 'third' })).status, 200, 'programs need not say what they saw');
    assert.equal((await admin.delete(at, { 'if-match': '"3"' })).status, 204);
  });

  it('ROL-20 S-13: another default group takes it from the one before, and of many at once exactly one is left', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const world = await givenWorld({
      database: { max: 10 },
      groups: { Everyone: { isDefault: true }, ...Object.fromEntries(names.map((name) => [name, {}])) },
    });
    const admin = world.as('admin');
    const defaults = async () => (await groupsOf(world)).items.filter(({ isDefault }) => isDefault);
    assert.equal((await create(admin, { name: 'New', isDefault: true })).status, 201);
    assert.deepEqual(
      (await defaults()).map(({ name }) => name),
      ['New'],
    );
    const works = names.map((name) => () => admin.patch(`/groups/${world.id(name)}`, { isDefault: true }));
    const replies = await allAtOnce(world, works);
    assert.deepEqual(tally(replies.map(({ status }) => String(status))), { 200: names.length });
    assert.equal((await defaults()).length, 1);
    const [last] = await defaults();
    assert.equal((await admin.patch(`/groups/${last!.id}`, { isDefault: false })).status, 200);
    assert.equal((await defaults()).length, 0, 'there need be none');
  });

  it('S-13: groups never reserve more than there is, also when they do it at once', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const world = await givenWorld({
      preset: 'spectra',
      database: { max: 10 },
      groups: Object.fromEntries(names.map((name) => [name, {}])),
      people: { admin: { roles: ['org-admin'] } },
    });
    const admin = world.as('admin');
    const reserve = (name: string, seats: number) =>
      admin.patch<GroupAnswer>(`/groups/${world.id(name)}`, { reservations: { seats } });
    const replies = await allAtOnce(
      world,
      names.map((name) => () => reserve(name, 200)),
    );
    assert.deepEqual(tally(replies.map(({ status }) => String(status))), { 200: 2, 409: 4 });
    const refused = replies.find(({ status }) => status === 409)!.body;
    assert.equal(refused.code, 'reservation_exceeded');
    assert.deepEqual(refused.errors, [
      {
        pointer: '/reservations/seats',
        code: 'reservation_exceeded',
        detail: 'Seats: 100 people of 500 are left for this group.',
      },
    ]);
    const { items, reserved } = await groupsOf(world);
    assert.deepEqual(reserved, { seats: 400 });
    const holder = items.find(({ reservations }) => reservations['seats'] === 200)!;
    assert.equal((await admin.patch(`/groups/${holder.id}`, { reservations: { seats: 300 } })).status, 200);
    assert.equal((await admin.patch(`/groups/${holder.id}`, { reservations: { seats: 301 } })).status, 409);
    // The organization has fewer meanwhile: what is taken can be given back step by step.
    await world.inTenant(({ tx }) =>
      tx.execute(sql`update roster.organizations set portal = jsonb_set(portal, '{reservations,0,total}', '100')`),
    );
    assert.equal((await admin.patch(`/groups/${holder.id}`, { reservations: { seats: 299 } })).status, 200);
    assert.equal((await admin.patch(`/groups/${holder.id}`, { reservations: { seats: 300 } })).status, 409);
    assert.equal((await admin.delete(`/groups/${holder.id}`)).status, 204);
    assert.deepEqual((await groupsOf(world)).reserved, { seats: 200 });
  });

  it('S-13 EML-19 ROL-16: what cannot be a group is refused with a pointer to each fault, and nothing is made', async () => {
    const world = await givenWorld({ preset: 'spectra' });
    const role = world.id('org-member');
    const wrong: [body: unknown, status: number, pointer: string][] = [
      [{ name: '' }, 422, '/name'],
      [{ name: ' \u200b ' }, 422, '/name'],
      [{ name: '\u0301' }, 422, '/name'],
      [{ name: 'a\u202eb' }, 422, '/name'],
      [{ name: 'x'.repeat(121) }, 422, '/name'],
      [{}, 422, '/name'],
      [{ name: 'x', description: 'x'.repeat(501) }, 422, '/description'],
      [{ name: 'x', isDefault: 'yes' }, 422, '/isDefault'],
      [{ name: 'x', roles: [''] }, 422, '/roles/0'],
      [{ name: 'x', roles: ['__proto__'] }, 422, '/roles/0'],
      [{ name: 'x', roles: ['admin,owner'] }, 422, '/roles/0'],
      [{ name: 'x', roles: [role, role] }, 422, '/roles/1'],
      [{ name: 'x', roles: [world.id('admin').replace('mem_', 'rol_')] }, 422, '/roles/0'],
      [{ name: 'x', roles: { 0: role } }, 422, '/roles'],
      [{ name: 'x', reservations: { seats: -1 } }, 422, '/reservations/seats'],
      [{ name: 'x', reservations: { seats: 1.5 } }, 422, '/reservations/seats'],
      [{ name: 'x', reservations: { seats: 1e300 } }, 422, '/reservations/seats'],
      [{ name: 'x', reservations: { gold: 1 } }, 422, '/reservations/gold'],
      [{ name: 'x', reservations: { constructor: 1 } }, 422, '/reservations/constructor'],
      [{ name: 'x', memberCount: 3 }, 400, '/memberCount'],
    ];
    for (const [body, status, pointer] of wrong) {
      const reply = await create(world.as('admin'), body);
      assert.deepEqual([reply.status, pointers(reply.body.errors)], [status, [pointer]], JSON.stringify(body));
    }
    const foreign = await world.another({ slug: 'other', preset: 'spectra' });
    const reply = await create(world.as('admin'), { name: 'x', roles: [foreign.id('org-member')] });
    assert.deepEqual(
      [reply.status, pointers(reply.body.errors)],
      [422, ['/roles/0']],
      'a role of elsewhere is no role',
    );
    assert.equal((await groupsOf(world)).total, 0);
  });
});

describe('people who may not manage groups', () => {
  afterEach(endOfTest);

  it('A-01: are refused by every route that changes them, and told so beforehand', async () => {
    const world = await givenWorld({
      groups: { Ops: {} },
      people: { admin: { roles: ['admin'] }, bob: { roles: ['member'], groups: ['Ops'] } },
    });
    const bob = world.as('bob');
    const at = `/groups/${world.id('Ops')}`;
    for (const reply of [
      await create(bob, { name: 'Mine' }),
      await bob.patch(at, { name: 'Mine' }),
      await bob.patch(`${at}?dryRun=true`, { roles: [] }),
      await bob.delete(at),
      await bob.delete(`${at}?dryRun=true`),
    ]) {
      assert.deepEqual([reply.status, reply.body.code, reply.body.permission], [403, 'forbidden', 'group:manage']);
    }
    const members = await bob.patch(`${at}/members`, { remove: [world.id('bob')] });
    assert.deepEqual([members.status, members.body.permission], [403, 'group:members']);
    const { group } = (await bob.get<GroupAnswer>(at)).body;
    for (const can of Object.values(group.can)) assert.equal((can as { code?: string }).code, 'forbidden');
  });

  it('are refused by a portal that does not offer groups, though they hold the permission', async () => {
    const { portal } = await givenWorld({ preset: 'spectra' });
    const actions = portal.actions.filter((action) => action !== 'groups');
    const world = await givenWorld({ preset: 'spectra', portal: { actions }, groups: { Ops: {} } });
    assert.equal((await create(world.as('admin'), { name: 'Dev' })).status, 403);
    const at = `/groups/${world.id('Ops')}`;
    assert.equal((await world.as('admin').patch(`${at}/members`, { remove: [] })).status, 403);
    assert.equal((await world.as('admin').delete(at)).status, 403);
  });
});
