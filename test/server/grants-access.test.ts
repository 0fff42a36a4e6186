import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { GrantAnswer, GrantList } from '../../server/contract/index.ts';
import { allAtOnce } from '../support/barrier.ts';
import { crowd, rowsOf, type Client, type World } from '../support/given.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';

const workspace = '/resources/chart-workspace/w-1/grants';
const give = (client: Client, world: World, person: string, body: unknown, at = workspace) =>
  client.put<GrantAnswer>(`${at}/${world.id(person)}`, body);
const listOf = async (client: Client, at = workspace) => (await client.get<GrantList>(at)).body;

const people = { admin: { roles: ['admin'] }, ann: {}, bob: {}, ivo: { status: 'invited' as const, name: null } };

describe('access to a host’s shared resource', () => {
  afterEach(endOfTest);

  it('is given, changed, listed and taken away, person by person, and each of it is noted', async () => {
    const world = await givenWorld({ people });
    const admin = world.as('admin');
    const { status, body } = await give(admin, world, 'ann', { access: 'viewer' });
    assert.equal(status, 200);
    const { givenAt, ...grant } = body.grant;
    assert.deepEqual(grant, {
      member: world.id('ann'),
      access: 'viewer',
      givenBy: world.id('admin'),
      until: null,
      inEffect: true,
    });
    assert.ok(Math.abs(Date.parse(givenAt) - Date.now()) < 60_000);
    assert.deepEqual(body.names, { [world.id('ann')]: 'ann', [world.id('admin')]: 'admin' });
    await give(admin, world, 'ann', { access: 'editor' });
    await give(admin, world, 'bob', { access: 'viewer' });
    await give(admin, world, 'bob', { access: 'viewer' }, '/resources/dashboard/w-1/grants');
    const list = await listOf(admin);
    assert.deepEqual(list.items.map(({ member, access }) => [list.names[member], access]).toSorted(), [
      ['ann', 'editor'],
      ['bob', 'viewer'],
    ]);
    assert.deepEqual([list.total, list.next], [2, null]);
    const one = await admin.get<GrantAnswer>(`${workspace}/${world.id('ann')}`);
    assert.deepEqual(
      one.body.grant,
      list.items.find(({ member }) => member === world.id('ann')),
    );
    assert.equal((await admin.delete(`${workspace}/${world.id('ann')}`)).status, 204);
    assert.equal((await admin.delete(`${workspace}/${world.id('ann')}`)).status, 404);
    assert.equal((await admin.get(`${workspace}/${world.id('ann')}`)).status, 404);
    assert.equal((await listOf(admin)).total, 1);
    const audit = await rowsOf<{ action: string; changes: unknown }>(
      world,
      sql`select action, changes from roster.audit where target_id = ${world.uuid('ann')} order by seq`,
    );
    const resource = { type: 'chart-workspace', resource: 'w-1' };
    assert.deepEqual(audit, [
      { action: 'grant.given', changes: { ...resource, access: 'viewer', until: null } },
      { action: 'grant.given', changes: { ...resource, access: 'editor', until: null } },
      { action: 'grant.ended', changes: { ...resource, access: 'editor' } },
    ]);
  });

  it('O-09: ends when the person is removed, and other people’s on the same workspace stays', async () => {
    const world = await givenWorld({ people });
    const admin = world.as('admin');
    for (const person of ['ann', 'bob', 'ivo']) await give(admin, world, person, { access: 'viewer' });
    assert.ok((await admin.delete(`/members/${world.id('ann')}`)).status < 300);
    assert.ok((await admin.delete(`/members/${world.id('ivo')}/invitation`)).status < 300);
    assert.deepEqual(
      (await listOf(admin)).items.map(({ member }) => member),
      [world.id('bob')],
    );
    assert.deepEqual(await rowsOf(world, sql`select member_id from roster.grants`), [{ member_id: world.uuid('bob') }]);
    assert.equal((await admin.get(`${workspace}/${world.id('ann')}`)).status, 404);
    assert.equal((await give(admin, world, 'ann', { access: 'viewer' })).status, 404);
  });

  it('O-09: is kept by nobody who is removed while it is being given', async () => {
    for (let round = 0; round < 8; round++) {
      const world = await givenWorld({ people, database: { max: 6 } });
      const admin = world.as('admin');
      await admin.get('/capabilities');
      const replies = await allAtOnce<{ status: number }>(world, [
        () => admin.delete(`/members/${world.id('ann')}`),
        () => give(admin, world, 'ann', { access: 'viewer' }),
        () => give(admin, world, 'ann', { access: 'editor' }, '/resources/dashboard/d/grants'),
      ]);
      assert.ok(replies[0]!.status < 300);
      assert.ok(replies.every(({ status }) => status < 300 || status === 404));
      assert.deepEqual(await rowsOf(world, sql`select member_id from roster.grants`), []);
      await endOfTest();
    }
  });

  it('holds for active members until its time is over', async () => {
    const world = await givenWorld({ people });
    const admin = world.as('admin');
    const inEffect = async (person: string) =>
      (await admin.get<GrantAnswer>(`${workspace}/${world.id(person)}`)).body.grant.inEffect;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const given = await give(admin, world, 'ann', { access: 'viewer', until });
    assert.deepEqual([given.body.grant.until, given.body.grant.inEffect], [until, true]);
    await world.inTenant(({ tx }) => tx.execute(sql`update roster.grants set until = now() - interval '1 second'`));
    assert.equal(await inEffect('ann'), false);
    assert.equal((await give(admin, world, 'ann', { access: 'viewer', until: null })).body.grant.until, null);
    assert.equal(await inEffect('ann'), true);
    assert.ok((await admin.post(`/members/${world.id('ann')}/suspension`)).status < 300);
    assert.equal(await inEffect('ann'), false);
    assert.ok((await admin.delete(`/members/${world.id('ann')}/suspension`)).status < 300);
    assert.equal(await inEffect('ann'), true, 'a suspension takes nothing away for good');
    await give(admin, world, 'ivo', { access: 'viewer' });
    assert.equal(await inEffect('ivo'), false, 'from when they join');
    assert.equal((await listOf(admin)).names[world.id('ivo')], 'Invited User');
  });

  it('is for programs and people with the permission, and is refused with a pointer where it makes no sense', async () => {
    const world = await givenWorld({ people: { ...people, mia: { roles: ['member'] } } });
    for (const client of [world.as('mia'), world.key('member:read')]) {
      for (const reply of [
        await give(client, world, 'ann', { access: 'viewer' }),
        await client.get(workspace),
        await client.get(`${workspace}/${world.id('ann')}`),
        await client.delete(`${workspace}/${world.id('ann')}`),
      ])
        assert.deepEqual([reply.status, reply.body.permission], [403, 'grant:manage']);
    }
    const program = world.key('grant:manage');
    const given = await give(program, world, 'ann', { access: 'viewer' });
    assert.deepEqual([given.status, given.body.grant.givenBy], [200, null]);
    const wrong: [body: unknown, status: number, pointer: string][] = [
      [{}, 422, '/access'],
      [{ access: '' }, 422, '/access'],
      [{ access: 'a b' }, 422, '/access'],
      [{ access: 'x'.repeat(65) }, 422, '/access'],
      [{ access: 'viewer', until: 'tomorrow' }, 422, '/until'],
      [{ access: 'viewer', until: 'infinity' }, 422, '/until'],
      [{ access: 'viewer', until: '+275760-09-13T00:00:00Z' }, 422, '/until'],
      [{ access: 'viewer', until: '2026-01-01T00:00:00Z' }, 422, '/until'],
      [{ access: 'viewer', givenBy: world.id('ann') }, 400, '/givenBy'],
    ];
    for (const [body, status, pointer] of wrong) {
      const reply = await give(program, world, 'bob', body);
      const pointers = new Set(reply.body.errors?.map((error) => error.pointer));
      assert.deepEqual([reply.status, pointers], [status, new Set([pointer])], JSON.stringify(body));
    }
    for (const path of [
      '/resources/Workspace/w/grants',
      `/resources/${'x'.repeat(65)}/w/grants`,
      '/resources/w/a%00b/grants',
    ])
      assert.equal((await program.get(path)).status, 404, path);
    const odd = `/resources/file/${encodeURIComponent('a/b?c=é%')}/grants`;
    assert.equal((await give(program, world, 'bob', { access: 'viewer' }, odd)).status, 200);
    assert.equal((await listOf(program, odd)).total, 1);
  });

  it('is listed page by page, each person once', async () => {
    const world = await givenWorld({ people: { admin: { roles: ['admin'] }, ...crowd(7) } });
    const admin = world.as('admin');
    for (let index = 0; index < 7; index++) await give(admin, world, `person${index}`, { access: 'viewer' });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await listOf(admin, `${workspace}?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ member }) => member));
      assert.equal(page.total, 7);
      if (page.next === null) break;
      cursor = page.next;
    }
    assert.deepEqual([seen.length, new Set(seen).size], [7, 7]);
    const { next } = await listOf(admin, `${workspace}?limit=3`);
    const other = await admin.get(`/resources/dashboard/w-1/grants?cursor=${next}`);
    assert.equal(other.body.code, 'bad_cursor');
  });
});
