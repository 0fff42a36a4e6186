import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { MemberStatus } from '../../contract/index.ts';
import { countEntries, type Size } from './facets.ts';
import { everyStatus, type Condition, type Search } from './search.ts';

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

/** How many are in these statuses. */
export function membersIn(statuses: readonly MemberStatus[], counts: Counts): number {
  return statuses.reduce((sum, status) => sum + (counts.get(`s:${status}`) ?? 0), 0);
}

/** The total, where counters tell it without looking: of everybody, of statuses, or of one role or group. */
export function totalOf({ statuses, conditions, narrowing, containing }: Search, counts: Counts): Size | undefined {
  const [only, ...others] = conditions;
  if (containing !== undefined || narrowing.length > 0 || others.length > 0) return undefined;
  if (!only) return { count: membersIn(statuses, counts), exact: true };
  const count = statuses.length === everyStatus.length && only.disjoint ? counted(only, counts) : undefined;
  return count === undefined ? undefined : { count, exact: true };
}

/** Entries of a word that are counted before it is taken for a common one, which one in twenty has. */
const common = 2_000;

function guess(members: number): number {
  return Math.max(common, members / 20);
}

/** How many have each of the conditions: by the counters, and where there are none counted a little way. */
export async function sizesOf(context: Context, { statuses, conditions }: Search, counts: Counts): Promise<Size[]> {
  const members = membersIn(statuses, counts);
  const share = members / Math.max(1, membersIn(everyStatus, counts));
  const words = conditions.filter((condition) => counted(condition, counts) === undefined);
  const entries = words.length > 0 ? await countEntries(context, words, statuses, common) : [];
  return conditions.map((condition) => {
    const count = counted(condition, counts);
    if (count === 0) return { count, exact: true };
    if (count !== undefined) return { count: Math.max(1, Math.min(members, count * share)), exact: false };
    const size = entries[words.indexOf(condition)];
    return size?.exact ? size : { count: Math.max(1, Math.min(members, guess(members))), exact: false };
  });
}

/** How many have the condition at most, by the counters; undefined for words, which nothing counts. */
function counted({ facets }: Condition, counts: Counts): number | undefined {
  if (!facets?.every((facet) => /^[rg]:/.test(facet))) return undefined;
  return facets.reduce((sum, facet) => sum + (counts.get(facet) ?? 0), 0);
}
