import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/**
 * Makes room for another default group. The caller has the organization's lock, so that of two who make theirs the default
 * one the second takes it from the first; the database allows one in any case.
 * @returns the group that was it
 */
export async function clearDefault({ tx, organizationId }: Context): Promise<string | undefined> {
  const [row] = await tx.execute<{ id: string }>(
    sql`update roster.groups set is_default = false, version = version + 1
         where organization_id = ${organizationId} and is_default returning id`,
  );
  return row?.id;
}
