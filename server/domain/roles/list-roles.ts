import { sql } from 'drizzle-orm';
import {
  rosterPermissions,
  toId,
  type Can,
  type Permission,
  type Portal,
  type Role,
  type RoleList,
} from '../../contract/index.ts';
import { canDo, notHeld, refusal } from '../capabilities/refusal.ts';
import { authorize, type Actor, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';

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

/** The organization's roles in the portal's order, each with how many people hold it in effect. */
export async function listRoles(context: Context): Promise<RoleList> {
  authorize(context, 'role:read');
  const [{ portal }, rows] = await Promise.all([readOrganization(context), readRoles(context)]);
  const { actor } = context;
  const permissions = catalogueOf(rows).map((permission) => ({ permission, can: canGive(actor, [permission]) }));
  return { items: rows.map((row) => toRole(row, actor, portal)), permissions };
}

/** What roles can be made of: Roster's own permissions, then the host's as far as a role has them. */
function catalogueOf(rows: readonly RoleRow[]): Permission[] {
  const hosts = new Set(rows.flatMap(({ permissions }) => permissions));
  for (const own of rosterPermissions) hosts.delete(own);
  return [...rosterPermissions, ...[...hosts].toSorted()];
}

export async function readRoles({ tx, organizationId }: Context): Promise<RoleRow[]> {
  return tx.execute<RoleRow>(
    sql`select r.id, r.key, r.name, r.description, r.permissions, r.exclusive, r.scope, r.version,
               coalesce(c.count, 0) as member_count
          from roster.roles r
          left join roster.member_counts c on c.organization_id = r.organization_id and c.facet = 'r:' || r.id::text
         where r.organization_id = ${organizationId}
         order by r.position, r.created_at, r.id`,
  );
}

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

function canManage(actor: Actor, portal: Portal, permissions: readonly string[]): Can {
  const can = canDo(actor, portal, 'role:manage');
  return can === true ? canGive(actor, permissions) : can;
}

function canGive(actor: Actor, permissions: readonly string[]): Can {
  const missing = notHeld(actor, permissions);
  return missing.length === 0 || refusal('privilege_escalation', `You do not hold ${missing.join(', ')} yourself.`);
}
