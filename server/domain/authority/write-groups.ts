import { and, eq, inArray } from 'drizzle-orm';
import { toId, type GroupId } from '../../contract/index.ts';
import { groupMembers } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { giverOf } from './giver-of.ts';
import type { Exchanged } from './write-roles.ts';

/**
 * Brings a member's groups to those that are wanted; who comes into one is a plain member of it. Only what differs is
 * written. Triggers keep the copies on the member's row, the groups' counts, and what the groups' roles add. Judged by the
 * caller, who has the organization's lock.
 * @returns undefined where nothing differs
 */
export async function writeGroups(
  context: Context,
  { id, groupIds }: { id: string; groupIds: readonly string[] },
  wanted: readonly string[],
): Promise<Exchanged<GroupId> | undefined> {
  const { tx, organizationId } = context;
  const gone = groupIds.filter((group) => !wanted.includes(group));
  const come = wanted.filter((group) => !groupIds.includes(group));
  if (gone.length + come.length === 0) return undefined;
  const mine = and(eq(groupMembers.organizationId, organizationId), eq(groupMembers.memberId, id));
  if (gone.length > 0) await tx.delete(groupMembers).where(and(mine, inArray(groupMembers.groupId, gone)));
  if (come.length > 0) {
    const givenBy = giverOf(context);
    await tx.insert(groupMembers).values(come.map((groupId) => ({ organizationId, groupId, memberId: id, givenBy })));
  }
  return { removed: gone.map((group) => toId('grp', group)), added: come.map((group) => toId('grp', group)) };
}
