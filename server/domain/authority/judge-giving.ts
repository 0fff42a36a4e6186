import { sql } from 'drizzle-orm';
import { exclusiveClash, type FieldProblem, type Permission, type Portal } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

interface RoleFacts extends Record<string, unknown> {
  id: string;
  name: string;
  permissions: Permission[];
  exclusive: boolean;
  scope: 'organization' | 'group';
}

interface GroupFacts extends Record<string, unknown> {
  id: string;
  name: string;
  isDefault: boolean;
  roleIds: string[];
}

/** What can be given in this organization. Of the groups those that were asked for, and the default one. */
export interface Catalogue {
  roles: ReadonlyMap<string, RoleFacts>;
  groups: ReadonlyMap<string, GroupFacts>;
  defaultGroup: string | undefined;
}

/** What one person is to have. */
export interface Giving {
  roles: readonly string[];
  groups: readonly string[];
  groupRole?: 'owner' | 'member';
}

export async function readCatalogue({ tx, organizationId }: Context, groupIds: readonly string[]): Promise<Catalogue> {
  const roles = await tx.execute<RoleFacts>(
    sql`select id, name, permissions, exclusive, scope from roster.roles where organization_id = ${organizationId}`,
  );
  const groups = await tx.execute<GroupFacts>(
    sql`select g.id, g.name, g.is_default as "isDefault",
               array(select r.role_id from roster.group_roles r
                      where r.organization_id = g.organization_id and r.group_id = g.id) as "roleIds"
          from roster.groups g
         where g.organization_id = ${organizationId} and roster.groups_on(${organizationId})
           and (g.is_default or g.id = any (${sql.param([...new Set(groupIds)])}::uuid[]))`,
  );
  return {
    roles: new Map(roles.map((role) => [role.id, role])),
    groups: new Map(groups.map((group) => [group.id, group])),
    defaultGroup: groups.find(({ isDefault }) => isDefault)?.id,
  };
}

/**
 * What is not there, or cannot be given in this way: of the lists that are judged, each with where it stands in the
 * request: `` or `/people/3`. A list that is left out stays as it is, or is no business of whoever asks.
 */
export function faultsOf(
  portal: Portal,
  { roles, groups }: Catalogue,
  giving: { roles?: readonly string[] | undefined; groups?: readonly string[] | undefined },
  at: { roles: string; groups: string },
): FieldProblem[] {
  const faults: FieldProblem[] = [];
  giving.roles?.forEach((id, index, all) => {
    const role = roles.get(id);
    const pointer = `${at.roles}/roles/${index}`;
    if (!role) faults.push({ pointer, code: 'unknown_role', detail: 'There is no such role.' });
    else if (role.scope !== 'organization')
      faults.push({ pointer, code: 'wrong_scope', detail: `${role.name} is a role within groups.` });
    if (all.indexOf(id) !== index) faults.push({ pointer, code: 'duplicate', detail: 'This role is named twice.' });
  });
  giving.groups?.forEach((id, index, all) => {
    const pointer = `${at.groups}/groups/${index}`;
    if (!groups.has(id)) faults.push({ pointer, code: 'unknown_group', detail: 'There is no such group.' });
    else if (all.indexOf(id) !== index)
      faults.push({ pointer, code: 'duplicate', detail: 'This group is named twice.' });
  });
  if (portal.rolesPerMember === 'one' && giving.roles && giving.roles.length !== 1) {
    const code = giving.roles.length === 0 ? 'required' : 'too_many';
    faults.push({ pointer: `${at.roles}/roles`, code, detail: 'A person has one role here.' });
  }
  return faults;
}

/** Own roles and those the groups give. */
function effectiveRoles({ roles, groups }: Catalogue, giving: Giving): RoleFacts[] {
  const ids = new Set([...giving.roles, ...giving.groups.flatMap((id) => groups.get(id)?.roleIds ?? [])]);
  return [...ids].flatMap((id) => roles.get(id) ?? []).filter(({ scope }) => scope === 'organization');
}

/** @throws Refused `role_exclusive`: judged on all a person would hold, since a role is no less alone for coming from a group */
export function refuseClash(catalogue: Catalogue, giving: Giving): void {
  const clash = exclusiveClash(effectiveRoles(catalogue, giving));
  if (!clash) return;
  throw new Refused('role_exclusive', { detail: `${clash.name} cannot be combined with other roles.` });
}

/**
 * Nobody gives what they do not hold, and nobody touches who holds more: compared permission by permission, because a
 * role is not higher or lower, and for what groups give as well. The caller's permissions are already narrowed to the
 * token's scopes.
 * @throws Refused `privilege_escalation`
 */
export function refuseEscalation({ actor }: Context, catalogue: Catalogue, giving: Giving): void {
  for (const role of effectiveRoles(catalogue, giving)) {
    if (role.permissions.every((permission) => actor.permissions.has(permission))) continue;
    throw new Refused('privilege_escalation', { detail: `${role.name} allows more than you may do yourself.` });
  }
  const owns = giving.groupRole === 'owner' && giving.groups.length > 0;
  if (owns && !actor.permissions.has('group:members') && !actor.permissions.has('group:manage'))
    throw new Refused('privilege_escalation', { detail: 'You cannot make somebody the owner of a group.' });
}
