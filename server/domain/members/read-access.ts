import { sql } from 'drizzle-orm';
import { toId, type Given, type MemberAccess, type Permission } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { readLabels } from '../labels/read-labels.ts';
import { Refused } from '../refused.ts';

interface GivenColumns extends Record<string, unknown> {
  given_by: string | null;
  given_at: string;
  until: string | null;
}

interface RoleSource extends GivenColumns {
  role_id: string;
  name: string;
  permissions: Permission[];
  scope: string;
  /** Null for a role of the member's own. */
  group_id: string | null;
}

interface Membership extends GivenColumns {
  group_id: string;
  name: string;
  group_role: 'owner' | 'member';
}

/**
 * Why somebody may do what they may: each role in effect with every way it came, and each permission with the roles that
 * allow it. Of a role that a group gives, the giver is who brought the person into the group. People see their own.
 * @throws Refused `forbidden`, `not_found`
 */
export async function readAccess(context: Context, id: string): Promise<MemberAccess> {
  if (context.actor.kind !== 'member' || context.actor.memberId !== id) authorize(context, 'member:read');
  const { tx, organizationId } = context;
  const [member] = await tx.execute<{ active: boolean }>(
    sql`select joined_at is not null and suspended_at is null as active from roster.members
         where organization_id = ${organizationId} and id = ${id} and removed_at is null`,
  );
  if (!member) throw new Refused('not_found');
  const sources = await tx.execute<RoleSource>(
    sql`select r.id as role_id, r.name, r.permissions, r.scope, null::uuid as group_id, o.given_by, o.given_at, o.until
          from roster.member_roles o
          join roster.roles r on r.organization_id = o.organization_id and r.id = o.role_id
         where o.organization_id = ${organizationId} and o.member_id = ${id}
           and (o.until is null or o.until > clock_timestamp())
        union all
        select r.id, r.name, r.permissions, r.scope, i.group_id, g.given_by, g.given_at, g.until
          from roster.inherited_roles i
          join roster.roles r on r.organization_id = i.organization_id and r.id = i.role_id
          join roster.group_members g
            on g.organization_id = i.organization_id and g.group_id = i.group_id and g.member_id = i.member_id
         where i.organization_id = ${organizationId} and i.member_id = ${id}
           and (g.until is null or g.until > clock_timestamp())
         order by 2, 5 nulls first`,
  );
  const memberships = await tx.execute<Membership>(
    sql`select g.group_id, n.name, g.group_role, g.given_by, g.given_at, g.until
          from roster.group_members g
          join roster.groups n on n.organization_id = g.organization_id and n.id = g.group_id
         where g.organization_id = ${organizationId} and g.member_id = ${id}
           and (g.until is null or g.until > clock_timestamp())
           and roster.groups_on(g.organization_id) order by n.name_key`,
  );
  const givers = [...sources, ...memberships].flatMap(({ given_by }) => given_by ?? []);
  const labels = await readLabels(context, [...new Set(givers)]);
  const byRole = new Map<string, RoleSource[]>();
  for (const source of sources) byRole.set(source.role_id, [...(byRole.get(source.role_id) ?? []), source]);
  return {
    permissions: member.active ? permissionsOf(sources) : [],
    roles: [...byRole].map(([role, all]) => ({
      role: toId('rol', role),
      from: all.map((source) => ({
        group: source.group_id === null ? null : toId('grp', source.group_id),
        ...toGiven(source),
      })),
    })),
    groups: memberships.map(({ group_id, group_role, ...given }) => ({
      group: toId('grp', group_id),
      groupRole: group_role,
      ...toGiven(given),
    })),
    names: Object.fromEntries([
      ...sources.map(({ role_id, name }) => [toId('rol', role_id), name]),
      ...memberships.map(({ group_id, name }) => [toId('grp', group_id), name]),
      ...labels.items.map((label) => [label.id, label.name]),
    ]) as Record<string, string>,
  };
}

function permissionsOf(sources: readonly RoleSource[]): MemberAccess['permissions'] {
  const roles = new Map<Permission, Set<string>>();
  for (const { role_id, scope, permissions } of sources) {
    if (scope !== 'organization') continue;
    for (const permission of permissions) roles.set(permission, (roles.get(permission) ?? new Set()).add(role_id));
  }
  return [...roles]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([permission, ids]) => ({ permission, roles: [...ids].map((id) => toId('rol', id)) }));
}

function toGiven({ given_by, given_at, until }: Pick<GivenColumns, 'given_by' | 'given_at' | 'until'>): Given {
  return {
    givenBy: given_by === null ? null : toId('mem', given_by),
    givenAt: new Date(given_at).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
  };
}
