import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { Size } from './facets.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import { onRows, type Search } from './search.ts';
import { all, beyond, byEmail, inOrder, sortColumn, type PartOf, type Sort } from './sort-order.ts';

/**
 * Members that are looked at on the way: along the index alone, or at their rows. Names stand together where they are sorted by
 * name, so that of many who match the first may be far; to collect all of them takes longer than to go there.
 */
const walked = { covered: 8_000, many: 60_000, rows: 4_000 };
const counted = { covered: 4_000, rows: 200 };

/** Whether the indexes of the list's orders hold all that is asked for, so that no row is read before it is found. */
export function isCovered({ conditions, narrowing }: Search): boolean {
  return narrowing.length === 0 && conditions.every(({ onWords }) => onWords);
}

/** How many are looked at before another way is taken, where so many are expected to match. */
export function mostWalked(search: Search, expected: number): number {
  if (!isCovered(search)) return walked.rows;
  return expected > walked.covered ? walked.many : walked.covered;
}

/**
 * Those who match, met one after the other in the order of the list.
 * @param most looks at no more than so many; undefined where everybody matches
 * @returns `seen`: how many were looked at, where they were too few
 */
export async function walkEverybody(
  { tx, organizationId }: Context,
  search: Search,
  sort: Sort,
  page: PartOf,
  most: number | undefined,
): Promise<{ seen: number; found: MemberRow[] }> {
  const judged = onRows(search);
  const covered = most !== undefined && isCovered(search);
  const candidates = candidatesOf(organizationId, covered, sort, page, most ?? page.limit);
  const order = inOrder(sql`m.${sortColumn(sort.key)}`, sql`m.id`, sort);
  const limit = sql.raw(String(page.limit));
  const found = await tx.execute<MemberRow>(
    covered
      ? sql`select ${memberColumns} from (select m.* from (${candidates}) m where true${all(judged)} order by ${order} limit ${limit}) found
              cross join lateral (
                select * from roster.members m where m.organization_id = ${organizationId} and m.id = found.id limit 1) m
             order by ${order}`
      : sql`select ${memberColumns} from (${candidates}) m where true${all(judged)} order by ${order} limit ${limit}`,
  );
  if (found.length === page.limit || most === undefined) return { seen: 0, found: [...found] };
  const [looked] = await tx.execute<{ count: number }>(sql`select count(*)::integer as count from (${candidates}) m`);
  return { seen: looked!.count, found: [...found] };
}

/** How many of the first of everybody match: exact where that is everybody. */
export async function countEverybody({ tx, organizationId }: Context, search: Search): Promise<Size> {
  const covered = isCovered(search);
  const most = covered ? counted.covered : counted.rows;
  const candidates = candidatesOf(organizationId, covered, byEmail, { after: null, limit: most }, most);
  const [row] = await tx.execute<{ seen: number; count: number }>(
    sql`select count(*)::integer as seen, (count(*) filter (where true${all(onRows(search))}))::integer as count
          from (${candidates}) m`,
  );
  return { count: row!.count, exact: row!.seen < most };
}

function candidatesOf(organizationId: string, covered: boolean, sort: Sort, page: PartOf, most: number): SQL {
  const key = sql`m.${sortColumn(sort.key)}`;
  const columns = covered
    ? sql`m.id, m.words, m.joined_at, m.suspended_at${sort.key === 'joinedAt' ? sql`` : sql`, ${key}`}`
    : sql`*`;
  return sql`
    select ${columns} from roster.members m
     where m.organization_id = ${organizationId} and m.removed_at is null${beyond(key, sql`m.id`, sort, page)}
     order by ${inOrder(key, sql`m.id`, sort)} limit ${sql.raw(String(most))}`;
}
