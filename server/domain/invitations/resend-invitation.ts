import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { lockPendingMember } from './pending-member.ts';
import { takePermits } from './recipient-permits.ts';
import { queueInvitations, replaceInvitation } from './invitation-life.ts';
import { tell } from './tell.ts';

/**
 * Sends a new invitation in place of the old one, whose link ends; the time starts anew. Also for an expired one.
 * @throws Refused `forbidden`, `not_found`, `not_pending`, `stale`, `rate_limited` by the recipient, over all organizations
 */
export async function resendInvitation(context: Context, memberId: string, ifMatch?: number): Promise<void> {
  authorize(context, 'member:invite');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  refuseUnless(canDo(context.actor, organization.portal, 'member:invite', 'resend'));
  const member = await lockPendingMember(context, memberId, ifMatch);
  const permit = (await takePermits(context, [member.email])).get(member.email);
  if (permit && !permit.granted) {
    throw new Refused('rate_limited', {
      detail: 'This address has got several invitations within the hour. Try again later.',
      retryAfter: permit.retryAfter,
    });
  }
  const { id } = await replaceInvitation(context, organization, member);
  await queueInvitations(context, [id]);
  await record(context, { action: 'invitation.resent', target: { kind: 'member', id: memberId } });
  await tell(context, 'member.updated', [memberId]);
}
