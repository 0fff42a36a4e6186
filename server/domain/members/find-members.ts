import { sql, type SQL } from 'drizzle-orm';
import type { MemberStatus, SortKey } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { mostLists, type Size } from './facets.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import { everyStatus, onRows, statusCondition, type Condition, type Search } from './search.ts';

export interface Sort {
  key: SortKey;
  down: boolean;
}

/** The last row of the page before: its sort key as text, null where it has none. */
export interface Place {
  key: string | null;
  id: string;
}

export interface PageOf {
  after: Place | null;
  limit: number;
}

export interface Total {
  count: number;
  /** False where there are more than were counted. */
  exact: boolean;
}

/** The columns are called alike on members and on facets. */
const sortNames: Record<SortKey, string> = {
  email: 'email',
  name: 'name_key',
  lastActiveAt: 'last_active_day',
  joinedAt: 'joined_at',
};
const sortColumns = Object.fromEntries(
  Object.entries(sortNames).map(([key, name]) => [
    key,
    { name: sql.raw(name), type: sql.raw(key === 'joinedAt' ? 'timestamptz' : 'text') },
  ]),
) as Record<SortKey, { name: SQL; type: SQL }>;

export function placeOf(row: MemberRow, { key }: Sort): Place {
  return { key: row[sortNames[key]] as string | null, id: row.id };
}

/** Totals are exact up to here. */
export const countedTo = 1_000;

/** Entries of all lists together that are merged at once. */
const mergeable = 20_000;
/** Members whose rows are looked at one by one, before all hits are asked for instead. */
const judgeable = 4_000;
/** Entries of the shortest list that are looked through to count how many satisfy the rest; members where rows are looked at. */
const counted = { entries: 4_000, rows: 500 };

/**
 * The next rows of a search, in the order of `sort`, and how many there are in all. Whatever the size of the organization,
 * little is read, in one of three ways:
 *
 * - *Along lists.* Every facet keeps its members in the order of addresses and of names, parted by status, and those of statuses,
 *   roles and groups in every other order too. One condition is the first few of each of its lists, merged.
 * - *Together.* Where the conditions are so common that a page of matches must soon be met, the shortest list is walked a
 *   bounded way, and the same stretch of the other lists tells who has the rest too; rows are looked at where there are no lists.
 *   The total is then counted along such a stretch, and is "at least".
 * - *All hits.* Where they are met together seldom, or that way did not do, the keys of all conditions are intersected and
 *   the few who have all of them are sorted.
 *
 * @param sizes of the conditions, in their order
 * @param members how many there are in the statuses of the search
 * @param total where it is known already
 */
export async function findMembers(
  context: Context,
  search: Search,
  sort: Sort,
  page: PageOf,
  { sizes, members, total }: { sizes: readonly Size[]; members: number; total: Total | undefined },
): Promise<{ rows: MemberRow[]; total: Total }> {
  const { conditions, narrowing } = search;
  if (total?.count === 0 || sizes.some(({ count, exact }) => count === 0 && exact)) {
    return { rows: [], total: { count: 0, exact: true } };
  }
  if (search.containing !== undefined) return readContaining(context, search, sort, page);
  if (total && conditions.length === 0) {
    const driver = search.statuses.length < everyStatus.length ? statusCondition(search.statuses) : undefined;
    return { rows: (await walk(context, search, sort, page, { driver })).rows, total };
  }
  const sizeOf = (condition: Condition): number => sizes[conditions.indexOf(condition)]!.count;
  const shortestIn = (order: Sort): Condition | undefined =>
    conditions.filter((one) => isListed(one, search, order)).toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
  const shortest = shortestIn(sort);
  if (total && shortest?.exact && conditions.length === 1 && narrowing.length === 0) {
    return { rows: (await walk(context, search, sort, page, { driver: shortest })).rows, total };
  }
  const expected = conditions.reduce((all, one) => (all * sizeOf(one)) / members, members);
  const wayAlong = (driver: Condition | undefined, order: Sort): Way & { byRows: boolean } => {
    const met = conditions.filter(
      (one) =>
        driver && one !== driver && one.exact && isListed(one, search, order) && sizeOf(one) < 20 * sizeOf(driver),
    );
    const byRows = !driver?.exact || narrowing.length > 0 || met.length < conditions.length - 1;
    const ratios = new Map(met.map((one) => [one, sizeOf(one) / sizeOf(driver!)]));
    return { driver, met, byRows, longer: (one) => ratios.get(one)! };
  };
  for (const driver of shortest ? [shortest, undefined] : [undefined]) {
    const way = wayAlong(driver, sort);
    const need = (page.limit * (driver ? sizeOf(driver) : members)) / expected;
    const most = way.byRows ? Math.min(judgeable, Math.ceil(4 * need)) : Math.ceil(8 * need);
    const lists = driver ? listsOf(driver, search.statuses).length : 1;
    // In microseconds: an entry of a list, a row by its key or on the way, a hit and its row.
    const cost = need * (!way.byRows ? 0.6 : driver ? 3 : 1.2);
    const ofHits = expected + conditions.reduce((sum, one) => sum + sizeOf(one) * 0.03, 0);
    if (cost > ofHits || most * lists > mergeable || 1.5 * need > most) continue;
    let met = await walk(context, search, sort, page, { ...way, most });
    // The other condition and the order have to do with each other: then mostly the first rows have it, or none.
    if (met.strayed) {
      met = await walk(context, search, sort, page, { driver, most: Math.min(judgeable, Math.ceil(4 * need)) });
    }
    const { rows, complete } = met;
    if (!complete) break;
    if (total) return { rows, total };
    const byEmail: Sort = { key: 'email', down: false };
    const few = await countTogether(context, search, byEmail, wayAlong(shortestIn(byEmail), byEmail));
    return { rows, total: { count: Math.min(countedTo, Math.max(few.count, rows.length)), exact: few.exact } };
  }
  return readHits(context, search, sort, page);
}

interface List {
  facet: string;
  status: MemberStatus;
}

function listsOf({ facets = [] }: Condition, statuses: readonly MemberStatus[]): List[] {
  return facets.flatMap((facet) =>
    statuses
      .filter((status) => !facet.startsWith('s:') || facet === `s:${status}`)
      .map((status) => ({ facet, status })),
  );
}

/** Whether lists of the condition stand in this order, and are few enough to be merged. */
function isListed(condition: Condition, { statuses }: Search, { key }: Sort): boolean {
  const lists = listsOf(condition, statuses);
  if (lists.length === 0 || lists.length > mostLists) return false;
  return key === 'email' || key === 'name' || lists.every(({ facet }) => /^[srg]:/.test(facet));
}

interface Way {
  /** Goes along the lists of this one instead of everybody. */
  driver?: Condition | undefined;
  /** Conditions whose own lists tell, so that rows need not. */
  met?: readonly Condition[];
  /** How many times as long as the driver's their lists are, as far as is known. */
  longer?: (condition: Condition) => number;
  /** Looks at no more than so many. */
  most?: number | undefined;
}

/** `keyed` and `unkeyed` members of a list that is sorted by a moment some have not had. */
type Part = 'keyed' | 'unkeyed' | undefined;

/**
 * Rows that are met one after the other in the order of `sort`. Those that have no key (nobody invited has joined) come last in
 * either direction.
 * @returns `complete` false where it stopped before it had enough, `strayed` where another list stood too thick to be met
 */
async function walk(
  context: Context,
  search: Search,
  sort: Sort,
  { after, limit }: PageOf,
  way: Way,
): Promise<{ rows: MemberRow[]; complete: boolean; strayed?: boolean }> {
  const rows: MemberRow[] = [];
  for (const part of sort.key === 'joinedAt' ? (['keyed', 'unkeyed'] as const) : ([undefined] as const)) {
    if (part === 'keyed' && after?.key === null) continue;
    const place = part === 'unkeyed' && after?.key !== null ? null : after;
    const wanted = { after: place, limit: limit - rows.length, part };
    const { seen, found } = await (way.driver ? walkLists : walkEverybody)(context, search, sort, wanted, way);
    rows.push(...found);
    if (rows.length === limit) break;
    if (way.most !== undefined && seen >= way.most) return { rows, complete: false, strayed: seen === Infinity };
  }
  return { rows, complete: true };
}

type PartOf = PageOf & { part?: Part };
type Met = { seen: number; found: MemberRow[] };

async function walkEverybody(
  { tx, organizationId }: Context,
  search: Search,
  sort: Sort,
  page: PartOf,
  { most }: Way,
): Promise<Met> {
  const { name } = sortColumns[sort.key];
  const limit = sql.raw(String(page.limit));
  const judged = onRows(search);
  const bound = most ?? (judged.length === 0 ? page.limit : undefined);
  const candidates = sql`
    select * from roster.members m
     where m.organization_id = ${organizationId} and m.removed_at is null${beyond(sql`m.${name}`, sql`m.id`, sort, page)}
     order by ${inOrder(sql`m.${name}`, sql`m.id`, sort)}${bound === undefined ? sql`` : sql` limit ${sql.raw(String(bound))}`}`;
  const found = await tx.execute<MemberRow>(
    sql`select ${memberColumns} from (${candidates}) m where true${all(judged)}
         order by ${inOrder(sql`m.${name}`, sql`m.id`, sort)} limit ${limit}`,
  );
  if (found.length === page.limit || most === undefined) return { seen: 0, found: [...found] };
  const [counted] = await tx.execute<{ count: number }>(sql`select count(*)::integer as count from (${candidates}) m`);
  return { seen: counted!.count, found: [...found] };
}

async function walkLists(context: Context, search: Search, sort: Sort, page: PartOf, way: Way): Promise<Met> {
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
         order by ${inOrder(sql`m.${sortColumns[sort.key].name}`, sql`m.id`, sort)}`,
  );
  if (rows[0]!.strayed) return { seen: Infinity, found: [] };
  return { seen: rows[0]!.seen, found: rows.filter(({ id }) => id !== null) };
}

/** How many of the first members along the shortest list satisfy the rest: exact where that list ends before. */
async function countTogether(
  context: Context,
  search: Search,
  sort: Sort,
  { byRows, ...way }: Way & { byRows: boolean },
): Promise<Total> {
  if (!way.driver) return { count: 0, exact: false };
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
  const { name } = sortColumns[sort.key];
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
      select distinct met.key, met.member_id from ${lists(driver!, statuses)} cross join lateral (
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
  const { name } = sortColumns[sort.key];
  const sorted = sort.key === 'email' || sort.key === 'name' ? sql`` : sql` and f.last_active_day is not null`;
  return sql`select f.${name} as key, f.member_id from roster.member_facets f
    where f.organization_id = ${organizationId} and f.facet = list.facet and f.status = list.status${sorted}
          ${beyond(sql`f.${name}`, sql`f.member_id`, sort, page)}`;
}

function beyond(key: SQL, id: SQL, sort: Sort, { after, part }: PartOf): SQL {
  const side = sql.raw(sort.down ? '<' : '>');
  const conditions = [];
  if (part) conditions.push(sql`${key} ${sql.raw(part === 'keyed' ? 'is not null' : 'is null')}`);
  if (after && after.key === null) conditions.push(sql`${id} ${side} ${after.id}::uuid`);
  else if (after) {
    conditions.push(sql`(${key}, ${id}) ${side} (${after.key}::${sortColumns[sort.key].type}, ${after.id}::uuid)`);
  }
  return all(conditions);
}

function inOrder(key: SQL, id: SQL, { down }: Pick<Sort, 'down'>): SQL {
  const direction = sql.raw(down ? 'desc' : 'asc');
  return sql`${key} ${direction}, ${id} ${direction}`;
}

function all(conditions: readonly SQL[]): SQL {
  return sql.join(conditions.map((condition) => sql` and ${condition}`));
}

/** All who match, found by intersecting keys, and of them the page. */
async function readHits(
  { tx, organizationId }: Context,
  { conditions, statuses, narrow }: Search,
  sort: Sort,
  { after, limit }: PageOf,
): Promise<{ rows: MemberRow[]; total: Total }> {
  const wanted = JSON.stringify(conditions.map(({ keys }) => keys));
  const beginnings = narrow?.words ?? conditions.flatMap(({ beginning }) => beginning ?? []);
  const rows = await tx.execute<MemberRow & { total: number }>(
    sql`select hit.total, m.* from roster.members_with(
          ${wanted}::jsonb, ${sql.param([...statuses])}::text[], ${sql.param([...beginnings])}::text[], ${narrow?.column ?? null}::text,
          ${sortNames[sort.key]}::text, ${sort.down}, ${after?.key ?? null}::text, ${after?.id ?? null}::uuid, ${limit}) hit
          left join lateral (select ${memberColumns} from roster.members m
            where m.organization_id = ${organizationId} and m.id = hit.member_id limit 1) m on true
         order by hit.place`,
  );
  const { total } = rows[0]!;
  return {
    rows: rows.filter(({ id }) => id !== null),
    total: { count: Math.min(total, countedTo), exact: total <= countedTo },
  };
}

/** Members found by letters from the middle of a word: of the first few, those who satisfy the rest. */
async function readContaining(
  { tx }: Context,
  search: Search,
  sort: Sort,
  { after, limit }: PageOf,
): Promise<{ rows: MemberRow[]; total: Total }> {
  const bound = 2 * (countedTo + 1);
  const { name } = sortColumns[sort.key];
  const unkeyed = sql`m.${name} is null`;
  const order = sql`${unkeyed}, ${inOrder(sql`m.${name}`, sql`m.id`, sort)}`;
  const range = beyond(sql`m.${name}`, sql`m.id`, sort, {
    after,
    limit,
    part: after?.key === null ? 'unkeyed' : undefined,
  });
  const rest = after && after.key !== null ? sql` and (${unkeyed} or (true${range}))` : range;
  const rows = await tx.execute<MemberRow & { seen: number; total: number }>(
    sql`with found as materialized (
          select ${memberColumns}, (true${all(onRows(search))}) as fits from roster.members_containing(${search.containing}, ${bound}) m)
        select counted.seen, counted.total, m.*
          from (select count(*)::integer as seen, (count(*) filter (where fits))::integer as total from found) counted
          left join lateral (select * from found m where m.fits${rest} order by ${order} limit ${sql.raw(String(limit))}) m on true
         order by ${order}`,
  );
  const { seen, total } = rows[0]!;
  return {
    rows: rows.filter(({ id }) => id !== null),
    // Of nobody there are no more.
    total: { count: Math.min(total, countedTo), exact: total === 0 || (total <= countedTo && seen < bound) },
  };
}
