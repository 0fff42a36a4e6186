import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { fromId, type MemberStatus } from '../../server/contract/index.ts';
import { listMembers, type MemberQuestion } from '../../server/domain/members/list-members.ts';
import type { Context } from '../../server/domain/context.ts';
import { memberIdentity } from '../../server/domain/members/identity.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { engine } from '../support/postgres.ts';
import { crowd, given, type World } from '../support/given.ts';

/** Somebody as a list without a database would keep them. */
interface Person {
  id: string;
  name: string;
  email: string;
  status: MemberStatus | 'removed';
  joinedAt: number | null;
  day: string;
  own: Set<string>;
  groups: Set<string>;
}

const people = engine === 'pglite' ? 30 : 60;
const roles = ['admin', 'manager', 'member'] as const;
const groups = ['G1', 'G2', 'G3'] as const;
/** Roles that come with a group. */
const inherited: Record<string, string> = { G1: 'manager' };
const given_ = ['Zoë', 'zoe', 'Anna', 'Änne', 'Ann-Marie', 'Bob', 'Łukasz', 'José', 'Inci', '李明', 'Annabel 2'];
const family = ['Müller', 'Mueller', 'Muller', "O'Neil", 'de la Cruz', 'Straße', 'Nguyễn', '王', 'Bauer', 'Baumann'];
const domains = ['north.example', 'nord.example', 'x.example'];

/** Without case and marks, as a person types it. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();
const parts = (text: string): string[] => plain(text).match(/\p{L}+|\p{N}+/gu) ?? [];
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

function expected(all: readonly Person[], question: MemberQuestion, world: World): string[] {
  const { query = '', status = [], role = [], group = [], sort = { key: 'email', down: false } } = question;
  const holds = ({ own, groups: in_ }: Person): string[] =>
    [...own, ...[...in_].flatMap((one) => inherited[one] ?? [])].map((key) => world.uuid(key));
  const filtered = all.filter(
    (one) =>
      one.status !== 'removed' &&
      (status.length === 0 || status.includes(one.status)) &&
      (role.length === 0 || holds(one).some((id) => role.includes(id))) &&
      (group.length === 0 || [...one.groups].some((key) => group.includes(world.uuid(key)))),
  );
  const words = parts(query);
  const begins = filtered.filter((one) => {
    const own = [...parts(one.name), ...parts(one.email)];
    return words.every((word) => own.some((has) => has.startsWith(word)));
  });
  const letters = plain(query);
  const searched = query.trim() !== '';
  const found =
    searched && (words.length === 0 || begins.length === 0)
      ? filtered.filter((one) => letters !== '' && (one.email.includes(letters) || plain(one.name).includes(letters)))
      : begins;
  const key = (one: Person): string | null =>
    sort.key === 'email'
      ? one.email
      : sort.key === 'name'
        ? plain(one.name)
        : sort.key === 'lastActiveAt'
          ? one.day
          : one.joinedAt === null
            ? null
            : String(one.joinedAt).padStart(15, '0');
  const turn = sort.down ? -1 : 1;
  return found
    .toSorted((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return x === y ? turn * bytes(a.id, b.id) : x === null ? 1 : -1;
      return turn * (bytes(x, y) || bytes(a.id, b.id));
    })
    .map(({ id }) => id);
}

type List = (context: Context, question: MemberQuestion) => ReturnType<typeof listMembers>;

/** Asks this list and the one without a database the same of the same people, again and again; throws where they differ. */
async function compare(list: List, numRuns: number): Promise<void> {
  const home = await given({ preset: 'default', people: { admin: { roles: ['admin'] } } });
  const nature = fc.record({
    name: fc.tuple(fc.constantFrom(...given_), fc.constantFrom(...family)).map((both) => both.join(' ')),
    domain: fc.constantFrom(...domains),
    status: fc.constantFrom<Person['status']>('invited', 'active', 'active', 'active', 'suspended', 'removed'),
    joined: fc.nat(6),
    day: fc.constantFrom('', '2026-01-01', '2026-01-02', '2026-02-01'),
    own: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
    groups: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
  });
  const typed = fc.oneof(
    fc
      .array(fc.tuple(fc.constantFrom(...given_, ...family, ...domains, 'person', '00', '7'), fc.nat(5)), {
        minLength: 1,
        maxLength: 3,
      })
      .map((words) => words.map(([word, cut]) => [...word].slice(0, cut + 1).join('')).join(' ')),
    fc.constantFrom('', ' ', 'nn', 'exam', 'üll', 'qqz', '%', "o'n", '-', 'n00'),
  );
  const question = fc.record({
    query: typed,
    status: fc.subarray(['invited', 'active', 'suspended'] as const),
    role: fc.subarray([...roles], { maxLength: 2 }),
    group: fc.subarray([...groups], { maxLength: 2 }),
    key: fc.constantFrom('email', 'name', 'lastActiveAt', 'joinedAt'),
    down: fc.boolean(),
    limit: fc.constantFrom(1, 2, 7, 30),
  });
  /** The filters that are drawn are mostly left out, or nobody would be found. */
  const asked = fc.tuple(question, fc.tuple(fc.boolean(), fc.nat(3), fc.nat(3), fc.nat(3)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(nature, { minLength: people, maxLength: people }),
      fc.array(fc.tuple(fc.nat(people - 1), nature), { maxLength: 25 }),
      fc.array(asked, { minLength: 30, maxLength: 30 }),
      async (natures, changes, questions) => {
        const world = await home.another({
          preset: 'default',
          slug: `o${newUuid()}`,
          groups: { G1: { roles: ['manager'] }, G2: {}, G3: {} },
          people: crowd(people, () => ({ roles: [] })),
        });
        const all = natures.map((one, index) => become(world, index, one));
        await write(world, all);
        for (const [index, one] of changes)
          if (all[index]!.status !== 'removed') all[index] = become(world, index, one);
        await write(
          world,
          [...new Set(changes.map(([index]) => index))].map((index) => all[index]!),
        );
        for (const [drawn, [search, withStatus, withRole, withGroup]] of questions) {
          const asking: MemberQuestion = {
            ...(search && { query: drawn.query }),
            ...(withStatus === 0 && { status: drawn.status }),
            ...(withRole === 0 && { role: drawn.role.map((role) => world.uuid(role)) }),
            ...(withGroup === 0 && { group: drawn.group.map((group) => world.uuid(group)) }),
            sort: { key: drawn.key, down: drawn.down },
            limit: drawn.limit,
          };
          const wanted = expected(all, asking, world);
          const [found, totals] = await walked(world, asking, list);
          assert.deepEqual(found, wanted, JSON.stringify(drawn));
          // Where many match it is counted a little way only; then it never says more than there are.
          for (const { total, atLeast } of totals) {
            if (atLeast) assert.ok(total <= wanted.length);
            else assert.equal(total, wanted.length, JSON.stringify(drawn));
          }
        }
      },
    ),
    { numRuns, endOnFailure: true, includeErrorInReport: true },
  );
}

/** Lists that are wrong in one thing, and most of the time right. */
const wrong: Record<string, List> = {
  'hears only the first word': (context, { query, ...rest }) =>
    listMembers(context, { ...rest, ...(query !== undefined && { query: query.trim().split(' ')[0]! }) }),
  'knows only one of several roles': (context, { role, ...rest }) =>
    listMembers(context, { ...rest, ...(role && { role: role.slice(0, 1) }) }),
  'leaves out the first of every page but the first': async (context, question) => {
    const page = await listMembers(context, question);
    return question.cursor === undefined ? page : { ...page, items: page.items.slice(1) };
  },
};

describe('lists beside a list without a database', () => {
  test('DX: whatever people are called and whatever happens to them, every search, filter, order and page finds who it should', () =>
    compare(listMembers, engine === 'pglite' ? 2 : 6));

  for (const [fault, list] of Object.entries(wrong))
    test(`DX: a list that ${fault} is found out`, () => assert.rejects(compare(list, 4), /Property failed/));
});

function become(world: World, index: number, nature: Nature): Person {
  return {
    id: world.uuid(`person${index}`),
    name: nature.name,
    email: `person${String(index).padStart(3, '0')}@${nature.domain}`,
    status: nature.status,
    joinedAt: nature.status === 'invited' ? null : Date.UTC(2026, 0, 1 + nature.joined),
    day: nature.day,
    // Who leaves, leaves all of it.
    own: new Set(nature.status === 'removed' ? [] : nature.own),
    groups: new Set(nature.status === 'removed' ? [] : nature.groups),
  };
}

type Nature = Omit<Person, 'id' | 'email' | 'joinedAt' | 'own' | 'groups'> & {
  domain: string;
  joined: number;
  own: string[];
  groups: string[];
};

/** Makes the tables say what the people are, whatever they said before. */
async function write(world: World, all: readonly Person[]): Promise<void> {
  const organization = world.organizationId;
  const rows = all.map((one) => ({ ...one, ...memberIdentity(one), joinedAt: one.joinedAt && new Date(one.joinedAt) }));
  const given = (of: (one: Person) => Set<string>): string =>
    JSON.stringify(all.flatMap((one) => [...of(one)].map((key) => ({ member: one.id, id: world.uuid(key) }))));
  const ids = sql`${sql.param(all.map(({ id }) => id))}::uuid[]`;
  await world.inTenant(async ({ tx }) => {
    await tx.execute(
      sql`delete from roster.member_roles where organization_id = ${organization} and member_id = any (${ids})`,
    );
    await tx.execute(
      sql`delete from roster.group_members where organization_id = ${organization} and member_id = any (${ids})`,
    );
    await tx.execute(sql`
      update roster.members m
         set name = p.name, email = p.email, name_key = p."nameKey", words = p.words, last_active_day = p.day,
             joined_at = p."joinedAt", suspended_at = case when p.status = 'suspended' then now() end,
             removed_at = case when p.status = 'removed' then now() end
        from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
          as p(id uuid, name text, email text, "nameKey" text, words text[], day text, status text, "joinedAt" timestamptz)
       where m.organization_id = ${organization} and m.id = p.id`);
    await tx.execute(sql`insert into roster.member_roles (organization_id, member_id, role_id)
      select ${organization}, p.member, p.id from jsonb_to_recordset(${given(({ own }) => own)}::text::jsonb) as p(member uuid, id uuid)`);
    await tx.execute(sql`insert into roster.group_members (organization_id, group_id, member_id)
      select ${organization}, p.id, p.member from jsonb_to_recordset(${given(({ groups: in_ }) => in_)}::text::jsonb) as p(member uuid, id uuid)`);
  });
}

/** All pages of a list, and what each said of the whole. */
async function walked(
  world: World,
  question: MemberQuestion,
  list: List,
): Promise<[string[], { total: number; atLeast?: boolean }[]]> {
  const found: string[] = [];
  const totals: { total: number; atLeast?: boolean }[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const after = cursor;
    const page = await world.inTenant((context) =>
      list(context, { ...question, ...(after !== undefined && { cursor: after }) }),
    );
    found.push(...page.items.map(({ id }) => fromId('mem', id)!));
    totals.push(page);
    assert.ok(page.next === null || page.items.length === question.limit, 'a page that has a next one is full');
    cursor = page.next;
  }
  return [found, totals];
}
