import { sql } from 'drizzle-orm';
import type { Member } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { memberCan } from '../members/member-can.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';

/** A member as verbs about their account see them. */
export interface JudgedMember {
  memberId: string;
  /** Null where the host signs people in, so that there is no account of ours. */
  accountId: string | null;
  /** What the caller may do, as the member's answer says it. */
  can: Member['can'];
}

interface JudgedRow extends Record<string, unknown> {
  account_id: string | null;
  joined: boolean;
  suspended: boolean;
  permissions: string[];
}

/** @throws Refused `not_found` */
export async function judgeMember(context: Context, memberId: string): Promise<JudgedMember> {
  const { tx, organizationId, actor } = context;
  const { portal, singleSignOn } = await readOrganization(context);
  const [row] = await tx.execute<JudgedRow>(
    sql`select m.account_id, m.joined_at is not null as joined, m.suspended_at is not null as suspended,
               array(select distinct permission from roster.roles r, unnest(r.permissions) permission
                      where r.organization_id = m.organization_id and r.id = any (m.role_ids || m.inherited_role_ids)
                        and r.scope = 'organization') as permissions
          from roster.members m
         where m.organization_id = ${organizationId} and m.id = ${memberId} and m.removed_at is null`,
  );
  if (!row) throw new Refused('not_found');
  const { account_id: accountId, joined, suspended, permissions } = row;
  const status = !joined ? 'invited' : suspended ? 'suspended' : 'active';
  return { memberId, accountId, can: memberCan(actor, portal, singleSignOn, { id: memberId, status, permissions }) };
}
