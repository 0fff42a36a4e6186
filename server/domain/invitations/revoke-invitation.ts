import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readCatalogue, refuseEscalation } from '../authority/judge-giving.ts';
import { lockPendingMember } from './pending-member.ts';
import { writeRevocation } from './write-revocation.ts';

/**
 * Takes an invitation back. The person leaves a tombstone: the id stays, name, address, roles and groups go. Mail that is
 * still queued finds the invitation ended and is not sent.
 * @returns what takes it back
 * @throws Refused `forbidden`, `not_found`, `not_pending`, `stale`, `privilege_escalation` for who is to hold more than the caller
 */
export async function revokeInvitation(
  context: Context,
  memberId: string,
  ifMatch?: number,
): Promise<{ undo: string }> {
  authorize(context, 'member:invite');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'member:invite', 'revoke'));
  const member = await lockPendingMember(context, memberId, ifMatch);
  const catalogue = await readCatalogue(context, member.groupIds);
  refuseEscalation(context, catalogue, { ...member, roles: member.roleIds, groups: member.groupIds });
  const undo = await writeRevocation(context, [memberId]);
  return { undo: undo.get(memberId)! };
}
