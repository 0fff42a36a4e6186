import { and, eq, inArray, sql } from 'drizzle-orm';
import { toId, type Effect, type GroupMembersAnswer } from '../../contract/index.ts';
import { groupMembers } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { readGivenRows, type GivenRows } from '../authority/given-rows.ts';
import { giverOf } from '../authority/giver-of.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { refuseClashAmong } from '../authority/refuse-clash-among.ts';
import { rehearse } from '../authority/rehearse.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockMembers } from '../members/lock-members.ts';
import { sealUndo } from '../members/undo-token.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { authorizeInGroup } from './authorize-in-group.ts';
import { groupCan } from './group-can.ts';
import { readEffect } from './group-effect.ts';
import { lockGroup } from './lock-group.ts';
import { answerGroup } from './read-group.ts';
import { stageMembers, type GroupMembersInput, type Staged } from './stage-members.ts';

/**
 * Adds people to a group, removes them, and says who is an owner: all of it in one transaction or none. For whoever holds
 * `group:members`, and in their own group for its owners.
 * @throws Refused `forbidden`, `not_found`, `stale` for a group that was edited meanwhile, `invalid`, `privilege_escalation`
 *   for a group that gives more than the caller holds, `role_exclusive`, `last_admin`
 */
export async function changeGroupMembers(
  context: Context,
  groupId: string,
  input: GroupMembersInput,
  ifMatch?: number,
): Promise<GroupMembersAnswer> {
  await authorizeInGroup(context, 'group:members', groupId);
  const { portal, staged } = await judge(context, groupId, input, ifMatch);
  const before = await readGivenRows(context, staged.remove);
  await keepAnAdmin(context, portal, () => write(context, groupId, staged));
  const group = toId('grp', groupId);
  const changed = [...staged.add.map(({ id }) => id), ...staged.update.map(({ id }) => id), ...staged.remove];
  await record(
    context,
    ...staged.add.map(({ id, groupRole }) => entryOf(id, { groups: { removed: [], added: [group] }, groupRole })),
    ...staged.update.map(({ id, groupRole }) => entryOf(id, { group, groupRole })),
    ...staged.remove.map((id) => entryOf(id, { groups: { removed: [group], added: [] } })),
  );
  await tell(context, 'member.updated', changed);
  if (changed.length > 0) await tell(context, 'group.updated', [groupId]);
  return {
    ...(await answerGroup(context, groupId)),
    added: staged.add.map(({ id }) => toId('mem', id)),
    updated: staged.update.map(({ id }) => toId('mem', id)),
    removed: staged.remove.map((id) => toId('mem', id)),
    ...(staged.remove.length > 0 && (await undoOf(context, staged.remove, before))),
  };
}

/** Who would lose which roles by leaving the group, how many would get some by joining, and what would refuse it. */
export async function changeGroupMembersEffect(
  context: Context,
  groupId: string,
  input: GroupMembersInput,
  ifMatch?: number,
): Promise<Effect> {
  await authorizeInGroup(context, 'group:members', groupId);
  const { portal, staged, roles } = await judge(context, groupId, input, ifMatch);
  const these = (ids: readonly string[]) => sql`select unnest(${sql.param([...ids])}::uuid[])`;
  const leaving = await readEffect(context, { group: groupId, people: these(staged.remove), before: roles, after: [] });
  const joiners = these(staged.add.map(({ id }) => id));
  const joining = await readEffect(context, { group: groupId, people: joiners, before: [], after: roles });
  const refused = await rehearse(context, () => keepAnAdmin(context, portal, () => write(context, groupId, staged)));
  return { ...leaving, refused, gaining: joining.gaining };
}

async function judge(context: Context, groupId: string, input: GroupMembersInput, ifMatch: number | undefined) {
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const group = await lockGroup(context, groupId, ifMatch);
  refuseUnless(groupCan(context.actor, portal, group).members);
  return { portal, roles: group.roles, staged: await stageMembers(context, groupId, input) };
}

async function write(context: Context, groupId: string, { add, update, remove }: Staged): Promise<void> {
  const { tx, organizationId } = context;
  const here = and(eq(groupMembers.organizationId, organizationId), eq(groupMembers.groupId, groupId));
  if (remove.length > 0) await tx.delete(groupMembers).where(and(here, inArray(groupMembers.memberId, remove)));
  for (const groupRole of ['owner', 'member'] as const) {
    const ids = update.filter((one) => one.groupRole === groupRole).map(({ id }) => id);
    if (ids.length > 0)
      await tx
        .update(groupMembers)
        .set({ groupRole })
        .where(and(here, inArray(groupMembers.memberId, ids)));
  }
  if (add.length === 0) return;
  const givenBy = giverOf(context);
  await tx
    .insert(groupMembers)
    .values(add.map(({ id, groupRole }) => ({ organizationId, groupId, memberId: id, groupRole, givenBy })));
  await refuseClashAmong(context, sql`select unnest(${sql.param(add.map(({ id }) => id))}::uuid[])`);
}

/** Taking a removal back asks for the permission itself, which an owner of the group alone does not hold. */
async function undoOf(
  context: Context,
  removed: readonly string[],
  before: ReadonlyMap<string, GivenRows>,
): Promise<{ undo?: string[] }> {
  const permission = 'group:members';
  if (!context.actor.permissions.has(permission)) return {};
  const held = await lockMembers(context, removed);
  return {
    undo: removed.map((id) => {
      const { version } = held.get(id)!;
      return sealUndo(context, { what: 'given', permission, memberId: id, version, before: before.get(id)! });
    }),
  };
}

function entryOf(id: string, changes: Record<string, unknown>) {
  return { action: 'member.updated', target: { kind: 'member' as const, id }, changes };
}
