import { and, eq } from 'drizzle-orm';
import type { RoleEffect } from '../../contract/index.ts';
import { groupRoles, memberRoles, roles } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { rehearse } from '../authority/rehearse.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { lockRole } from './lock-role.ts';
import { readHolders, readPermissionChanges } from './role-effect.ts';
import { canManage } from './role-row.ts';

/**
 * Deletes a role and takes it from everybody and every group that has it, as deleting a group does with what came from it:
 * who wants to know beforehand asks for the effect. Taking the role from a thousand people one by one first would show
 * nobody more, and would leave it half gone.
 * @throws Refused `forbidden`, `not_found`, `stale`, `privilege_escalation` where it allows more than the caller holds,
 *   `last_admin`
 */
export async function deleteRole(context: Context, id: string, ifMatch?: number): Promise<void> {
  authorize(context, 'role:manage');
  const { role, portal } = await judge(context, id, ifMatch);
  await keepAnAdmin(context, portal, () => remove(context, id));
  const { key, name, permissions, member_count: memberCount } = role;
  await record(context, {
    action: 'role.deleted',
    target: { kind: 'role', id },
    changes: { key, name, permissions, memberCount },
  });
  await tell(context, 'role.deleted', [id]);
}

/** Who would lose the role, to whom none would be left, and what they could do no longer; also where it is refused. */
export async function deleteRoleEffect(context: Context, id: string, ifMatch?: number): Promise<RoleEffect> {
  authorize(context, 'role:manage');
  const { role, portal } = await judge(context, id, ifMatch);
  return {
    memberCount: role.member_count,
    permissions: await readPermissionChanges(context, role, []),
    gaining: 0,
    ...(await readHolders(context, role)),
    refused: await rehearse(context, () => keepAnAdmin(context, portal, () => remove(context, id))),
  };
}

async function judge(context: Context, id: string, ifMatch: number | undefined) {
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const role = await lockRole(context, id, ifMatch);
  refuseUnless(canManage(context.actor, portal, role.permissions));
  return { role, portal };
}

async function remove({ tx, organizationId }: Context, id: string): Promise<void> {
  for (const table of [memberRoles, groupRoles])
    await tx.delete(table).where(and(eq(table.organizationId, organizationId), eq(table.roleId, id)));
  await tx.delete(roles).where(and(eq(roles.organizationId, organizationId), eq(roles.id, id)));
}
