import { and, eq, isNull, sql } from 'drizzle-orm';
import { auditValues, grants, groupMembers, invitations, memberRoles, members } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
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
  const { tx, organizationId } = context;
  await tx
    .update(invitations)
    .set({ revokedAt: sql`clock_timestamp()`, message: null })
    .where(and(eq(invitations.organizationId, organizationId), eq(invitations.id, member.invitation.id)));
  // Links that were replaced carry the same personal line.
  await tx
    .update(invitations)
    .set({ message: null })
    .where(and(eq(invitations.organizationId, organizationId), eq(invitations.memberId, memberId)));
  for (const table of [memberRoles, groupMembers, grants]) {
    await tx.delete(table).where(and(eq(table.organizationId, organizationId), eq(table.memberId, memberId)));
  }
  await tx
    .update(members)
    .set({
      removedAt: sql`clock_timestamp()`,
      email: '',
      name: null,
      nameKey: '',
      words: [],
      contact: {},
      externalId: null,
    })
    .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId), isNull(members.removedAt)));
  await tx
    .delete(auditValues)
    .where(and(eq(auditValues.organizationId, organizationId), eq(auditValues.memberId, memberId)));
  await record(context, { action: 'invitation.revoked', target: { kind: 'member', id: memberId } });
  await tell(context, 'member.removed', [memberId]);
}
