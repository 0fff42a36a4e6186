import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { organizations } from '../../db/schema.ts';
import { Refused } from '../refused.ts';

/** What decides whether somebody can still join. The caller has the organization's lock. */
export async function readPlace(tx: Tx, organizationId: string) {
  const [row] = await tx
    .select({
      seats: organizations.seats,
      singleSignOn: organizations.singleSignOn,
      closed: sql<boolean>`${organizations.suspendedAt} is not null or ${organizations.deletedAt} is not null`,
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Refused('not_found');
  return row;
}

/**
 * Members count, suspended ones too; invited ones do not.
 * @throws Refused `seat_limit`
 */
export async function refuseWithoutSeat(tx: Tx, organizationId: string, seats: number | null): Promise<void> {
  if (seats === null) return;
  const [row] = await tx.execute<{ taken: number }>(
    sql`select coalesce(sum(count), 0)::int as taken from roster.member_counts
         where organization_id = ${organizationId} and facet in ('s:active', 's:suspended')`,
  );
  if ((row?.taken ?? 0) >= seats) throw new Refused('seat_limit');
}
