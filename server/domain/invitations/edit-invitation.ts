import { and, eq } from 'drizzle-orm';
import { members } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { memberIdentity } from '../members/identity.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { faultsOf, readCatalogue, refuseClash, refuseEscalation } from '../authority/judge-giving.ts';
import { writeGroups } from '../authority/write-groups.ts';
import { writeRoles } from '../authority/write-roles.ts';
import { lockPendingMember, type PendingMember } from './pending-member.ts';
import { tell } from './tell.ts';

/** As `InvitationChange`, with bare UUIDs; the name is clean already. */
export interface EditInput {
  name?: string | null | undefined;
  roles?: readonly string[] | undefined;
  groups?: readonly string[] | undefined;
}

/**
 * Changes what an invited person is to have. The link that was sent stays valid: it names the person, not the roles.
 * @throws Refused `forbidden`, `not_found`, `not_pending`, `stale`, `invalid`, `role_exclusive`, `privilege_escalation` where
 *   the person holds, or would hold, more than the caller
 */
export async function editInvitation(
  context: Context,
  memberId: string,
  input: EditInput,
  ifMatch?: number,
): Promise<void> {
  authorize(context, 'member:invite');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'member:invite', 'editInvitation'));
  const member = await lockPendingMember(context, memberId, ifMatch);
  const roles = input.roles ?? member.roleIds;
  const groups = input.groups ?? member.groupIds;
  const catalogue = await readCatalogue(context, [...groups, ...member.groupIds]);
  const errors = faultsOf(portal, catalogue, input, { roles: '', groups: '' });
  if (errors.length > 0) throw new Refused('invalid', { detail: errors[0]!.detail, errors });
  // Both sides: who holds more than the caller is not theirs to change, not even downwards.
  refuseEscalation(context, catalogue, { roles: member.roleIds, groups: member.groupIds });
  refuseEscalation(context, catalogue, { roles, groups });
  refuseClash(catalogue, { roles, groups });
  await writeName(context, member, input.name);
  const changedRoles = await writeRoles(context, member, roles);
  const changedGroups = await writeGroups(context, member, groups);
  const renamed = input.name !== undefined && input.name !== member.name;
  if (!changedRoles && !changedGroups && !renamed) return;
  await record(context, {
    action: 'invitation.changed',
    target: { kind: 'member', id: memberId },
    changes: {
      ...(changedRoles && { roles: changedRoles }),
      ...(changedGroups && { groups: changedGroups }),
      ...(renamed && { name: true }),
    },
    values: renamed && input.name ? [{ field: 'name', memberId, value: input.name }] : [],
  });
  await tell(context, 'member.updated', [memberId]);
}

async function writeName(
  { tx, organizationId }: Context,
  member: PendingMember,
  name: string | null | undefined,
): Promise<void> {
  if (name === undefined || name === member.name) return;
  const { nameKey, words } = memberIdentity({ name, email: member.email });
  await tx
    .update(members)
    .set({ name, nameKey, words })
    .where(and(eq(members.organizationId, organizationId), eq(members.id, member.id)));
}
