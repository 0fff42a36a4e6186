import { sql, type SQL } from 'drizzle-orm';
import { limits, toId, type RoleEffect } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import type { RoleRow } from './role-row.ts';

/** Everybody who has a role in effect: a query for their UUIDs. */
export function holdersOf({ organizationId }: Pick<Context, 'organizationId'>, roleId: string): SQL {
  return sql`select f.member_id from roster.member_facets f
    where f.organization_id = ${organizationId} and f.facet = ${`r:${roleId}`}`;
}

/**
 * For how many people each permission makes a difference that a role would allow anew or no longer: not for those to whom
 * another role of theirs allows it.
 */
export async function readPermissionChanges(
  context: Context,
  role: RoleRow,
  wanted: readonly string[],
): Promise<RoleEffect['permissions']> {
  const { tx, organizationId } = context;
  const gained = wanted.filter((one) => !role.permissions.includes(one));
  const lost = role.permissions.filter((one) => !wanted.includes(one));
  const permissions = [...gained, ...lost];
  if (permissions.length === 0) return [];
  const rows = await tx.execute<{ permission: string; people: number }>(
    sql`with others as materialized (
          select permission, array(select r.id from roster.roles r
                   where r.organization_id = ${organizationId} and r.id <> ${role.id} and r.scope = 'organization'
                     and permission = any (r.permissions)) as roles
            from unnest(${sql.param(permissions)}::text[]) permission)
        select others.permission, count(*)::integer as people
          from roster.members m, others
         where m.organization_id = ${organizationId} and m.removed_at is null and m.id in (${holdersOf(context, role.id)})
           and not (m.role_ids || m.inherited_role_ids) && others.roles
         group by others.permission`,
  );
  const people = new Map(rows.map((row) => [row.permission, row.people]));
  return permissions.map((permission) => ({
    permission,
    change: gained.includes(permission) ? 'gained' : 'lost',
    people: people.get(permission) ?? 0,
  }));
}

interface HolderRow extends Record<string, unknown> {
  id: string;
  name: string | null;
  email: string;
  all_access: boolean;
  all_access_total: number;
}

/** Who would lose the role if there were none of it, those first to whom it is the only one. */
export async function readHolders(
  context: Context,
  role: RoleRow,
): Promise<Pick<RoleEffect, 'losing' | 'people' | 'names'>> {
  const { tx, organizationId } = context;
  const rows = await tx.execute<HolderRow>(
    sql`with holders as materialized (
          select m.id, m.name, m.email, array_remove(m.role_ids || m.inherited_role_ids, ${role.id}::uuid) = '{}' as all_access
            from roster.members m
           where m.organization_id = ${organizationId} and m.removed_at is null and m.id in (${holdersOf(context, role.id)}))
        select holders.*, (select count(*)::integer from holders where all_access) as all_access_total
          from holders order by all_access desc, email, id limit ${sql.raw(String(limits.effectPeople))}`,
  );
  const roles = [toId('rol', role.id)];
  return {
    losing: { total: role.member_count, allAccess: rows[0]?.all_access_total ?? 0 },
    people: rows.map(({ id, name, email, all_access: allAccess }) => ({
      member: toId('mem', id),
      name,
      email,
      roles,
      allAccess,
    })),
    names: rows.length > 0 ? { [roles[0]!]: role.name } : {},
  };
}
