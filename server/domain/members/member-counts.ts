import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { countEntries } from './find-members.ts';
import type { Condition, Search } from './search.ts';

/** Counters by facet: `s:active`, `r:<role>`, `g:<group>`. */
export type Counts = ReadonlyMap<string, number>;

/** The organization's counters, right at every commit: all statuses and roles, and the groups that are asked for. */
export async function readCounts({ tx, organizationId }: Context, groups: readonly string[]): Promise<Counts> {
  const rows = await tx.execute<{ facet: string; count: number }>(
    sql`select facet, count from roster.member_counts where organization_id = ${organizationId}
        union all
        select 'g:' || id, member_count from roster.groups
         where organization_id = ${organizationId} and id = any (${sql.param([...groups])}::uuid[])
           and roster.groups_on(${organizationId})`,
  );
  return new Map(rows.map(({ facet, count }) => [facet, count]));
}

/** The total, where counters tell it without looking: of everybody, or of one status, role or group. */
export function countOf(search: Search, counts: Counts): { count: number; exact: boolean } | undefined {
  const [only, ...others] = search.conditions;
  if (search.containing !== undefined || search.narrowing.length > 0 || others.length > 0) return undefined;
  const count = !only ? everybody(counts) : only.disjoint ? counted(only, counts) : undefined;
  return count === undefined ? undefined : { count, exact: true };
}

/** Entries of a word that are counted before it is taken for a common one. */
const common = 2_000;

/**
 * The condition that fewest have comes first: it is the one that is read, and the others are judged row by row. Statuses,
 * roles and groups have counters; words are counted a little way.
 */
export async function fewestFirst(context: Context, conditions: Condition[], counts: Counts): Promise<Condition[]> {
  if (conditions.length < 2) return conditions;
  const words = conditions.filter((condition) => counted(condition, counts) === undefined);
  const entries = words.length > 0 ? await countEntries(context, words, common) : [];
  const most = (condition: Condition): number => {
    const few = entries[words.indexOf(condition)];
    return counted(condition, counts) ?? (few === common ? Math.max(common, everybody(counts) / 3) : few!);
  };
  return conditions.toSorted((a, b) => most(a) - most(b));
}

function everybody(counts: Counts): number {
  return ['s:invited', 's:active', 's:suspended'].reduce((sum, facet) => sum + (counts.get(facet) ?? 0), 0);
}

/** How many have the condition at most, by the counters; undefined for words, which nothing counts. */
function counted({ facets }: Condition, counts: Counts): number | undefined {
  if (!Array.isArray(facets) || facets[0]?.startsWith('p:')) return undefined;
  return facets.reduce((sum, facet) => sum + (counts.get(facet) ?? 0), 0);
}
