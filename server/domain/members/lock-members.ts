import { sql } from 'drizzle-orm';
import type { Member, MemberStatus } from '../../contract/index.ts';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { memberCan } from './member-can.ts';

/** A person as they are while this transaction holds them. */
export interface HeldMember {
  id: string;
  accountId: string | null;
  email: string;
  name: string | null;
  contact: Record<string, string>;
  version: number;
  status: MemberStatus;
  roleIds: string[];
  inheritedRoleIds: string[];
  groupIds: string[];
  /** What their roles in effect allow, once they are active. */
  permissions: string[];
}

/** Reads and holds people, in the order of the ids; those who are not here are left out. The caller has the organization's lock. */
export async function lockMembers(
  { tx, organizationId }: Context,
  ids: readonly string[],
): Promise<Map<string, HeldMember>> {
  const rows = await tx.execute<HeldMember & Record<string, unknown>>(
    sql`select m.id, m.account_id as "accountId", m.email, m.name, m.contact, m.version, m.role_ids as "roleIds",
               m.inherited_role_ids as "inheritedRoleIds", m.group_ids as "groupIds",
               case when m.joined_at is null then 'invited' when m.suspended_at is null then 'active' else 'suspended' end
                 as status,
               array(select distinct permission from roster.roles r, unnest(r.permissions) permission
                      where r.organization_id = m.organization_id and r.id = any (m.role_ids || m.inherited_role_ids)
                        and r.scope = 'organization') as permissions
          from roster.members m
         where m.organization_id = ${organizationId} and m.id = any (${sql.param([...ids])}::uuid[])
           and m.removed_at is null
         order by m.id for no key update of m`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return new Map(ids.flatMap((id) => (found.has(id) ? [[id, found.get(id)!]] : [])));
}

/** @throws Refused `not_found`, `stale` */
export async function lockMember(context: Context, id: string, ifMatch: number | undefined): Promise<HeldMember> {
  const member = (await lockMembers(context, [id])).get(id);
  if (!member) throw new Refused('not_found');
  checkVersion(member.version, ifMatch);
  return member;
}

/** What the caller may do to somebody whom this transaction holds: the judgement that their answer's `can` shows. */
export function canTo(
  { actor }: Context,
  { portal, singleSignOn }: Pick<OrganizationRow, 'portal' | 'singleSignOn'>,
  member: HeldMember,
): Member['can'] {
  return memberCan(actor, portal, singleSignOn, member);
}
