import type { InvitationLink } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { adminPermission } from '../authority/keep-an-admin.ts';
import { authorize, type Context } from '../context.ts';
import { replaceInvitation } from '../invitations/invitation-life.ts';
import { invitationUrl } from '../invitations/invitation-link.ts';
import { invitePeople } from '../invitations/invite-people.ts';
import { lockPendingMember } from '../invitations/pending-member.ts';
import { Refused } from '../refused.ts';
import { readRoles } from '../roles/role-row.ts';
import { lockOrganization } from './lock-organization.ts';
import { readOrganization } from './read-organization.ts';

/**
 * Invites whoever is to manage a new organization, with its first role that can, and answers the link to hand over: nobody
 * may be there yet to carry mail. Whether the portal offers such links to its admins is another matter. For the host in
 * whose process this runs.
 * @throws Refused `invalid` for an address that cannot be invited
 */
export async function inviteFirstAdmin(
  context: Context,
  { email, domain }: { email: string; domain: string },
): Promise<InvitationLink> {
  authorize(context, adminPermission);
  await lockOrganization(context);
  const role = (await readRoles(context)).find(({ permissions }) => permissions.includes(adminPermission))!;
  const people = [{ email, roles: [role.id] }];
  const [result] = await invitePeople(context, { people, confirmedDomains: [domain] });
  if (result?.memberId === undefined) {
    throw new Refused('invalid', { ...(result?.detail !== undefined && { detail: result.detail }) });
  }
  const member = await lockPendingMember(context, result.memberId, undefined);
  const organization = await readOrganization(context);
  const { id, expiresAt } = await replaceInvitation(context, organization, member, { byHand: true });
  await record(context, { action: 'invitation.link_made', target: { kind: 'member', id: result.memberId } });
  return { url: invitationUrl(context.services, context.organizationId, id), expiresAt: expiresAt.toISOString() };
}
