import { sql, type SQL } from 'drizzle-orm';
import type { MemberStatus } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { everyStatus, type Condition, type TypedWord } from './search.ts';

/** Words that begin alike and are looked for each by its own; more than that are met on the way, or found by first letters. */
const mostWords = 50;
/** Lists that are merged. */
export const mostLists = 160;
/** Totals are exact up to here. */
export const countedTo = 1_000;

/** How many there are, counted a little way. */
export interface Size {
  count: number;
  /** False where there are more than were counted, or it is a guess. */
  exact: boolean;
}

/**
 * The facets of the words that begin with each of these: stepped through one by one, so that a common word costs no more than a
 * rare one. Undefined where they are too many.
 */
export async function expandWords(
  { tx, organizationId }: Context,
  words: readonly TypedWord[],
): Promise<(string[] | undefined)[]> {
  if (words.length === 0) return [];
  const next = (from: SQL): SQL =>
    sql`(select f.facet from roster.member_facets f
          where f.organization_id = ${organizationId} and f.facet ${from} and f.facet < w.beyond order by f.facet limit 1)`;
  const rows = await tx.execute<{ place: number; facet: string }>(
    sql`with recursive words as (
          select * from unnest(${sql.param(words.map((_, index) => index))}::integer[],
                               ${sql.param(words.map(({ range }) => range.from))}::text[], ${sql.param(words.map(({ range }) => range.to))}::text[])
            as w(place, start, beyond)
        ), steps as (
          select w.place, ${next(sql`>= w.start`)} as facet, 1 as step from words w
          union all
          select w.place, ${next(sql`> s.facet`)}, s.step + 1 from steps s join words w on w.place = s.place
           where s.facet is not null and s.step <= ${sql.raw(String(mostWords))}
        )
        select place, facet from steps where facet is not null`,
  );
  return words.map((_, index) => {
    const facets = rows.filter(({ place }) => place === index).map(({ facet }) => facet);
    return facets.length > mostWords ? undefined : facets;
  });
}

/** How many have one condition in these statuses, each counted to `most`, all in one question. */
export async function countEntries(
  { tx, organizationId }: Context,
  conditions: readonly Condition[],
  statuses: readonly MemberStatus[],
  most: number,
): Promise<Size[]> {
  const wanted = sql`f.status = any (${sql.param([...statuses])}::text[])`;
  const every = statuses.length === everyStatus.length;
  const counts = conditions.map(({ facets, range, disjoint }, index) => {
    // A member is met once for each of its words that begin alike.
    const bound = sql.raw(String(disjoint ? most + 1 : 2 * (most + 1)));
    const entries = facets
      ? sql`f.facet = any (${sql.param(facets)}::text[])${every ? sql`` : sql` and ${wanted}`}`
      : sql`f.facet >= ${range!.from} and f.facet < ${range!.to}`;
    return sql`select ${sql.raw(String(index))} as index, count(distinct member_id) filter (where fits)::integer as count, count(*) = ${bound} as more
                 from (select f.member_id, ${facets || every ? sql`true` : wanted} as fits from roster.member_facets f
                        where f.organization_id = ${organizationId} and ${entries} limit ${bound}) entries`;
  });
  const rows = await tx.execute<{ index: number; count: number; more: boolean }>(sql.join(counts, sql` union all `));
  return rows
    .toSorted((a, b) => a.index - b.index)
    .map(({ count, more }) => ({ count: Math.min(count, most), exact: count <= most && !more }));
}
