import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { MemberRow } from './member-row.ts';

export interface RoleName extends Record<string, unknown> {
  id: string;
  name: string;
  permissions: string[];
  scope: string;
}

export interface InvitationRow extends Record<string, unknown> {
  member_id: string;
  created_at: string;
  expires_at: string;
  expired: boolean;
  delivered_at: string | null;
  failed_at: string | null;
  failure: string | null;
}

/** What a page of members mentions or owns, by id: each kind in one query, all of them on their way at once. */
export interface Belongings {
  roles: Map<string, RoleName>;
  groups: Map<string, string>;
  /** The open invitation by member. */
  invitations: Map<string, InvitationRow>;
  /** By member: each inherited role with the groups it comes from. */
  inherited: Map<string, { role_id: string; groups: string[] }[]>;
}

export async function readBelongings(context: Context, rows: readonly MemberRow[]): Promise<Belongings> {
  const [roles, groups, invitations, inherited] = await Promise.all([
    readRoleNames(context, new Set(rows.flatMap((row) => [...row.role_ids, ...row.inherited_role_ids]))),
    readGroupNames(context, new Set(rows.flatMap((row) => row.group_ids))),
    readInvitations(
      context,
      rows.filter((row) => row.joined_at === null).map(({ id }) => id),
    ),
    readInherited(
      context,
      rows.filter((row) => row.inherited_role_ids.length > 0).map(({ id }) => id),
    ),
  ]);
  return { roles, groups, invitations, inherited };
}

async function readRoleNames({ tx, organizationId }: Context, ids: Set<string>): Promise<Belongings['roles']> {
  if (ids.size === 0) return new Map();
  const rows = await tx.execute<RoleName>(
    sql`select id, name, permissions, scope from roster.roles
         where organization_id = ${organizationId} and id = any (${sql.param([...ids])}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function readGroupNames({ tx, organizationId }: Context, ids: Set<string>): Promise<Belongings['groups']> {
  if (ids.size === 0) return new Map();
  const rows = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from roster.groups
         where organization_id = ${organizationId} and id = any (${sql.param([...ids])}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readInvitations({ tx, organizationId }: Context, ids: string[]): Promise<Belongings['invitations']> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<InvitationRow>(
    sql`select member_id, created_at, expires_at, expires_at <= clock_timestamp() as expired, delivered_at, failed_at, failure
          from roster.invitations
         where organization_id = ${organizationId} and member_id = any (${sql.param(ids)}::uuid[])
           and accepted_at is null and revoked_at is null and replaced_at is null`,
  );
  return new Map(rows.map((row) => [row.member_id, row]));
}

async function readInherited({ tx, organizationId }: Context, ids: string[]): Promise<Belongings['inherited']> {
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<{ member_id: string; role_id: string; groups: string[] }>(
    sql`select member_id, role_id, array_agg(group_id order by group_id) as groups from roster.inherited_roles
         where organization_id = ${organizationId} and member_id = any (${sql.param(ids)}::uuid[])
         group by member_id, role_id order by role_id`,
  );
  const byMember: Belongings['inherited'] = new Map();
  for (const { member_id, ...role } of rows) byMember.set(member_id, [...(byMember.get(member_id) ?? []), role]);
  return byMember;
}
