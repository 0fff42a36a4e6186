import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/**
 * Taken first by every change of authority: roles, groups, statuses, invitations. Two of them then never judge the same
 * state at once, whichever tables they touch, which is what keeps the last admin.
 */
export async function lockOrganization({ tx, organizationId, judgeAgain }: Context): Promise<void> {
  await tx.execute(sql`select 1 from roster.organizations where id = ${organizationId} for no key update`);
  // Whoever this waited for may have been taking away what the caller was judged by.
  await judgeAgain?.();
}
