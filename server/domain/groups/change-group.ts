import { and, eq, sql } from 'drizzle-orm';
import { toId, type Effect, type GroupAnswer, type Portal } from '../../contract/index.ts';
import { groups } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { rehearse } from '../authority/rehearse.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { authorizeGroups } from './authorize-groups.ts';
import { clearDefault } from './clear-default.ts';
import type { GroupInput } from './create-group.ts';
import { judgeGroupRoles, writeGroupRoles } from './give-roles.ts';
import { groupCan } from './group-can.ts';
import { everybodyIn, readEffect } from './group-effect.ts';
import type { GroupRow } from './group-row.ts';
import { lockGroup } from './lock-group.ts';
import { nameKeyOf } from './name-group.ts';
import { answerGroup } from './read-group.ts';
import { writeReservations } from './reservations.ts';

export type GroupChangeInput = Partial<GroupInput>;

/**
 * Changes what is named: what is absent stays. Members get and lose the roles that come and go.
 * @throws Refused `forbidden`, `not_found`, `stale`, `invalid`, `group_name_taken`, `privilege_escalation`, `role_exclusive`,
 *   `last_admin`, `reservation_exceeded`
 */
export async function changeGroup(
  context: Context,
  id: string,
  change: GroupChangeInput,
  ifMatch?: number,
): Promise<GroupAnswer> {
  await authorizeGroups(context, 'group:manage');
  const { group, portal, nameKey } = await judge(context, id, change, ifMatch);
  const changes = await keepAnAdmin(context, portal, () => write(context, portal, group, change, nameKey));
  if (Object.keys(changes).length > 0) {
    await record(context, { action: 'group.changed', target: { kind: 'group', id }, changes });
    await tell(context, 'group.updated', [id]);
  }
  return answerGroup(context, id);
}

/** What `changeGroup` would do to people: who would lose which roles, and what it would be refused for. */
export async function changeGroupEffect(
  context: Context,
  id: string,
  change: GroupChangeInput,
  ifMatch?: number,
): Promise<Effect> {
  await authorizeGroups(context, 'group:manage');
  const { group, portal, nameKey } = await judge(context, id, change, ifMatch);
  const after = change.roles ?? group.roles;
  const effect = await readEffect(context, { group: id, people: everybodyIn(context, id), before: group.roles, after });
  const refused = await rehearse(context, () =>
    keepAnAdmin(context, portal, () => write(context, portal, group, change, nameKey)),
  );
  return { refused, ...effect };
}

async function judge(context: Context, id: string, change: GroupChangeInput, ifMatch: number | undefined) {
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const group = await lockGroup(context, id, ifMatch);
  refuseUnless(groupCan(context.actor, portal, group).update);
  const nameKey = change.name === undefined ? undefined : await nameKeyOf(context, change.name, id);
  if (change.roles) await judgeGroupRoles(context, group.roles, change.roles);
  return { group, portal, nameKey };
}

/** @returns before and after of what differs, as the audit row has it */
async function write(
  context: Context,
  portal: Portal,
  group: GroupRow,
  {
    name = group.name,
    description = group.description,
    isDefault = group.is_default,
    roles,
    reservations,
  }: GroupChangeInput,
  nameKey = group.name_key,
): Promise<Record<string, unknown>> {
  const { tx, organizationId } = context;
  const changes: Record<string, unknown> = {
    ...(name !== group.name && { name: { from: group.name, to: name } }),
    ...(description !== group.description && { description: { from: group.description, to: description } }),
  };
  if (isDefault !== group.is_default) {
    const formerDefault = isDefault ? await clearDefault(context) : undefined;
    if (formerDefault) await tell(context, 'group.updated', [formerDefault]);
    changes['isDefault'] = {
      from: group.is_default,
      to: isDefault,
      ...(formerDefault && { formerDefault: toId('grp', formerDefault) }),
    };
  }
  const exchanged = roles && (await writeGroupRoles(context, group, roles));
  if (exchanged) changes['roles'] = exchanged;
  if (reservations && (await writeReservations(context, portal, group, reservations)))
    changes['reservations'] = { from: group.reservations, to: reservations };
  if (Object.keys(changes).length === 0) return changes;
  await tx
    .update(groups)
    .set({ name, nameKey, description, isDefault, version: sql`${groups.version} + 1` })
    .where(and(eq(groups.organizationId, organizationId), eq(groups.id, group.id)));
  return changes;
}
