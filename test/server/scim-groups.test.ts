import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { limits } from '../../server/contract/index.ts';
import { crowd, given, rowsOf, type World } from '../support/given.ts';
import { ask, each, filter, groupSchema, patch } from '../support/scim.ts';

const group = (displayName: string, rest: object = {}): object => ({ schemas: [groupSchema], displayName, ...rest });

function office(): Promise<World> {
  return given({
    preset: 'default',
    groups: { Ops: {}, Öffice: {} },
    people: { admin: { roles: ['admin'] }, ann: { groups: ['Ops'] }, ben: { groups: ['Ops'] }, cyd: {} },
  });
}

describe('a directory that looks for groups', () => {
  test('finds them by name, own id and member, and is refused what cannot be asked', async () => {
    const world = await office();
    const key = world.key('scim');
    const made = await ask(key, 'POST', '/Groups', group('Pushed', { externalId: 'g-1' }));
    assert.equal(made.status, 201, made.text);
    const found = async (text: string): Promise<unknown[]> => {
      const reply = await ask(key, 'GET', `/Groups?${filter(text)}`);
      assert.equal(reply.status, 200, `${text}: ${reply.text}`);
      return each(reply.body.Resources, 'displayName');
    };
    for (const [text, names] of [
      ['displayName eq "OPS"', ['Ops']],
      ['displayName eq "office"', ['Öffice']],
      ['displayName sw "p"', ['Pushed']],
      ['externalId eq "g-1"', ['Pushed']],
      [`id eq "${world.id('Ops')}"`, ['Ops']],
      [`members.value eq "${world.id('ann')}"`, ['Ops']],
      [`members[value eq "${world.id('cyd')}"]`, []],
      [`displayName eq "Ops" and externalId eq "g-1"`, []],
      [`displayName eq "Ops" or externalId eq "g-1"`, ['Ops', 'Pushed']],
    ] as const)
      assert.deepEqual((await found(text)).toSorted(), names, text);
    for (const text of [
      'displayName co "p"',
      'active eq true',
      'members sw "mem_"',
      'members.display eq "Ann"',
      'displayName eq true',
    ]) {
      const reply = await ask(key, 'GET', `/Groups?${filter(text)}`);
      assert.deepEqual([reply.status, reply.body['scimType']], [400, 'invalidFilter'], text);
    }
  });

  test('is never told a part of the members as if it were all of them', async () => {
    const world = await given({ preset: 'default', groups: { All: {} }, people: crowd(3) });
    const key = world.key('scim');
    const { organizationId } = world;
    const most = limits.membersPerGroupAnswer;
    await world.given.ownerSql.unsafe(
      `with many as (
         insert into roster.members (organization_id, id, email, name_key, words, joined_at)
         select '${organizationId}', gen_random_uuid(), 'p' || n || '@many.example', '', '{}', now()
           from generate_series(1, ${most}) n returning id)
       insert into roster.group_members (organization_id, group_id, member_id)
       select '${organizationId}', '${world.uuid('All')}', id from many`,
    );
    const path = `/Groups/${world.id('All')}`;
    assert.equal((await ask(key, 'GET', path)).body.members.length, most);
    const more = patch({ op: 'add', path: 'members', value: [{ value: world.id('person0') }] });
    assert.equal((await ask(key, 'PATCH', path, more)).status, 204);
    const refused = await ask(key, 'GET', path);
    assert.deepEqual([refused.status, refused.body['scimType']], [400, 'tooMany']);
    assert.equal((await ask(key, 'GET', '/Groups')).status, 400);
    assert.equal((await ask(key, 'GET', `${path}?excludedAttributes=members`)).status, 200);
    assert.equal((await ask(key, 'GET', '/Groups?attributes=displayName')).status, 200);
    const less = await ask(key, 'PUT', path, group('All', { members: [{ value: world.id('person1') }] }));
    assert.deepEqual([less.status, less.body['scimType']], [400, 'tooMany'], 'nor are so many taken out at once');
  });
});

describe('a directory that keeps groups', () => {
  test('keeps the members it does not name, replaces those it names, and takes operations in their order', async () => {
    const world = await office();
    const key = world.key('scim');
    const path = `/Groups/${world.id('Ops')}`;
    const [ann, ben, cyd] = ['ann', 'ben', 'cyd'].map((name) => ({ value: world.id(name) })) as [
      object,
      object,
      object,
    ];
    const after = async (): Promise<unknown[]> =>
      each((await ask(key, 'GET', path)).body.members, 'display').toSorted();
    assert.equal((await ask(key, 'PUT', path, group('Ops 2', { externalId: 'g' }))).status, 200);
    assert.deepEqual(await after(), ['ann', 'ben']);
    assert.equal((await ask(key, 'PUT', path, group('Ops 2', { members: [cyd, ben] }))).status, 200);
    assert.deepEqual(await after(), ['ben', 'cyd']);
    for (const [operations, names] of [
      [
        [
          { op: 'replace', path: 'members', value: [ann] },
          { op: 'add', path: 'members', value: cyd },
        ],
        ['ann', 'cyd'],
      ],
      [
        [
          { op: 'add', path: 'members', value: [ben] },
          { op: 'remove', path: 'members', value: [ben, ann] },
        ],
        ['cyd'],
      ],
      [
        [
          { op: 'remove', path: 'members' },
          { op: 'add', value: { members: [ann, ben] } },
        ],
        ['ann', 'ben'],
      ],
      [[{ op: 'remove', path: `members[value eq "${world.id('ann')}" or value eq "mem_x"]` }], ['ben']],
      [[{ op: 'replace', value: { displayName: 'Ops 3', members: [] } }], []],
    ] as const) {
      const reply = await ask(key, 'PATCH', path, patch(...operations));
      assert.equal(reply.status, 204, reply.text);
      assert.deepEqual(await after(), names, JSON.stringify(operations));
    }
    assert.equal((await ask(key, 'GET', path)).body.displayName, 'Ops 3');
  });

  test('is told that a name, an id or a person is the fault, and never that the group is not there', async () => {
    const world = await office();
    const other = await world.another({ preset: 'default', slug: 'other', people: { eve: {} } });
    const key = world.key('scim');
    const path = `/Groups/${world.id('Ops')}`;
    const add = (value: unknown): object => patch({ op: 'add', path: 'members', value: [{ value }] });
    for (const [method, at, body, status, type] of [
      ['POST', '/Groups', group('ops'), 409, 'uniqueness'],
      ['PUT', path, group('ÖFFICE'), 409, 'uniqueness'],
      ['POST', '/Groups', group(' '), 400, 'mutability'],
      ['POST', '/Groups', { schemas: [groupSchema] }, 400, 'invalidValue'],
      ['POST', '/Groups', { displayName: 'No schema' }, 400, 'invalidSyntax'],
      ['POST', '/Groups', group('x'.repeat(121)), 400, 'invalidValue'],
      ['POST', '/Groups', group('With Eve', { members: [{ value: other.id('eve') }] }), 400, 'invalidValue'],
      ['PATCH', path, add(other.id('eve')), 400, 'invalidValue'],
      ['PATCH', path, add(world.id('Öffice')), 400, 'invalidValue'],
      ['PATCH', path, add('nonsense'), 400, 'invalidValue'],
      ['PATCH', path, add(5), 400, 'invalidValue'],
      ['PATCH', path, patch({ op: 'remove', path: 'displayName' }), 400, 'mutability'],
      ['PATCH', path, patch({ op: 'replace', path: 'id', value: 'x' }), 400, 'mutability'],
      ['PATCH', path, patch({ op: 'remove', path: 'members[display eq "Ann"]' }), 400, 'invalidFilter'],
      ['PATCH', path, patch({ op: 'add', path: 'members[value eq "x"]', value: {} }), 400, 'invalidPath'],
      ['PATCH', path, patch({ op: 'add', path: 'members', value: 'x' }), 400, 'invalidValue'],
    ] as const) {
      const reply = await ask(key, method, at, body);
      assert.deepEqual(
        [reply.status, reply.body['scimType']],
        [status, type],
        `${JSON.stringify(body)}: ${reply.text}`,
      );
    }
    const gone = patch({ op: 'remove', path: 'members', value: [{ value: other.id('eve') }, { value: 'nonsense' }] });
    assert.equal((await ask(key, 'PATCH', path, gone)).status, 204, 'who is not there has gone');
    assert.equal((await ask(key, 'GET', `/Groups?${filter('displayName eq "With Eve"')}`)).body.totalResults, 0);
    const second = group('Second', { externalId: 'g-1' });
    assert.equal((await ask(key, 'POST', '/Groups', second)).status, 201);
    const third = await ask(key, 'POST', '/Groups', group('Third', { externalId: 'g-1' }));
    assert.deepEqual([third.status, third.body['scimType']], [409, 'uniqueness']);
  });

  test('CON-01: sees by the version that somebody came or went, and changes only what it has seen', async () => {
    const world = await office();
    const key = world.key('scim');
    const path = `/Groups/${world.id('Ops')}`;
    const tag = (await ask(key, 'GET', path)).headers.get('etag')!;
    await world.as('admin').patch(`/groups/${world.id('Ops')}/members`, { add: [{ id: world.id('cyd') }] });
    const none = patch({ op: 'remove', path: 'members' });
    assert.equal((await ask(key, 'PATCH', path, none, { 'if-match': tag })).status, 412);
    assert.equal((await ask(key, 'PUT', path, group('Ops'), { 'if-match': tag })).status, 412);
    assert.equal((await ask(key, 'DELETE', path, undefined, { 'if-match': tag })).status, 412);
    const now = await ask(key, 'GET', path);
    assert.notEqual(now.headers.get('etag'), tag);
    assert.equal((await ask(key, 'PATCH', path, none, { 'if-match': now.body.meta.version })).status, 204);
    assert.equal((await ask(key, 'GET', path, undefined, { 'if-none-match': tag })).status, 200);
  });

  test('writes down who came and went and tells of it, by its key', async () => {
    const world = await office();
    const path = `/Groups/${world.id('Ops')}`;
    const reply = await ask(
      world.key('scim'),
      'PATCH',
      path,
      patch({ op: 'add', path: 'members', value: [{ value: world.id('cyd') }] }),
    );
    assert.equal(reply.status, 204);
    const { items } = (await world.as('admin').get(`/audit?target=${world.id('cyd')}`)).body;
    assert.deepEqual([items[0].action, items[0].actor.kind], ['member.updated', 'key']);
    const events = await rowsOf<{ type: string }>(world, sql`select type from roster.events order by id`);
    assert.deepEqual(new Set(events.map(({ type }) => type)), new Set(['member.updated', 'group.updated']));
  });
});
