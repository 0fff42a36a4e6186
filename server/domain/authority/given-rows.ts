import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

interface GivenRow extends Record<string, unknown> {
  source: string;
  given_by: string | null;
  given_at: string;
  until: string | null;
}

/** What a member was given, with who gave it and when: kept aside so that it can be given back as it was. */
export interface GivenRows {
  roles: (GivenRow & { role_id: string })[];
  groups: (GivenRow & { group_id: string; group_role: 'owner' | 'member' })[];
}

/** By member, for each of the ids. */
export async function readGivenRows(
  { tx, organizationId }: Context,
  memberIds: readonly string[],
): Promise<Map<string, GivenRows>> {
  const mine = sql`organization_id = ${organizationId} and member_id = any (${sql.param([...memberIds])}::uuid[])`;
  const roles = await tx.execute<GivenRows['roles'][number] & { member_id: string }>(
    sql`select member_id, role_id, source, given_by, given_at, until from roster.member_roles where ${mine} order by role_id`,
  );
  const groups = await tx.execute<GivenRows['groups'][number] & { member_id: string }>(
    sql`select member_id, group_id, group_role, source, given_by, given_at, until from roster.group_members
         where ${mine} and roster.groups_on(organization_id) order by group_id`,
  );
  const byMember = new Map(memberIds.map((id): [string, GivenRows] => [id, { roles: [], groups: [] }]));
  for (const { member_id, ...row } of roles) byMember.get(member_id)?.roles.push(row);
  for (const { member_id, ...row } of groups) byMember.get(member_id)?.groups.push(row);
  return byMember;
}

/** Brings a member's roles and groups back to what they were; groups that are switched off stay as they are. Judged by the caller. */
export async function restoreGivenRows(
  { tx, organizationId }: Context,
  memberId: string,
  { roles, groups }: GivenRows,
): Promise<void> {
  const mine = sql`organization_id = ${organizationId} and member_id = ${memberId}`;
  const kept = (ids: string[]) => sql`all (${sql.param(ids)}::uuid[])`;
  await tx.execute(
    sql`delete from roster.member_roles where ${mine} and role_id <> ${kept(roles.map(({ role_id }) => role_id))}`,
  );
  await tx.execute(
    sql`delete from roster.group_members where ${mine} and roster.groups_on(organization_id) and group_id <> ${kept(groups.map(({ group_id }) => group_id))}`,
  );
  const given = sql`p.source, p.given_by, p.given_at, p.until`;
  const columns = sql`source text, given_by uuid, given_at timestamptz, until timestamptz`;
  await tx.execute(
    sql`insert into roster.member_roles (organization_id, member_id, role_id, source, given_by, given_at, until)
        select ${organizationId}::uuid, ${memberId}::uuid, p.role_id, ${given}
          from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as p (role_id uuid, ${columns})
        on conflict (organization_id, member_id, role_id) do update set until = excluded.until`,
  );
  await tx.execute(
    sql`insert into roster.group_members (organization_id, group_id, member_id, group_role, source, given_by, given_at, until)
        select ${organizationId}::uuid, p.group_id, ${memberId}::uuid, p.group_role, ${given}
          from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as p (group_id uuid, group_role text, ${columns})
        on conflict (organization_id, group_id, member_id) do update set group_role = excluded.group_role, until = excluded.until`,
  );
}
