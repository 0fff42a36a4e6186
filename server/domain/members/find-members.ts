import { sql, type SQL } from 'drizzle-orm';
import type { SortKey } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import type { Condition, Search } from './search.ts';

export interface Sort {
  key: SortKey;
  down: boolean;
}

/** The last row of the page before: its sort key as text, null where it has none. */
export interface Place {
  key: string | null;
  id: string;
}

const sortColumns: Record<SortKey, { column: SQL; type: SQL; of: (row: MemberRow) => string | null }> = {
  email: { column: sql`m.email`, type: sql`text`, of: (row) => row.email },
  name: { column: sql`m.name_key`, type: sql`text`, of: (row) => row.name_key },
  lastActiveAt: { column: sql`m.last_active_day`, type: sql`text`, of: (row) => row.last_active_day },
  joinedAt: { column: sql`m.joined_at`, type: sql`timestamptz`, of: (row) => row.joined_at },
};

export function placeOf(row: MemberRow, { key }: Sort): Place {
  return { key: sortColumns[key].of(row), id: row.id };
}

/** Above this, walking the list in its order meets the next match sooner than collecting all matches would. */
const collectable = 1_000;
/** Above this, words that begin alike are too many to take the first members of each. */
const mergeable = 100;

/**
 * The next rows of a search, in the order of `sort`. Three ways, each reading little in its case: by address along the
 * facets, which stand in that order; from all that match, where these are few; and along the order's own index, judging
 * row after row, where they are many.
 * @param matches how many match, as far as they were counted
 */
export async function findMembers(
  context: Context,
  search: Search,
  sort: Sort,
  { after, limit, matches }: { after: Place | null; limit: number; matches: number },
): Promise<MemberRow[]> {
  const [driver] = search.conditions;
  const page = { after, limit };
  if (search.containing !== undefined) {
    const hits = among(sql`select roster.members_containing(${search.containing}, ${2 * (collectable + 1)})`);
    return readInOrder(context, hits, search, sort, page);
  }
  if (!driver) return readInOrder(context, undefined, search, sort, page);
  const one = Array.isArray(driver.facets);
  if (matches <= collectable && !(sort.key === 'email' && one)) {
    return readInOrder(context, among(hitsOf(context, search)), search, sort, page);
  }
  const merged = sort.key === 'email' && (one || (await countFacets(context, driver, mergeable + 1)) <= mergeable);
  const hits = merged ? alongFacets(context, driver, search, { sort, ...page }) : undefined;
  return readInOrder(context, hits, search, sort, page);
}

/** How many different words begin as the condition asks, counted to `most`. */
async function countFacets({ tx, organizationId }: Context, driver: Condition, most: number): Promise<number> {
  const rows = await tx.execute<{ count: number }>(
    sql`with recursive ${facetsOf(organizationId, driver)}
        select count(*)::integer as count from (select 1 from facets limit ${sql.raw(String(most))}) counted`,
  );
  return rows[0]!.count;
}

/** Rows that have no key (nobody invited has joined) come last in either direction. */
async function readInOrder(
  { tx, organizationId }: Context,
  source: SQL | undefined,
  search: Search,
  sort: Sort,
  { after, limit }: { after: Place | null; limit: number },
): Promise<MemberRow[]> {
  const { column, type } = sortColumns[sort.key];
  const beyond = sql.raw(sort.down ? '<' : '>');
  const direction = sql.raw(sort.down ? 'desc' : 'asc');
  const conditions = [...(source ? [source] : []), ...onRows(search)];
  const read = (range: SQL[], most: number, order: SQL): Promise<MemberRow[]> =>
    tx.execute<MemberRow>(
      sql`select ${memberColumns} from roster.members m
           where m.organization_id = ${organizationId} and m.removed_at is null
                 ${sql.join([...conditions, ...range].map((condition) => sql` and ${condition}`))}
           order by ${order} limit ${sql.raw(String(most))}`,
    );
  const byKey = sql`${column} ${direction}, m.id ${direction}`;
  const keyed = after ? [sql`(${column}, m.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)`] : [];
  if (sort.key !== 'joinedAt') return read(keyed, limit, byKey);
  const rows = after?.key === null ? [] : await read([sql`m.joined_at is not null`, ...keyed], limit, byKey);
  if (rows.length === limit) return rows;
  const rest = after?.key === null ? [sql`m.id ${beyond} ${after.id}::uuid`] : [];
  return [...rows, ...(await read([sql`m.joined_at is null`, ...rest], limit - rows.length, sql`m.id ${direction}`))];
}

/**
 * The members a condition finds, in the order of their addresses: the first few of each facet, merged. For all words that
 * begin alike, the words are stepped through one by one, so that a common one costs no more than a rare one.
 */
function alongFacets(
  { organizationId }: Context,
  driver: Condition,
  search: Search,
  { sort, after, limit }: { sort: Sort; after: Place | null; limit: number },
): SQL {
  const beyond = sql.raw(sort.down ? '<' : '>');
  const order = sql.raw(sort.down ? 'email desc, member_id desc' : 'email, member_id');
  const most = sql.raw(String(limit));
  const range = after ? sql` and (f.email, f.member_id) ${beyond} (${after.key}, ${after.id}::uuid)` : sql``;
  return among(sql`
    with recursive ${facetsOf(organizationId, driver)}
    select found.member_id from (
      select distinct first.email, first.member_id from facets cross join lateral (
        select f.email, f.member_id from roster.member_facets f ${judging(search)}
         where f.organization_id = ${organizationId} and f.facet = facets.facet ${range}
         order by ${sort.down ? sql`f.email desc, f.member_id desc` : sql`f.email, f.member_id`} limit ${most}) first
      order by ${order} limit ${most}) found`);
}

function facetsOf(organizationId: string, { facets }: Condition): SQL {
  if (Array.isArray(facets)) return sql`facets as (select unnest(${sql.param(facets)}::text[]) as facet)`;
  const next = (from: SQL): SQL =>
    sql`(select f.facet from roster.member_facets f
          where f.organization_id = ${organizationId} and f.facet ${from} and f.facet < ${facets.to}
          order by f.facet limit 1)`;
  return sql`steps as (
      ${next(sql`>= ${facets.from}`)}
      union all
      select ${next(sql`> steps.facet`)} from steps where steps.facet is not null
    ), facets as (select facet from steps where facet is not null)`;
}

/**
 * How many match, counted to `most` at least.
 * @returns `exact` false where there are more than were counted
 */
export async function countMembers(
  context: Context,
  search: Search,
  most: number,
): Promise<{ count: number; exact: boolean }> {
  const { tx, organizationId } = context;
  // A member may be met once for each of its words that begin alike.
  const bound = search.conditions[0]?.disjoint && search.containing === undefined ? most + 1 : 2 * (most + 1);
  const limit = sql.raw(String(bound));
  const query =
    search.containing !== undefined
      ? sql`with hits as materialized (select member_id, organization_id from roster.members_containing(${search.containing}, ${bound}) hit(member_id),
                                              (select ${organizationId}::uuid as organization_id) own)
            select (select count(*) from hits)::integer as seen, count(*)::integer as count from hits f ${judging(search)}`
      : sql`select count(*)::integer as seen, count(distinct member_id)::integer as count
              from (${hitsOf(context, search)} limit ${limit}) matching`;
  const rows = await tx.execute<{ seen: number; count: number }>(query);
  const { seen, count } = rows[0]!;
  return { count: Math.min(count, most), exact: count <= most && seen < bound };
}

/** The members a condition finds, in no order, as far as they satisfy the others: some of them more than once. */
function hitsOf({ organizationId }: Context, search: Search): SQL {
  return sql`select f.member_id from roster.member_facets f ${judging(search)}
              where f.organization_id = ${organizationId} and ${onFacet(search.conditions[0]!)}`;
}

/**
 * Looks at the rows of the members in `f`, one by one. The limit keeps PostgreSQL from joining the other way round, which
 * it prefers as soon as it believes that many rows satisfy what it cannot estimate.
 */
function judging(search: Search): SQL {
  const conditions = onRows(
    search.containing === undefined ? { ...search, conditions: search.conditions.slice(1) } : search,
  );
  if (conditions.length === 0) return sql``;
  return sql`cross join lateral (select 1 from roster.members m
    where m.organization_id = f.organization_id and m.id = f.member_id and ${sql.join(conditions, sql` and `)} limit 1) judged`;
}

/** Members by id, found by their key however many ids PostgreSQL expects. */
function among(ids: SQL): SQL {
  return sql`m.id = any (array(${ids}))`;
}

/** How many entries of the index each condition has, none counted further than `most`: a member has a few of them. */
export async function countEntries(
  { tx, organizationId }: Context,
  conditions: readonly Condition[],
  most: number,
): Promise<number[]> {
  const counts = conditions.map(
    (condition, index) =>
      sql`select ${sql.raw(String(index))} as index, count(*)::integer as count
            from (select 1 from roster.member_facets f
                   where f.organization_id = ${organizationId} and ${onFacet(condition)} limit ${sql.raw(String(most))}) entries`,
  );
  const rows = await tx.execute<{ index: number; count: number }>(sql.join(counts, sql` union all `));
  return rows.toSorted((a, b) => a.index - b.index).map(({ count }) => count);
}

function onRows({ conditions, narrowing }: Search): SQL[] {
  return [...conditions.map(({ onRow }) => onRow), ...narrowing];
}

function onFacet({ facets }: Condition): SQL {
  return Array.isArray(facets)
    ? sql`f.facet = any (${sql.param(facets)}::text[])`
    : sql`f.facet >= ${facets.from} and f.facet < ${facets.to}`;
}
