import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { listMembers, type MemberQuestion } from '../../server/domain/members/list-members.ts';
import { foldText, memberIdentity } from '../../server/domain/members/identity.ts';
import type { Context } from '../../server/domain/context.ts';
import { resources } from '../../server/http/resources.ts';
import type { Route } from '../../server/http/route.ts';
import { anyRequest, askedAbout } from '../attack/any-request.ts';
import { engine } from '../support/postgres.ts';
import { given, rowsOf, type World } from '../support/given.ts';

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
  await fc.assert(await anyRequest(await given(askedAbout), routes), options);
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
