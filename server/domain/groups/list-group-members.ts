import { sql } from 'drizzle-orm';
import { fromId, type GroupMemberList, type GroupRole } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { answerMembers, type MemberQuestion } from '../members/list-members.ts';
import { authorizeInGroup } from './authorize-in-group.ts';
import { answerGroup } from './read-group.ts';

/**
 * A page of the people in a group, invited ones included, with what each is in it. Its owners see it without `group:read`.
 * @throws Refused `not_found`, `bad_cursor`
 */
export async function listGroupMembers(
  context: Context,
  groupId: string,
  question: MemberQuestion,
): Promise<GroupMemberList> {
  await authorizeInGroup(context, 'group:read', groupId);
  const { group } = await answerGroup(context, groupId);
  const { items, ...list } = await answerMembers(context, question, groupId);
  const roles = await readGroupRoles(
    context,
    groupId,
    items.map(({ id }) => fromId('mem', id)!),
  );
  const can = { changeGroupRole: group.can.members, removeFromGroup: group.can.members };
  return {
    ...list,
    items: items.map((member) => ({
      ...member,
      groupRole: roles.get(fromId('mem', member.id)!) ?? 'member',
      can: { ...member.can, ...can },
    })),
  };
}

/** What these people are in the group, by their UUIDs; absent who is not in it. */
export async function readGroupRoles(
  { tx, organizationId }: Context,
  groupId: string,
  memberIds: readonly string[],
): Promise<Map<string, GroupRole>> {
  const rows = await tx.execute<{ member_id: string; group_role: GroupRole }>(
    sql`select member_id, group_role from roster.group_members
         where organization_id = ${organizationId} and group_id = ${groupId}
           and member_id = any (${sql.param([...memberIds])}::uuid[])`,
  );
  return new Map(rows.map(({ member_id, group_role }) => [member_id, group_role]));
}
