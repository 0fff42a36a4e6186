import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type {
  GroupAnswer,
  GroupMember,
  GroupMemberList,
  GroupMembersAnswer,
  InviteAnswer,
  MemberAnswer,
  UndoAnswer,
} from '../../server/contract/index.ts';
import { toId } from '../../server/contract/index.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { allAtOnce } from '../support/barrier.ts';
import { crowd, rowsOf, type Client, type World } from '../support/given.ts';
import { endOfTest, givenWorld, tally } from '../support/invite.ts';

const change = (client: Client, world: World, group: string, body: unknown) =>
  client.patch<GroupMembersAnswer>(`/groups/${world.id(group)}/members`, body);
const list = async (client: Client, world: World, group: string, query = '') =>
  client.get<GroupMemberList>(`/groups/${world.id(group)}/members${query}`);
const names = (items: GroupMember[]): (string | null)[] => items.map(({ name }) => name);

/** The group's own count, and how many rows there are of it. */
async function countsOf(world: World, group: string): Promise<[shown: number, real: number]> {
  const { body } = await world.as('admin').get<GroupAnswer>(`/groups/${world.id(group)}`);
  const [row] = await rowsOf<{ n: number }>(
    world,
    sql`select count(*)::int as n from roster.group_members where group_id = ${world.uuid(group)}`,
  );
  return [body.group.memberCount, row!.n];
}

describe('the people in a group', () => {
  afterEach(endOfTest);

  it('S-14: are listed with name, address, group role and groups, and searched, filtered, sorted and paged', async () => {
    const world = await givenWorld({
      preset: 'spectra',
      portal: { searchable: ['name', 'email'] },
      groups: { Ops: {}, Dev: {} },
      people: {
        admin: { roles: ['org-admin'], groups: ['Dev'] },
        owen: {
          roles: ['org-member'],
          groups: { Ops: 'owner', Dev: 'member' },
          lastActiveAt: new Date('2026-11-20T10:00:00Z'),
        },
        mia: { roles: ['org-admin'], groups: ['Ops'] },
        ivo: { groups: ['Ops'], status: 'invited' },
        sue: { groups: ['Ops'], status: 'suspended' },
      },
    });
    const admin = world.as('admin');
    const { status, body } = await list(admin, world, 'Ops');
    assert.equal(status, 200);
    assert.deepEqual([body.total, body.next], [4, null]);
    assert.deepEqual(
      body.items.map(({ name, groupRole }) => [name, groupRole]),
      [
        ['ivo', 'member'],
        ['mia', 'member'],
        ['owen', 'owner'],
        ['sue', 'member'],
      ],
    );
    const owen = body.items[2]!;
    assert.deepEqual(owen.groups.toSorted(), [world.id('Dev'), world.id('Ops')].toSorted());
    assert.equal(owen.lastActiveAt, '2026-11-20T10:00:00.000Z');
    assert.deepEqual([owen.can.changeGroupRole, owen.can.removeFromGroup, owen.can.update], [true, true, true]);
    assert.equal(body.names[world.id('Dev')], 'Dev');
    const shown = async (query: string) => names((await list(admin, world, 'Ops', query)).body.items);
    assert.deepEqual(await shown('?query=mi'), ['mia']);
    assert.deepEqual(await shown('?query=admin'), [], 'a search stays within the group');
    assert.deepEqual(await shown('?query=ue'), ['sue'], 'also by letters from within a word');
    assert.deepEqual(await shown('?query=dmi'), []);
    assert.deepEqual(await shown('?status=invited&status=suspended'), ['ivo', 'sue']);
    assert.deepEqual(await shown(`?role=${world.id('org-admin')}`), ['mia']);
    assert.deepEqual(await shown(`?group=${world.id('Dev')}`), ['owen'], 'who is in both');
    assert.deepEqual(await shown('?sort=-name'), ['sue', 'owen', 'mia', 'ivo']);
    const first = await list(admin, world, 'Ops', '?limit=3');
    assert.deepEqual(names(first.body.items), ['ivo', 'mia', 'owen']);
    assert.deepEqual(await shown(`?limit=3&cursor=${first.body.next}`), ['sue']);
    const elsewhere = await list(admin, world, 'Dev', `?limit=3&cursor=${first.body.next}`);
    assert.equal(elsewhere.body.code, 'bad_cursor', 'a page of one group is none of another');
    const everybody = await admin.get(`/members?limit=3&cursor=${first.body.next}`);
    assert.equal(everybody.body.code, 'bad_cursor');
  });

  it('A-08 S-14 S-15: are added, changed and removed in one update, and told so; who is added is a Member', async () => {
    const world = await givenWorld({
      groups: { Ops: { roles: ['member'] } },
      people: { admin: { roles: ['admin'] }, ann: { groups: ['Ops'] }, bob: { groups: ['Ops'] }, cid: {}, dee: {} },
    });
    const admin = world.as('admin');
    const [ann, bob, cid, dee] = ['ann', 'bob', 'cid', 'dee'].map((name) => world.id(name));
    const { body, status, text } = await change(admin, world, 'Ops', {
      add: [{ id: cid }, { id: dee, groupRole: 'owner' }],
      update: [{ id: ann, groupRole: 'owner' }],
      remove: [bob],
    });
    assert.equal(status, 200, text);
    assert.deepEqual([body.added, body.updated, body.removed], [[cid, dee], [ann], [bob]]);
    assert.equal(body.group.memberCount, 3);
    const { items } = (await list(admin, world, 'Ops')).body;
    assert.deepEqual(
      items.map(({ id, groupRole }) => [id, groupRole]),
      [
        [ann, 'owner'],
        [cid, 'member'],
        [dee, 'owner'],
      ],
    );
    const { member } = (await admin.get<MemberAnswer>(`/members/${cid}`)).body;
    assert.deepEqual(member.inheritedRoles, [{ role: world.id('member'), groups: [world.id('Ops')] }]);
    const audit = await rowsOf(
      world,
      sql`select target_id, changes from roster.audit where action = 'member.updated' order by seq`,
    );
    const group = world.id('Ops');
    assert.deepEqual(audit, [
      { target_id: world.uuid('cid'), changes: { groups: { removed: [], added: [group] }, groupRole: 'member' } },
      { target_id: world.uuid('dee'), changes: { groups: { removed: [], added: [group] }, groupRole: 'owner' } },
      { target_id: world.uuid('ann'), changes: { group, groupRole: 'owner' } },
      { target_id: world.uuid('bob'), changes: { groups: { removed: [group], added: [] } } },
    ]);
    const told = await rowsOf<{ type: string; id: string }>(
      world,
      sql`select type, data ->> 'id' as id from roster.events order by type, id`,
    );
    assert.deepEqual(tally(told.map(({ type }) => type)), { 'group.updated': 1, 'member.updated': 4 });
    assert.deepEqual(new Set(told.map(({ id }) => id)), new Set([ann, bob, cid, dee, world.id('Ops')]));
  });

  it('A-08: nothing of an update happens where one part of it cannot', async () => {
    const world = await givenWorld({
      groups: { Ops: {} },
      people: { admin: { roles: ['admin'] }, ann: { groups: ['Ops'] }, bob: { groups: ['Ops'] }, cid: {} },
    });
    const admin = world.as('admin');
    const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((name) => world.id(name));
    const wrong: [body: unknown, status: number, pointers: string[]][] = [
      [{ add: [{ id: cid }], remove: [bob, bob] }, 422, ['/remove/1']],
      [{ add: [{ id: cid }, { id: ann }], remove: [ann] }, 422, ['/remove/0']],
      [{ add: [{ id: cid, groupRole: 'boss' }], remove: [bob] }, 422, ['/add/0/groupRole']],
      [{ remove: [bob], update: [{ id: cid, groupRole: 'owner' }] }, 422, ['/update/0/id']],
      [{ remove: [bob], add: [{ id: '__proto__' }] }, 422, ['/add/0/id']],
      [{ remove: [bob], add: [{ id: world.id('Ops') }] }, 422, ['/add/0/id']],
      [{ remove: [bob], add: [{ id: toId('mem', newUuid()) }] }, 404, ['/add/0/id']],
      [{ remove: [bob], join: [] }, 400, ['/join']],
    ];
    for (const [body, status, pointers] of wrong) {
      const reply = await change(admin, world, 'Ops', body);
      const found = (reply.body.errors ?? []).map(({ pointer }) => pointer);
      assert.deepEqual([reply.status, found], [status, pointers], JSON.stringify(body));
    }
    assert.deepEqual(names((await list(admin, world, 'Ops')).body.items), ['ann', 'bob']);
    assert.deepEqual(await rowsOf(world, sql`select 1 from roster.audit where action = 'member.updated'`), []);
  });

  it('A-08: two people who work on the same group do not undo or hinder each other', async () => {
    const world = await givenWorld({
      groups: { Ops: {} },
      people: { admin: { roles: ['admin'] }, ann: { groups: { Ops: 'owner' } }, bob: {} },
    });
    const admin = world.as('admin');
    const again = await change(admin, world, 'Ops', { add: [{ id: world.id('ann') }], remove: [world.id('bob')] });
    assert.equal(again.status, 200, again.text);
    assert.deepEqual([again.body.added, again.body.updated, again.body.removed], [[], [], []]);
    assert.equal((await list(admin, world, 'Ops')).body.items[0]!.groupRole, 'owner');
    const set = await change(admin, world, 'Ops', { add: [{ id: world.id('ann'), groupRole: 'member' }] });
    assert.deepEqual(set.body.updated, [world.id('ann')]);
    assert.deepEqual(await rowsOf(world, sql`select 1 from roster.events where type = 'member.joined'`), []);
  });

  it('A-08: a removal can be taken back, with the group role there was, and not once something has happened since', async () => {
    const world = await givenWorld({
      groups: { Ops: { roles: ['member'] } },
      people: { admin: { roles: ['admin'] }, ann: { groups: { Ops: 'owner' } }, bob: { groups: ['Ops'] } },
    });
    const admin = world.as('admin');
    const { body } = await change(admin, world, 'Ops', { remove: [world.id('ann'), world.id('bob')] });
    await admin.patch(`/members/${world.id('bob')}`, { name: 'Bobby' });
    const undone = await admin.post<UndoAnswer>('/undo', { changes: body.undo });
    assert.deepEqual(
      undone.body.results.map(({ id, status, code }) => [id, status, code]),
      [
        [world.id('ann'), 'done', undefined],
        [world.id('bob'), 'refused', 'stale'],
      ],
    );
    const { items } = (await list(admin, world, 'Ops')).body;
    assert.deepEqual(
      items.map(({ name, groupRole }) => [name, groupRole]),
      [['ann', 'owner']],
    );
    assert.deepEqual(await countsOf(world, 'Ops'), [1, 1]);
  });

  it('TEN-04: a member of another organization is nobody here, and the database would not take them either', async () => {
    const world = await givenWorld({ groups: { Ops: {} } });
    const other = await world.another({ slug: 'other', people: { eve: {} } });
    const plain = ({ status, text }: { status: number; text: string }) =>
      [status, text.replace(/"requestId":"[^"]*"/, '')] as const;
    const foreign = await change(world.as('admin'), world, 'Ops', { add: [{ id: other.id('eve') }] });
    const nobody = await change(world.as('admin'), world, 'Ops', { add: [{ id: toId('mem', newUuid()) }] });
    assert.equal(foreign.status, 404);
    assert.deepEqual(plain(foreign), plain(nobody));
    await assert.rejects(
      world.inTenant(({ tx, organizationId }) =>
        tx.execute(
          sql`insert into roster.group_members (organization_id, group_id, member_id)
              values (${organizationId}, ${world.uuid('Ops')}, ${other.uuid('eve')})`,
        ),
      ),
    );
    assert.deepEqual(await countsOf(world, 'Ops'), [0, 0]);
  });

  it('ROL-23: a group of three, two of them invited, counts three; who was removed counts no more', async () => {
    const world = await givenWorld({
      groups: { Ops: {} },
      people: {
        admin: { roles: ['admin'] },
        ann: { groups: ['Ops'] },
        ivo: { groups: ['Ops'], status: 'invited' },
        ida: { groups: ['Ops'], status: 'invited' },
      },
    });
    assert.deepEqual(await countsOf(world, 'Ops'), [3, 3]);
    assert.ok((await world.as('admin').delete(`/members/${world.id('ida')}/invitation`)).status < 300);
    assert.deepEqual(await countsOf(world, 'Ops'), [2, 2]);
    assert.ok((await world.as('admin').delete(`/members/${world.id('ann')}`)).status < 300);
    assert.deepEqual(await countsOf(world, 'Ops'), [1, 1]);
    const again = await change(world.as('admin'), world, 'Ops', { add: [{ id: world.id('ann') }] });
    assert.equal(again.status, 404, 'a removed person is added to nothing');
  });

  it('S-12 ROL-23: counts stay exact while people join, leave, are invited and are removed at the same time', async () => {
    const world = await givenWorld({
      database: { max: 10 },
      groups: { Ops: {}, Dev: {} },
      people: { admin: { roles: ['admin'] }, ...crowd(12, (index) => ({ groups: index % 2 ? ['Ops'] : [] })) },
    });
    const admin = world.as('admin');
    await admin.get('/capabilities');
    const person = (index: number) => world.id(`person${index}`);
    const replies = await allAtOnce<{ status: number }>(world, [
      () => change(admin, world, 'Ops', { add: [{ id: person(0) }, { id: person(2) }], remove: [person(1)] }),
      () => change(admin, world, 'Ops', { add: [{ id: person(2) }, { id: person(4) }], remove: [person(1)] }),
      () => change(admin, world, 'Dev', { add: [{ id: person(0) }, { id: person(3) }] }),
      () => admin.delete(`/members/${person(3)}`),
      () => admin.patch(`/members/${person(5)}`, { groups: [world.id('Dev')] }),
      () =>
        admin.post<InviteAnswer>('/invitations', {
          people: [{ email: 'n@default.example', groups: [world.id('Ops')] }],
        }),
      () => change(admin, world, 'Ops', { update: [{ id: person(7), groupRole: 'owner' }], remove: [person(9)] }),
    ]);
    assert.ok(
      replies.every(({ status }) => status < 300 || status === 404),
      JSON.stringify(replies.map((r) => r.status)),
    );
    for (const group of ['Ops', 'Dev']) {
      const [shown, real] = await countsOf(world, group);
      assert.equal(shown, real, group);
      const { total } = (await list(admin, world, group)).body;
      assert.equal(total, real, group);
    }
  });

  it('S-12: groups are ordered by name and by count, and searched by name', async () => {
    const world = await givenWorld({
      groups: { Alpha: {}, beta: {}, Gamma: {} },
      people: { admin: { roles: ['admin'] }, a: { groups: ['beta', 'Gamma'] }, b: { groups: ['beta'] } },
    });
    const shown = async (query: string) =>
      (await world.as('admin').get(`/groups${query}`)).body.items.map(({ name }: { name: string }) => name);
    assert.deepEqual(await shown(''), ['Alpha', 'beta', 'Gamma']);
    assert.deepEqual(await shown('?sort=-memberCount'), ['beta', 'Gamma', 'Alpha']);
    assert.deepEqual(await shown('?query=AM'), ['Gamma']);
  });

  it('O-07: nobody comes into a group whose roles exclude what they have', async () => {
    const { portal } = await givenWorld({ preset: 'optra' });
    const world = await givenWorld({
      preset: 'optra',
      portal: { actions: [...portal.actions, 'groups'] },
      groups: { Viewers: { roles: ['chart-viewer-only'] } },
      people: { admin: { roles: ['admin'] }, bob: { roles: ['chart-editor'] }, cid: {} },
    });
    const admin = world.as('admin');
    const both = { add: [{ id: world.id('cid') }, { id: world.id('bob') }] };
    const reply = await change(admin, world, 'Viewers', both);
    assert.deepEqual([reply.status, reply.body.code], [409, 'role_exclusive'], reply.text);
    assert.deepEqual(await countsOf(world, 'Viewers'), [0, 0]);
    const effect = await admin.patch(`/groups/${world.id('Viewers')}/members?dryRun=true`, both);
    assert.deepEqual([effect.status, effect.body.refused.code, effect.body.gaining], [200, 'role_exclusive', 2]);
    assert.equal((await change(admin, world, 'Viewers', { add: [{ id: world.id('cid') }] })).status, 200);
    const roles = [world.id('chart-editor')];
    const edit = await admin.patch(`/members/${world.id('cid')}`, { roles });
    assert.equal(edit.body.code, 'role_exclusive', 'nor is the other role given afterwards');
  });
});
