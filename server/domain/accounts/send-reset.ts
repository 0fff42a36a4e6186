import { record } from '../audit/record.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { actForAccount } from '../invitations/act-for-account.ts';
import { Refused } from '../refused.ts';
import { judgeMember } from './judge-member.ts';
import { queueReset } from './queue-reset.ts';
import { bucketOf, takePermit } from './tries.ts';

/** Messages one organization's admins have sent, to whomever. */
const perOrganization = { capacity: 200, seconds: 60 * 60 };

/**
 * Sends a member the message to choose a new password: to the mailbox of their account, whatever address this
 * organization lists. The old password works until the link is used.
 * @throws Refused `forbidden`, `privilege_escalation`, `not_found`, `invalid` for who has no password here, `rate_limited`
 */
export async function sendReset(context: Context, memberId: string): Promise<void> {
  await authorizeRecent(context, 'member:password');
  const { accountId, can } = await judgeMember(context, memberId);
  refuseUnless(can.resetPassword, 'member:password');
  if (accountId === null) {
    throw new Refused('invalid', { detail: 'This person has no password here: the host product signs them in.' });
  }
  const { tx, organizationId, services } = context;
  const bucket = bucketOf(services.secrets, ['reset', 'organization', organizationId]);
  refuseWaiting(await takePermit(tx, bucket, perOrganization), 'This organization');
  await actForAccount(tx, accountId);
  refuseWaiting(await queueReset(context, { accountId, memberId }), 'This person');
  await record(context, { action: 'member.password_reset_sent', target: { kind: 'member', id: memberId } });
}

function refuseWaiting(seconds: number, who: string): void {
  if (seconds === 0) return;
  throw new Refused('rate_limited', {
    detail: `${who} has got several of these messages within the hour. Try again later.`,
    retryAfter: seconds,
  });
}
