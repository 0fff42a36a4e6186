import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { makeTombstones } from '../members/make-tombstones.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readCatalogue, refuseEscalation } from '../authority/judge-giving.ts';
import { lockPendingMember } from './pending-member.ts';
import { tell } from './tell.ts';

/**
 * Takes an invitation back. The person leaves a tombstone: the id stays, name, address, roles and groups go. Mail that is
 * still queued finds the invitation ended and is not sent.
 * @throws Refused `forbidden`, `not_found`, `not_pending`, `stale`, `privilege_escalation` for who is to hold more than the caller
 */
export async function revokeInvitation(context: Context, memberId: string, ifMatch?: number): Promise<void> {
  authorize(context, 'member:invite');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'member:invite', 'revoke'));
  const member = await lockPendingMember(context, memberId, ifMatch);
  const catalogue = await readCatalogue(context, member.groupIds);
  refuseEscalation(context, catalogue, { ...member, roles: member.roleIds, groups: member.groupIds });
  await makeTombstones(context, [memberId]);
  await record(context, { action: 'invitation.revoked', target: { kind: 'member', id: memberId } });
  await tell(context, 'member.removed', [memberId]);
}
