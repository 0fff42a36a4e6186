import { sql } from 'drizzle-orm';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { isOwn, memberCan } from '../members/member-can.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';

/** Whose sessions are looked at or ended. */
export interface SessionOwner {
  memberId: string;
  /** Null where the host signs people in, so that there are no sessions of ours. */
  accountId: string | null;
}

interface OwnerRow extends Record<string, unknown> {
  account_id: string | null;
  joined: boolean;
  suspended: boolean;
  permissions: string[];
}

/**
 * Judges whether the caller may see and end a member's sessions: their own, or with `member:sessions` those of anybody
 * who holds no more than they do. A session is the account's and works in all its organizations, this one among them:
 * so each of them may list and end it, and is told the device, the place and the last use, never where else it works.
 * @throws Refused `forbidden`, `privilege_escalation`, `not_found`
 */
export async function authorizeSessions(context: Context, memberId: string): Promise<SessionOwner> {
  const { tx, organizationId, actor } = context;
  if (!isOwn(actor, memberId)) authorize(context, 'member:sessions');
  const { portal, singleSignOn } = await readOrganization(context);
  const [row] = await tx.execute<OwnerRow>(
    sql`select m.account_id, m.joined_at is not null as joined, m.suspended_at is not null as suspended,
               array(select distinct permission from roster.roles r, unnest(r.permissions) permission
                      where r.organization_id = m.organization_id and r.id = any (m.role_ids || m.inherited_role_ids)
                        and r.scope = 'organization') as permissions
          from roster.members m
         where m.organization_id = ${organizationId} and m.id = ${memberId} and m.removed_at is null`,
  );
  if (!row) throw new Refused('not_found');
  const status = !row.joined ? 'invited' : row.suspended ? 'suspended' : 'active';
  const { sessions } = memberCan(actor, portal, singleSignOn, { id: memberId, status, permissions: row.permissions });
  refuseUnless(sessions, 'member:sessions');
  return { memberId, accountId: row.account_id };
}
