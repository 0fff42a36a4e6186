import type { InvitationLink } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readCatalogue, refuseEscalation } from '../authority/judge-giving.ts';
import { invitationUrl } from './invitation-link.ts';
import { lockPendingMember } from './pending-member.ts';
import { replaceInvitation } from './invitation-life.ts';
import { tell } from './tell.ts';

/**
 * A link to hand over by other means; the one before it ends. Whoever has it can become the invited person here, so only
 * those make one who hold all that the person is to have. It says nothing about the mailbox.
 * @throws Refused `forbidden`, `not_found`, `not_pending`, `stale`, `privilege_escalation`
 */
export async function makeLink(context: Context, memberId: string, ifMatch?: number): Promise<InvitationLink> {
  await authorizeRecent(context, 'member:invite');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite', 'link'));
  const member = await lockPendingMember(context, memberId, ifMatch);
  const catalogue = await readCatalogue(context, member.groupIds);
  refuseEscalation(context, catalogue, { ...member, roles: member.roleIds, groups: member.groupIds });
  const { id, expiresAt } = await replaceInvitation(context, organization, member, { byHand: true });
  await record(context, { action: 'invitation.link_made', target: { kind: 'member', id: memberId } });
  await tell(context, 'member.updated', [memberId]);
  return { url: invitationUrl(context.services, context.organizationId, id), expiresAt: expiresAt.toISOString() };
}
