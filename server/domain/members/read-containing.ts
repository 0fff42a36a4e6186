import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { countedTo, type Size } from './facets.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import { onRows, type Search } from './search.ts';
import { all, beyond, inOrder, sortColumn, type PageOf, type Sort } from './sort-order.ts';

/** Members found by letters from the middle of a word: of the first few, those who satisfy the rest. */
export async function readContaining(
  { tx }: Context,
  search: Search,
  sort: Sort,
  { after, limit }: PageOf,
): Promise<{ rows: MemberRow[]; total: Size }> {
  const bound = 2 * (countedTo + 1);
  const name = sortColumn(sort.key);
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
