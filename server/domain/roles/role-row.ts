import { sql, type SQL } from 'drizzle-orm';
import { toId, type Can, type Portal, type Role } from '../../contract/index.ts';
import { canDo, notHeld, refusal } from '../capabilities/refusal.ts';
import type { Actor, Context } from '../context.ts';

/** What of a role an answer is made from. */
export interface RoleRow extends Record<string, unknown> {
  id: string;
  key: string;
  name: string;
  description: string;
  permissions: string[];
  exclusive: boolean;
  scope: 'organization' | 'group';
  version: number;
  member_count: number;
}

/** All roles, in the portal's order. */
export async function readRoles({ tx, organizationId }: Context): Promise<RoleRow[]> {
  return tx.execute<RoleRow>(
    sql`select ${roleColumns} ${rolesWithCounts} where r.organization_id = ${organizationId}
         order by r.position, r.created_at, r.id`,
  );
}

/** The columns of `rolesWithCounts`. */
export const roleColumns = sql`r.id, r.key, r.name, r.description, r.permissions, r.exclusive, r.scope, r.version,
  coalesce(c.count, 0) as member_count`;

/** `roster.roles` called `r`, with the counter of who holds each in effect. */
export const rolesWithCounts: SQL = sql`from roster.roles r
  left join roster.member_counts c on c.organization_id = r.organization_id and c.facet = 'r:' || r.id::text`;

export function toRole({ id, member_count, ...row }: RoleRow, actor: Actor, portal: Portal): Role {
  const managed = canManage(actor, portal, row.permissions);
  return {
    id: toId('rol', id),
    ...row,
    memberCount: member_count,
    can: { assign: canAssign(actor, row), update: managed, delete: managed },
  };
}

/** Nobody gives what they do not hold: judged by permissions, never by rank. */
export function canAssign(actor: Actor, role: Pick<RoleRow, 'permissions' | 'scope'>): Can {
  if (role.scope === 'group') return refusal('invalid', 'This role is given inside a group.');
  const gives = ['member:invite', 'member:create', 'member:update'].some((one) => actor.permissions.has(one));
  if (!gives) return refusal('forbidden', 'This needs the permission member:update.');
  return canGive(actor, role.permissions);
}

/** Whether the caller may change or delete a role that allows this. */
export function canManage(actor: Actor, portal: Portal, permissions: readonly string[]): Can {
  const can = canDo(actor, portal, 'role:manage');
  return can === true ? canGive(actor, permissions) : can;
}

export function canGive(actor: Actor, permissions: readonly string[]): Can {
  const missing = notHeld(actor, permissions);
  return missing.length === 0 || refusal('privilege_escalation', `You do not hold ${missing.join(', ')} yourself.`);
}
