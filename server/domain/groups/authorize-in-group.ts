import { sql } from 'drizzle-orm';
import { authorize, type Context } from '../context.ts';
import { refuseWithoutGroups } from './authorize-groups.ts';
import { ownsFor } from './group-can.ts';
import { ownedBy } from './group-row.ts';

/**
 * The first line of verbs that an owner of the group may call as well. A group that does not exist has no owners, so
 * nothing is learnt of it by asking.
 */
export async function authorizeInGroup(
  context: Context,
  permission: 'group:read' | 'group:members',
  groupId: string,
): Promise<void> {
  const { tx, organizationId, actor } = context;
  if (actor.kind === 'member' && !actor.permissions.has(permission)) {
    const [row] = await tx.execute<{ owned: boolean }>(
      sql`select ${ownedBy(sql`${organizationId}::uuid`, sql`${groupId}::uuid`, actor.memberId)} as owned`,
    );
    if (ownsFor(actor, row!.owned, permission)) return refuseWithoutGroups(context);
  }
  authorize(context, permission);
  await refuseWithoutGroups(context);
}
