import { sql } from 'drizzle-orm';
import { toId, type InviteAnswer } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { memberColumns, type MemberRow } from '../members/member-row.ts';
import { toMembers } from '../members/to-member.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import type { Invited } from './sort-invitees.ts';

/** What came of an invitation, with the new rows as the list will show them. */
export async function toInviteAnswer(context: Context, results: readonly Invited[]): Promise<InviteAnswer> {
  const ids = results.flatMap(({ memberId }) => memberId ?? []);
  const rows = await context.tx.execute<MemberRow>(
    sql`select ${memberColumns} from roster.members m
         where m.organization_id = ${context.organizationId} and m.id = any (${sql.param(ids)}::uuid[])`,
  );
  const { items, names } = await toMembers(context, await readOrganization(context), rows);
  const members = new Map(items.map((member) => [member.id, member]));
  return {
    results: results.map(({ memberId, ...result }) => {
      const member = memberId === undefined ? undefined : members.get(toId('mem', memberId));
      return member ? { ...result, member } : result;
    }),
    names,
  };
}
