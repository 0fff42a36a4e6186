import { sql } from 'drizzle-orm';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { endAccess } from './end-access.ts';
import type { HeldMember } from './lock-members.ts';

/**
 * Suspends people or lets them in again; all they have stays. Judged by the caller, who has the organization's lock.
 * @returns their versions after it
 */
export async function writeSuspension(
  context: Context,
  people: readonly HeldMember[],
  suspended: boolean,
): Promise<Map<string, number>> {
  const { tx, organizationId } = context;
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  if (suspended) await endAccess(context, ids);
  const rows = await tx.execute<{ id: string; version: number }>(
    sql`update roster.members set suspended_at = ${suspended ? sql`clock_timestamp()` : sql`null`}
         where organization_id = ${organizationId} and id = any (${sql.param(ids)}::uuid[]) returning id, version`,
  );
  const [before, after] = suspended ? ['active', 'suspended'] : ['suspended', 'active'];
  await record(
    context,
    ...ids.map((id) => ({
      action: suspended ? 'member.suspended' : 'member.reactivated',
      target: { kind: 'member' as const, id },
      changes: { status: { before, after } },
    })),
  );
  await tell(context, suspended ? 'member.suspended' : 'member.reactivated', ids);
  return new Map(rows.map(({ id, version }) => [id, version]));
}
