import { sql, type SQL } from 'drizzle-orm';
import type { MemberStatus } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { mostLists, type Size } from './facets.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import { onRows, type Condition, type Search } from './search.ts';
import { all, beyond, inOrder, sortColumn, type Part, type PartOf, type Sort } from './sort-order.ts';

/** Entries of all lists together that are merged at once. */
export const mergeable = 20_000;
/** Entries of the shortest list that are looked through to count how many satisfy the rest; members where rows are looked at. */
const counted = { entries: 4_000, rows: 200 };

/** How lists are walked. */
export interface Way {
  /** Goes along the lists of this one. */
  driver: Condition;
  /** Conditions whose own lists tell, so that rows need not. */
  met?: readonly Condition[];
  /** How many times as long as the driver's their lists are, as far as is known. */
  longer?: (condition: Condition) => number;
  /** Looks at no more than so many. */
  most?: number | undefined;
}

interface List {
  facet: string;
  status: MemberStatus;
}

export function listsOf({ facets = [] }: Condition, statuses: readonly MemberStatus[]): List[] {
  return facets.flatMap((facet) =>
    statuses
      .filter((status) => !facet.startsWith('s:') || facet === `s:${status}`)
      .map((status) => ({ facet, status })),
  );
}

/** Whether lists of the condition stand in this order, and are few enough to be merged. */
export function isListed(condition: Condition, { statuses }: Search, { key }: Sort): boolean {
  const lists = listsOf(condition, statuses);
  if (lists.length === 0 || lists.length > mostLists) return false;
  return key === 'email' || key === 'name' || lists.every(({ facet }) => /^[srg]:/.test(facet));
}

/** @returns `seen` is infinite where another list stood too thick to be met */
export async function walkLists(
  context: Context,
  search: Search,
  sort: Sort,
  page: PartOf,
  way: Way,
): Promise<{ seen: number; found: MemberRow[] }> {
  const order = inOrder(sql`found.key`, sql`found.member_id`, sort);
  const rows = await context.tx.execute<MemberRow & { seen: number; strayed: boolean }>(
    sql`${together(context, search, sort, page, way)}
        select counted.*, m.* from (select count(*)::integer as seen, ${strayed(page, way)} as strayed from candidates) counted
          left join lateral (
            select ${memberColumns} from (${metBy(sort, page, way)}) found
             cross join lateral (
               select * from roster.members m
                where m.organization_id = ${context.organizationId} and m.id = found.member_id${all(judgedBy(search, page, way))} limit 1) m
             order by ${order} limit ${sql.raw(String(page.limit))}) m on true
         order by ${inOrder(sql`m.${sortColumn(sort.key)}`, sql`m.id`, sort)}`,
  );
  if (rows[0]!.strayed) return { seen: Infinity, found: [] };
  return { seen: rows[0]!.seen, found: rows.filter(({ id }) => id !== null) };
}

/** How many of the first members along the driver's lists satisfy the rest: exact where those lists end before. */
export async function countAlong(
  context: Context,
  search: Search,
  sort: Sort,
  { byRows, ...way }: Way & { byRows: boolean },
): Promise<Size> {
  const lists = listsOf(way.driver, search.statuses).length;
  const most = Math.min(byRows ? counted.rows : counted.entries, Math.ceil(mergeable / lists));
  const page: PartOf = { after: null, limit: most };
  const judged = judgedBy(search, page, way);
  const judging =
    judged.length === 0
      ? sql``
      : sql` cross join lateral (select 1 from roster.members m
               where m.organization_id = ${context.organizationId} and m.id = found.member_id${all(judged)} limit 1) m`;
  const [row] = await context.tx.execute<{ seen: number; strayed: boolean; count: number }>(
    sql`${together(context, search, sort, page, { ...way, most })}
        select (select count(*) from candidates)::integer as seen, ${strayed(page, way)} as strayed, count(*)::integer as count
          from (${metBy(sort, page, way)}) found${judging}`,
  );
  return { count: row!.count, exact: row!.seen < most && !row!.strayed };
}

/**
 * `candidates`: the first of the driver's lists, merged, some of them members of several. And for each condition that is met,
 * the stretch of its lists from the first to the last of them.
 */
function together(
  { organizationId }: Context,
  { statuses }: Search,
  sort: Sort,
  page: PartOf,
  { driver, most = page.limit, met = [], longer = () => 1 }: Way,
): SQL {
  const name = sortColumn(sort.key);
  const limit = sql.raw(String(most));
  const within = sql.raw(sort.down ? '>=' : '<=');
  const ordered = inOrder(sql`f.${name}`, sql`f.member_id`, sort);
  const stretches = (page.part === 'unkeyed' ? [] : met).map((condition, index) => {
    const longest = longestStretch(most * longer(condition), listsOf(condition, statuses).length);
    return sql`, ${stretch(index)} as materialized (
      select met.*, met.place = ${longest} as last from edge cross join ${lists(condition, statuses)} cross join lateral (
        select f.*, row_number() over (order by ${inOrder(sql`f.key`, sql`f.member_id`, sort)}) as place from (
          ${listed(organizationId, sort, page)} and (f.${name}, f.member_id) ${within} (edge.key, edge.member_id)
           order by ${ordered} limit ${longest}) f) met)`;
  });
  return sql`
    with candidates as materialized (
      select distinct met.key, met.member_id from ${lists(driver, statuses)} cross join lateral (
        ${listed(organizationId, sort, page)} order by ${ordered} limit ${limit}) met
       order by ${inOrder(sql`met.key`, sql`met.member_id`, sort)} limit ${limit}
    ), edge as (
      select key, member_id from candidates order by ${inOrder(sql`key`, sql`member_id`, { down: !sort.down })} limit 1
    )${sql.join(stretches)}`;
}

/** What of a list is read at most: where it stands thicker than that, the order has to do with the condition. */
function longestStretch(expected: number, lists: number): SQL {
  return sql.raw(String(Math.ceil(Math.min(Math.max(4 * expected, 200), mergeable / lists))));
}

function stretch(index: number): SQL {
  return sql.raw(`stretch${index}`);
}

/** Whether a stretch was longer than what was read of it, so that nothing is known of its end. */
function strayed({ part }: PartOf, { met = [] }: Way): SQL {
  const any = (part === 'unkeyed' ? [] : met).map(
    (_, index) => sql` or exists (select from ${stretch(index)} where last)`,
  );
  return sql`(false${sql.join(any)})`;
}

/** Those candidates that stand in the stretches of all other conditions too, in order. */
function metBy(sort: Sort, { part }: PartOf, { met = [] }: Way): SQL {
  const conditions = (part === 'unkeyed' ? [] : met).map(
    (_, index) => sql`(c.key, c.member_id) in (select s.key, s.member_id from ${stretch(index)} s)`,
  );
  return sql`select c.key, c.member_id from candidates c where true${all(conditions)}
              order by ${inOrder(sql`c.key`, sql`c.member_id`, sort)}`;
}

/** What rows have to be looked at for. Among those without a key there is no stretch, and rows tell everything. */
function judgedBy(search: Search, { part }: { part?: Part }, { driver, met = [] }: Way): SQL[] {
  const conditions = part === 'unkeyed' ? search.conditions : search.conditions.filter((one) => !met.includes(one));
  return onRows({ ...search, conditions }, driver);
}

function lists(condition: Condition, statuses: readonly MemberStatus[]): SQL {
  const all = listsOf(condition, statuses);
  const [facets, states] = [all.map(({ facet }) => facet), all.map(({ status }) => status)];
  return sql`unnest(${sql.param(facets)}::text[], ${sql.param(states)}::text[]) as list(facet, status)`;
}

/** Entries of a list from the page's beginning on. */
function listed(organizationId: string, sort: Sort, page: PartOf): SQL {
  const name = sortColumn(sort.key);
  const sorted = sort.key === 'email' || sort.key === 'name' ? sql`` : sql` and f.last_active_day is not null`;
  return sql`select f.${name} as key, f.member_id from roster.member_facets f
    where f.organization_id = ${organizationId} and f.facet = list.facet and f.status = list.status${sorted}
          ${beyond(sql`f.${name}`, sql`f.member_id`, sort, page)}`;
}
