import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/**
 * Ends what people have open here: widget tokens, and the sessions and reset links of accounts that no other organization
 * knows. Their very next request is refused.
 */
export async function endAccess({ tx, organizationId }: Context, memberIds: readonly string[]): Promise<void> {
  const ids = sql`${sql.param([...memberIds])}::uuid[]`;
  await tx.execute(
    sql`update roster.widget_tokens set revoked_at = clock_timestamp()
         where organization_id = ${organizationId} and member_id = any (${ids}) and revoked_at is null`,
  );
  await tx.execute(sql`select roster.end_account_access(${ids})`);
}
