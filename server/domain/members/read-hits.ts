import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { countedTo, type Size } from './facets.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import type { Search } from './search.ts';
import { sortNames, type PageOf, type Sort } from './sort-order.ts';

/** All who match, found by intersecting keys, and of them the page. */
export async function readHits(
  { tx, organizationId }: Context,
  { conditions, statuses, narrow }: Search,
  sort: Sort,
  { after, limit }: PageOf,
): Promise<{ rows: MemberRow[]; total: Size }> {
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
