import { sql } from 'drizzle-orm';
import type { MemberAnswer } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { memberColumns, type MemberRow } from './member-row.ts';
import { toMembers } from './to-member.ts';

/** One member's profile. People without `member:read` see their own. */
export async function readMember(context: Context, id: string): Promise<MemberAnswer> {
  const { actor } = context;
  if (actor.kind !== 'member' || actor.memberId !== id) authorize(context, 'member:read');
  return answerMember(context, id);
}

/** A member as an answer, for verbs that have already judged the caller: what they changed is what they show. */
export async function answerMember(context: Context, id: string): Promise<MemberAnswer> {
  const { tx, organizationId } = context;
  const [organization, rows] = await Promise.all([
    readOrganization(context),
    tx.execute<MemberRow>(
      sql`select ${memberColumns}, m.contact from roster.members m
           where m.organization_id = ${organizationId} and m.id = ${id} and m.removed_at is null`,
    ),
  ]);
  const { items, names } = await toMembers(context, organization, rows);
  const [member] = items;
  if (!member) throw new Refused('not_found');
  return { member, names };
}
