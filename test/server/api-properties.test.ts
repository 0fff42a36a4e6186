import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Hono } from 'hono';
import { z } from 'zod';
import { listMembers, type MemberQuestion } from '../../server/domain/members/list-members.ts';
import { foldText, memberIdentity } from '../../server/domain/members/identity.ts';
import type { Context } from '../../server/domain/context.ts';
import type { Log } from '../../server/domain/log.ts';
import { makeApi } from '../../server/http/api.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { engine } from '../support/postgres.ts';
import { basePath, clientOf, given, rowsOf, type World } from '../support/given.ts';
import { enterpriseSchema, groupSchema, patch, userSchema } from '../support/scim.ts';

/** What a browser would send: an address cannot hold half a letter. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
const pglite = engine === 'pglite';

describe('searches of many members', () => {
  test('no list, search or filter of five thousand members reads the whole table', async () => {
    const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
    await fillWith(world, pglite ? 3_000 : 5_000);
    await world.given.ownerSql.unsafe('analyze roster.members; analyze roster.member_facets');
    const questions: MemberQuestion[] = [
      {},
      ...(['email', 'name', 'joinedAt', 'lastActiveAt'] as const).flatMap((key) => [
        { sort: { key, down: false } },
        { sort: { key, down: true } },
      ]),
      { query: 'bar' },
      { query: 'ba' },
      { query: 'b' },
      { query: 'anna bar' },
      { query: '123' },
      { status: ['suspended'] },
      { status: ['invited', 'suspended'], query: 'li' },
      { role: [world.uuid('manager')] },
      { role: [world.uuid('manager'), world.uuid('admin')], status: ['active'] },
    ];
    await world.inTenant(async (context) => {
      for (const question of questions) {
        const plans: string[] = [];
        const tx = new Proxy(context.tx, {
          get: (target, key) =>
            key === 'execute'
              ? async (query: never) => {
                  const rows = await target.execute<{ 'QUERY PLAN': string }>(sql`explain ${query}`);
                  plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
                  return target.execute(query);
                }
              : Reflect.get(target, key),
        });
        const { items } = await listMembers({ ...context, tx }, { limit: 25, ...question });
        assert.ok(items.length > 0, JSON.stringify(question));
        const whole = plans.filter((plan) => /Seq Scan on (members|member_facets)/.test(plan));
        assert.deepEqual(whole, [], JSON.stringify(question));
      }
    });
  });

  test('a search finds exactly those whom reading everybody would find', async () => {
    const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
    await fillWith(world, 1_500);
    const all = await rowsOf<{ id: string; words: string[] }>(world, sql`select id, words from roster.members`);
    for (const query of ['a', 'ba', 'bar', 'anna', 'anna b', 'north', 'lin 12', 'k', 'nort east', 'stei', '1']) {
      const words = foldText(query).split(' ');
      const expected = all.filter((row) => words.every((word) => row.words.some((own) => own.startsWith(word)))).length;
      for (const sort of ['email', '-name', 'joinedAt']) {
        const found = await world.allMembers(
          world.as('ada'),
          `limit=100&sort=${sort}&query=${encodeURIComponent(query)}`,
        );
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
        assert.equal(found.length, expected, `${query} by ${sort}`);
      }
      const { body } = await world.as('ada').get(`/members?limit=1&query=${encodeURIComponent(query)}`);
      assert.deepEqual([body.total, body.atLeast ?? false], [Math.min(expected, 1_000), expected > 1_000], query);
    }
  });
});

/** Members of common names: every tenth invited, some suspended, few managers. */
async function fillWith(world: World, count: number): Promise<void> {
  const first = ['anna', 'annette', 'bob', 'carl', 'dora', 'emil', 'franz', 'ida', 'lena', 'maria'];
  const piece = ['ba', 'den', 'ko', 'lin', 'mar', 'ner', 'stein', 'tov', 'wick', 'ski'];
  const rows = Array.from({ length: count }, (_, i) => {
    const last = `${piece[i % 10]}${piece[Math.floor(i / 10) % 10]}${piece[(i * 7) % 10]}`;
    const name = `${first[Math.floor(i / 13) % 10]} ${i % 3 ? last : `bar${last}`}`;
    return {
      i,
      ...memberIdentity({ name, email: `${name.replace(' ', '.')}${i}@${['north', 'east'][i % 2]}.example` }),
    };
  });
  for (let from = 0; from < count; from += 1_000) {
    await world.inTenant(({ tx, organizationId }) =>
      tx.execute(sql`
        insert into roster.members (organization_id, id, email, name, name_key, words, joined_at, suspended_at, role_ids, last_active_day)
        select ${organizationId}, gen_random_uuid(), email, name, "nameKey", words,
               case when i % 10 > 0 then now() - make_interval(mins => i) end, case when i % 31 = 1 then now() end,
               array[case when i % 100 = 7 then ${world.uuid('manager')}::uuid else ${world.uuid('member')}::uuid end],
               to_char(now() - make_interval(hours => i % 900), 'YYYY-MM-DD')
          from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 1_000))}::text::jsonb)
               as p(i integer, email text, name text, "nameKey" text, words text[])`),
    );
  }
}

/** Asks these routes for whatever comes to mind, always the same where a seed is given. */
async function askAnything(routes: readonly Route[], options: { numRuns: number; seed?: number }): Promise<void> {
  const world = await given({
    preset: 'default',
    groups: { Ops: {} },
    people: { ada: { roles: ['admin'] }, bob: { status: 'invited' } },
  });
  const app = new Hono();
  const { database, services } = world;
  const log: Log = (level, event, fields = {}) => void world.log.push({ level, event, fields });
  app.route(basePath, makeApi({ database, services, log, routes }));
  const [token, key] = [await world.token('ada'), await world.keySecret('*')];
  const clients = [clientOf(app, async () => token), clientOf(app, async () => key)];
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      '%',
      "'",
      '"; --',
      '-1',
      '1e400',
      '__proto__',
      world.id('bob'),
      world.id('member'),
      '9'.repeat(30),
      'a@b.example',
    ),
  );
  const value = fc.oneof(
    { maxDepth: 3 },
    text,
    fc.jsonValue({ maxDepth: 3 }),
    fc.array(text, { maxLength: 4 }),
    fc.double(),
    fc.constant(null),
  );
  // Whatever a route reads by name is tried with every one.
  const fields = [
    ...new Set(resources.flatMap(({ body }) => (body instanceof z.ZodObject ? Object.keys(body.shape) : []))),
  ];
  assert.ok(fields.length > 20);
  const queries = ['query', 'status', 'role', 'group', 'sort', 'limit', 'cursor', 'id', 'dryRun'];
  queries.push('filter', 'startIndex', 'count', 'attributes', 'excludedAttributes');
  const attribute = fc.oneof(
    text,
    fc.constantFrom('userName', 'active', 'externalId', 'name', 'name.givenName', 'emails[type eq "work"].value'),
    fc.constantFrom(
      'members',
      `members[value eq "${world.id('bob')}"]`,
      'displayName',
      `${enterpriseSchema}:department`,
    ),
  );
  const request = fc.record({
    route: fc.constantFrom(...routes),
    client: fc.constantFrom(...clients),
    id: fc.oneof(text, fc.constantFrom(world.id('bob'), world.id('Ops'), world.id('member'))),
    query: fc.array(fc.tuple(fc.nat(99), text), { maxLength: 3 }),
    body: fc.oneof(
      fc.dictionary(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: text }),
        value,
        { maxKeys: 5 },
      ),
      value,
      fc.record({
        add: fc.array(fc.record({ id: fc.constantFrom(world.id('bob'), world.id('ada')), groupRole: value })),
        remove: fc.array(fc.oneof(text, fc.constant(world.id('bob'))), { maxLength: 3 }),
      }),
      fc.record({ access: text, until: text }),
      fc
        .tuple(fc.dictionary(attribute, value, { maxKeys: 5 }), fc.constantFrom(userSchema, groupSchema))
        .map(([resource, schema]) => ({
          userName: 'new@scim.example',
          displayName: 'New',
          ...resource,
          schemas: [schema],
        })),
      fc
        .array(
          fc.record(
            { op: fc.constantFrom('Add', 'replace', 'Remove'), path: attribute, value },
            { requiredKeys: ['op'] },
          ),
        )
        .map((operations) => patch(...operations)),
      fc.record({
        people: fc.array(fc.record({ email: text, name: value }), { maxLength: 3 }),
        roles: fc.constant([world.id('member')]),
      }),
    ),
    headers: fc.record(
      {
        'if-match': fc.constantFrom('"1"', 'x', '*', '"999999999999"'),
        'idempotency-key': fc.stringMatching(/^[!-~]{1,8}$/),
      },
      { requiredKeys: [] },
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ route, client, id, query, body, headers }) => {
      const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(wellFormed(id)));
      // Mostly what the route reads, or little of it would ever be looked at.
      const own = Object.keys(route.query ?? {});
      const named = (at: number): string =>
        own.length > 0 && at % 4 > 0 ? own[at % own.length]! : queries[at % queries.length]!;
      const search =
        query.length > 0 ? `?${new URLSearchParams(query.map(([at, one]) => [named(at), wellFormed(one)]))}` : '';
      const response = await client.request(`/v1${path}${search}`, {
        method: route.method.toUpperCase(),
        headers: { 'content-type': 'application/json', ...headers },
        ...(route.method !== 'get' && { body: JSON.stringify(body) }),
      });
      // A stream of events has no end.
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) return response.body!.cancel();
      const answer = await response.text();
      assert.ok(
        response.status < 500 || response.status === 503,
        `${route.method} ${path}${search} ${JSON.stringify(body)}: ${answer} ${JSON.stringify(world.log.at(-2))}`,
      );
      if (response.status >= 400) assert.equal(Number(JSON.parse(answer).status), response.status);
    }),
    options,
  );
}

describe('requests nobody would write by hand', () => {
  test('no input of any shape makes the server answer that it is broken', async () => {
    await askAnything(resources, { numRuns: pglite ? 60 : 300 });
  });

  test('a route that breaks on one kind of text is found', async () => {
    const routes = resources
      .filter(({ path, method }) => path.startsWith('/members') && method === 'get')
      .map((route) => ({
        ...route,
        answer: (context: Context, input: Parameters<Route['answer']>[1]) => {
          if (JSON.stringify(input.query ?? {}).includes("'")) throw new Error('a quote was not escaped');
          return route.answer(context, input);
        },
      }));
    await assert.rejects(askAnything(routes, { numRuns: 1_000, seed: 7 }), /Property failed/);
  });
});
