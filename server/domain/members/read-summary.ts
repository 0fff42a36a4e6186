import { sql } from 'drizzle-orm';
import { toId, type MemberSummary, type RoleId } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';

/** How many members there are, by status and by role in effect: read from counters that are right at every commit. */
export async function readSummary(context: Context): Promise<MemberSummary> {
  authorize(context, 'member:read');
  const { tx, organizationId } = context;
  const rows = await tx.execute<{ facet: string; count: number }>(
    sql`select facet, count from roster.member_counts where organization_id = ${organizationId} and count > 0`,
  );
  const counts = new Map(rows.map(({ facet, count }) => [facet, count]));
  const of = (facet: string): number => counts.get(facet) ?? 0;
  const byStatus = { invited: of('s:invited'), active: of('s:active'), suspended: of('s:suspended') };
  const byRole: Record<RoleId, number> = {};
  for (const [facet, count] of counts) if (facet.startsWith('r:')) byRole[toId('rol', facet.slice(2))] = count;
  return { total: byStatus.invited + byStatus.active + byStatus.suspended, byStatus, byRole };
}
