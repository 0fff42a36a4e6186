import { and, eq, sql } from 'drizzle-orm';
import type { RoleAnswer, RoleEffect } from '../../contract/index.ts';
import { roles } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { refuseClashAmong } from '../authority/refuse-clash-among.ts';
import { rehearse } from '../authority/rehearse.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import type { RoleInput } from './create-role.ts';
import { judgePermissions, judgeRename } from './judge-role.ts';
import { answerRole, lockRole } from './lock-role.ts';
import { holdersOf, readPermissionChanges } from './role-effect.ts';
import { canManage, type RoleRow } from './role-row.ts';

export type RoleChangeInput = Partial<Omit<RoleInput, 'key'>>;

/**
 * Changes a role for everybody who has it, whether it stood in the portal document or was made later. The key stays.
 * @throws Refused `forbidden`, `not_found`, `stale`, `invalid`, `privilege_escalation`, `role_exclusive` where somebody has
 *   another role beside the one that is to stand alone, `last_admin`
 */
export async function changeRole(
  context: Context,
  id: string,
  change: RoleChangeInput,
  ifMatch?: number,
): Promise<RoleAnswer> {
  authorize(context, 'role:manage');
  const { role, portal } = await judge(context, id, change, ifMatch);
  const changes = await keepAnAdmin(context, portal, () => write(context, role, change));
  if (Object.keys(changes).length > 0) {
    await record(context, { action: 'role.changed', target: { kind: 'role', id }, changes });
    await tell(context, 'role.updated', [id]);
  }
  return answerRole(context, id);
}

/** How many people a change of a role would affect, and what it would be refused for. */
export async function changeRoleEffect(
  context: Context,
  id: string,
  change: RoleChangeInput,
  ifMatch?: number,
): Promise<RoleEffect> {
  authorize(context, 'role:manage');
  const { role, portal } = await judge(context, id, change, ifMatch);
  return {
    memberCount: role.member_count,
    permissions: await readPermissionChanges(context, role, change.permissions ?? role.permissions),
    refused: await rehearse(context, () => keepAnAdmin(context, portal, () => write(context, role, change))),
    gaining: 0,
    losing: { total: 0, allAccess: 0 },
    people: [],
    names: {},
  };
}

async function judge(context: Context, id: string, change: RoleChangeInput, ifMatch: number | undefined) {
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const role = await lockRole(context, id, ifMatch);
  refuseUnless(canManage(context.actor, portal, role.permissions));
  if (change.permissions) judgePermissions(context, role.permissions, change.permissions);
  if (change.name !== undefined) await judgeRename(context, id, change.name);
  return { role, portal };
}

/** @returns before and after of what differs, as the audit row has it */
async function write(context: Context, role: RoleRow, change: RoleChangeInput): Promise<Record<string, unknown>> {
  const { tx, organizationId } = context;
  const { name = role.name, description = role.description, exclusive = role.exclusive } = change;
  const permissions = [...(change.permissions ?? role.permissions)];
  const removed = role.permissions.filter((one) => !permissions.includes(one));
  const added = permissions.filter((one) => !role.permissions.includes(one));
  const changes = {
    ...(name !== role.name && { name: { from: role.name, to: name } }),
    ...(description !== role.description && { description: { from: role.description, to: description } }),
    ...(exclusive !== role.exclusive && { exclusive: { from: role.exclusive, to: exclusive } }),
    ...(removed.length + added.length > 0 && { permissions: { removed, added } }),
  };
  if (Object.keys(changes).length === 0) return changes;
  await tx
    .update(roles)
    .set({ name, description, permissions, exclusive, version: sql`${roles.version} + 1` })
    .where(and(eq(roles.organizationId, organizationId), eq(roles.id, role.id)));
  if (exclusive && !role.exclusive) {
    await refuseClashAmong(context, holdersOf(context, role.id));
    await refuseShared(context, role);
  }
  return changes;
}

/** A group that gives the role together with another one would give neither to anybody from now on. */
async function refuseShared({ tx, organizationId }: Context, { id, name }: RoleRow): Promise<void> {
  const [shared] = await tx.execute<{ name: string }>(
    sql`select g.name from roster.group_roles gr
          join roster.groups g on g.organization_id = gr.organization_id and g.id = gr.group_id
         where gr.organization_id = ${organizationId} and gr.role_id = ${id} and roster.groups_on(gr.organization_id)
           and exists (select 1 from roster.group_roles other
                        where other.organization_id = gr.organization_id and other.group_id = gr.group_id and other.role_id <> ${id})
         order by g.name_key limit 1`,
  );
  if (shared)
    throw new Refused('role_exclusive', {
      detail: `The group ${shared.name} gives ${name} together with another role.`,
    });
}
