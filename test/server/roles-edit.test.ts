import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { rosterPermissions } from '../../server/contract/index.ts';
import type { MemberAnswer, RoleAnswer, RoleList } from '../../server/contract/index.ts';
import { allAtOnce } from '../support/barrier.ts';
import { rowsOf, type Client } from '../support/given.ts';
import { endOfTest, givenWorld, tally } from '../support/invite.ts';

const create = (client: Client, body: unknown, headers?: Record<string, string>) =>
  client.post<RoleAnswer>('/roles', body, headers);
const pointers = (errors: { pointer: string }[] = []): string[] => [...new Set(errors.map(({ pointer }) => pointer))];

/** The chief holds everything, the keeper keeps roles and holds little else. */
const roles = [
  { key: 'chief', name: 'Chief', description: '', permissions: [...rosterPermissions, 'chart:edit', 'chart:read'] },
  {
    key: 'keeper',
    name: 'Keeper',
    description: '',
    permissions: ['role:manage', 'role:read', 'member:read', 'chart:read'],
  },
  { key: 'reader', name: 'Reader', description: 'Looks.', permissions: ['member:read', 'chart:read'] },
  { key: 'editor', name: 'Editor', description: '', permissions: ['chart:edit', 'chart:read'] },
];
const people = { admin: { roles: ['chief'] }, kim: { roles: ['keeper'] } };

describe('the roles of an organization', () => {
  afterEach(endOfTest);

  it('I-05 D-08: an admin makes one out of the permissions there are, describes it, and gives it to somebody', async () => {
    const world = await givenWorld({ portal: { roles }, people });
    const admin = world.as('admin');
    const before = (await admin.get<RoleList>('/roles')).body;
    assert.deepEqual(
      before.permissions.map(({ permission }) => permission),
      [...rosterPermissions, 'chart:edit', 'chart:read'],
    );
    assert.ok(before.permissions.every(({ can }) => can === true));
    const reply = await create(admin, {
      name: 'Chart Steward',
      description: 'Reads charts and who works on them.',
      permissions: ['chart:read', 'member:read'],
    });
    assert.equal(reply.status, 201, reply.text);
    const { role } = reply.body;
    assert.deepEqual(
      [role.key, role.name, role.scope, role.exclusive, role.memberCount, role.version],
      ['chart-steward', 'Chart Steward', 'organization', false, 0, 1],
    );
    assert.deepEqual(role.can, { assign: true, update: true, delete: true });
    const { items } = (await admin.get<RoleList>('/roles')).body;
    assert.deepEqual(items.at(-1), role, 'last in the list');
    const given = await admin.patch<MemberAnswer>(`/members/${world.id('kim')}`, { roles: [role.id] });
    assert.equal(given.status, 200, given.text);
    assert.equal((await world.as('kim').get('/members')).status, 200);
    assert.equal((await world.as('kim').get('/roles')).status, 403);
    const [audit] = await rowsOf(world, sql`select actor_id, changes from roster.audit where action = 'role.created'`);
    assert.deepEqual(audit, {
      actor_id: world.uuid('admin'),
      changes: { key: 'chart-steward', name: 'Chart Steward', permissions: ['chart:read', 'member:read'] },
    });
    assert.deepEqual(await rowsOf(world, sql`select type, data from roster.events where type like 'role.%'`), [
      { type: 'role.created', data: { id: role.id } },
    ]);
  });

  it('D-08 ROL-08: nobody puts into a role, or takes out of it, a permission they do not hold', async () => {
    const world = await givenWorld({ portal: { roles }, people });
    const kim = world.as('kim');
    const catalogue = (await kim.get<RoleList>('/roles')).body.permissions;
    assert.deepEqual(
      catalogue.filter(({ can }) => can === true).map(({ permission }) => permission),
      ['member:read', 'role:read', 'role:manage', 'chart:read'],
    );
    const over = await create(kim, { name: 'Mine', permissions: ['chart:read', 'organization:manage'] });
    assert.deepEqual([over.status, over.body.code], [403, 'privilege_escalation']);
    assert.deepEqual(pointers(over.body.errors), ['/permissions/1']);
    const reader = `/roles/${world.id('reader')}`;
    for (const reply of [
      await kim.patch(reader, { permissions: ['member:read', 'chart:read', 'chart:edit'] }),
      await kim.patch(`${reader}?dryRun=true`, { permissions: ['member:invite'] }),
      await kim.patch(`/roles/${world.id('editor')}`, { permissions: [] }),
      await kim.patch(`/roles/${world.id('editor')}`, { name: 'Drawer' }),
      await kim.delete(`/roles/${world.id('chief')}`),
      await kim.delete(`/roles/${world.id('chief')}?dryRun=true`),
      await kim.patch(`/roles/${world.id('keeper')}`, { permissions: ['role:manage', 'role:read', 'member:update'] }),
    ]) {
      assert.deepEqual([reply.status, reply.body.code], [403, 'privilege_escalation'], reply.text);
    }
    assert.equal((await kim.patch(reader, { permissions: ['chart:read'] })).status, 200);
    const capped = world.as('admin', { scopes: ['role:manage', 'member:read', 'chart:read'] });
    const wide = await create(capped, { name: 'Wide', permissions: ['chart:edit'] });
    assert.equal(wide.body.code, 'privilege_escalation', 'a token gives no more than its scopes allow');
  });

  it('A-01: who may not manage roles is refused by every route that changes them', async () => {
    const world = await givenWorld({ portal: { roles }, people: { ...people, ray: { roles: ['reader'] } } });
    const ray = world.as('ray');
    const at = `/roles/${world.id('reader')}`;
    for (const reply of [
      await create(ray, { name: 'Mine', permissions: [] }),
      await ray.patch(at, { name: 'Mine' }),
      await ray.patch(`${at}?dryRun=true`, { permissions: [] }),
      await ray.delete(at),
      await ray.delete(`${at}?dryRun=true`),
    ]) {
      assert.deepEqual([reply.status, reply.body.permission], [403, 'role:manage']);
    }
    const closed = await givenWorld({ portal: { roles, actions: ['invite'] }, people });
    const refused = await create(closed.as('admin'), { name: 'Mine', permissions: [] });
    assert.deepEqual([refused.status, refused.body.detail], [403, 'This portal does not offer that.']);
  });

  it('ROL-16: what cannot be a role is refused with a pointer to each fault', async () => {
    const world = await givenWorld({ portal: { roles }, people });
    const wrong: [body: Record<string, unknown>, status: number, pointer: string][] = [
      [{ name: '' }, 422, '/name'],
      [{ name: 'rEADER' }, 422, '/name'],
      [{ key: 'reader' }, 422, '/key'],
      [{ key: 'Reader!' }, 422, '/key'],
      [{ key: '__proto__' }, 422, '/key'],
      [{ permissions: [''] }, 422, '/permissions/0'],
      [{ permissions: ['member:read', 'admin,owner'] }, 422, '/permissions/1'],
      [{ permissions: ['constructor'] }, 422, '/permissions/0'],
      [{ permissions: ['MEMBER:READ'] }, 422, '/permissions/0'],
      [{ permissions: ['member:read', 'member:read'] }, 422, '/permissions/1'],
      [{ permissions: ['*'] }, 422, '/permissions/0'],
      [{ permissions: 'member:read' }, 422, '/permissions'],
      [{ exclusive: 'no' }, 422, '/exclusive'],
      [{ description: 'x'.repeat(501) }, 422, '/description'],
      [{ scope: 'group' }, 400, '/scope'],
      [{ memberCount: 1 }, 400, '/memberCount'],
    ];
    for (const [fault, status, pointer] of wrong) {
      const reply = await create(world.as('admin'), { name: 'New', permissions: [], ...fault });
      assert.deepEqual([reply.status, pointers(reply.body.errors)], [status, [pointer]], JSON.stringify(fault));
    }
    const rename = await world.as('admin').patch(`/roles/${world.id('editor')}`, { name: 'reader' });
    assert.deepEqual([rename.status, pointers(rename.body.errors)], [422, ['/name']]);
    assert.equal((await world.as('admin').get<RoleList>('/roles')).body.items.length, roles.length);
  });

  it('makes a key of the name where none is given, and never the same one twice, also at once', async () => {
    const world = await givenWorld({ portal: { roles }, people, database: { max: 8 } });
    const admin = world.as('admin');
    const keys = [];
    for (const name of ['Billing  Ädmin', 'Billing Admin!', '99 Bottles', 'Ключ', 'Рoль'])
      keys.push((await create(admin, { name, permissions: [] })).body.role.key);
    assert.deepEqual(keys, ['billing-admin', 'billing-admin-2', 'bottles', 'role', 'o']);
    const works = Array.from({ length: 6 }, () => () => create(admin, { name: 'Race', permissions: [] }));
    const replies = await allAtOnce(world, works);
    assert.deepEqual(tally(replies.map(({ status }) => String(status))), { 201: 1, 422: 5 });
  });

  it('CON-01 CON-03: a stale edit or deletion is refused with the present tag, and a repeated creation makes one role', async () => {
    const world = await givenWorld({ portal: { roles }, people });
    const admin = world.as('admin');
    const at = `/roles/${world.id('reader')}`;
    const first = await admin.patch<RoleAnswer>(at, { description: 'Reads.' }, { 'if-match': '"1"' });
    assert.deepEqual([first.status, first.headers.get('etag'), first.body.role.description], [200, '"2"', 'Reads.']);
    for (const reply of [
      await admin.patch(at, { name: 'Second' }, { 'if-match': '"1"' }),
      await admin.delete(at, { 'if-match': '"1"' }),
    ])
      assert.deepEqual([reply.status, reply.headers.get('etag')], [412, '"2"']);
    assert.equal((await admin.patch<RoleAnswer>(at, { name: 'Reader' })).body.role.version, 2, 'nothing differs');
    const key = { 'idempotency-key': 'r1' };
    const [one, two] = [
      await create(admin, { name: 'Once', permissions: [] }, key),
      await create(admin, { name: 'Once', permissions: [] }, key),
    ];
    assert.deepEqual([one.status, two.status, two.text], [201, 201, one.text]);
  });
});
