import { and, eq } from 'drizzle-orm';
import { grants } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { Refused } from '../refused.ts';
import type { Resource } from './grant-row.ts';

/**
 * Takes a member's access to a resource away; other people's stays.
 * @throws Refused `forbidden`, `not_found` for who has none
 */
export async function endGrant(context: Context, resource: Resource, memberId: string): Promise<void> {
  authorize(context, 'grant:manage');
  const { tx, organizationId } = context;
  const [ended] = await tx
    .delete(grants)
    .where(
      and(
        eq(grants.organizationId, organizationId),
        eq(grants.resourceType, resource.type),
        eq(grants.resourceId, resource.resource),
        eq(grants.memberId, memberId),
      ),
    )
    .returning({ access: grants.access });
  if (!ended) throw new Refused('not_found');
  const changes = { ...resource, ...ended };
  await record(context, { action: 'grant.ended', target: { kind: 'member', id: memberId }, changes });
  await tell(context, 'member.updated', [memberId]);
}
