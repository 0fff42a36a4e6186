import { rosterPermissions, type Permission, type RoleList } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { canGive, readRoles, toRole, type RoleRow } from './role-row.ts';

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
