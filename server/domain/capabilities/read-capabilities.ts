import { rosterPermissions, toId, type Can, type Capabilities, type RosterPermission } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { readRoles, toRole } from '../roles/role-row.ts';
import { canDo } from './refusal.ts';

/** What an element needs to know before it draws. Open to every member; roles only to those who may see or give them. */
export async function readCapabilities(context: Context): Promise<Capabilities> {
  const { actor, services } = context;
  const seesRoles = ['role:read', 'member:read', 'member:invite'].some((one) => actor.permissions.has(one));
  const [organization, roles] = await Promise.all([readOrganization(context), seesRoles ? readRoles(context) : []]);
  const { id, slug, name, domains, portal, singleSignOn } = organization;
  const can = rosterPermissions.map((permission) => [permission, canDo(actor, portal, permission)] as const);
  return {
    organization: { id: toId('org', id), slug, name, domains, mail: services.mailWorks, singleSignOn },
    portal,
    roles: roles.map((role) => toRole(role, actor, portal)),
    caller: {
      member: actor.kind === 'member' ? toId('mem', actor.memberId) : null,
      permissions: [...actor.permissions].toSorted(),
      can: Object.fromEntries(can) as Record<RosterPermission, Can>,
    },
  };
}
