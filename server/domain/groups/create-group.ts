import { groups } from '../../db/schema.ts';
import { toId, type GroupAnswer } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { canDo, refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { authorizeGroups } from './authorize-groups.ts';
import { clearDefault } from './clear-default.ts';
import { judgeGroupRoles, writeGroupRoles } from './give-roles.ts';
import { nameKeyOf } from './name-group.ts';
import { answerGroup } from './read-group.ts';
import { writeReservations } from './reservations.ts';

/** As `GroupRequest`, with bare UUIDs. */
export interface GroupInput {
  name: string;
  description?: string | undefined;
  isDefault?: boolean | undefined;
  roles?: readonly string[] | undefined;
  reservations?: Readonly<Record<string, number>> | undefined;
}

/**
 * Makes a group without members. Made the default one, it takes that from the group that was it.
 * @throws Refused `forbidden`, `invalid`, `group_name_taken`, `privilege_escalation`, `role_exclusive`, `reservation_exceeded`
 */
export async function createGroup(context: Context, input: GroupInput): Promise<GroupAnswer> {
  await authorizeGroups(context, 'group:manage');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  refuseUnless(canDo(context.actor, portal, 'group:manage'));
  const { tx, organizationId, services } = context;
  const { name, description = '', isDefault = false, roles = [], reservations = {} } = input;
  const nameKey = await nameKeyOf(context, name);
  await judgeGroupRoles(context, [], roles);
  const id = services.newUuid();
  const formerDefault = isDefault ? await clearDefault(context) : undefined;
  await tx.insert(groups).values({ organizationId, id, name, nameKey, description, isDefault });
  await writeGroupRoles(context, { id, roles: [] }, roles);
  await writeReservations(context, portal, { id, reservations: {} }, reservations);
  await record(context, {
    action: 'group.created',
    target: { kind: 'group', id },
    changes: {
      name,
      ...(isDefault && { isDefault, ...(formerDefault && { formerDefault: toId('grp', formerDefault) }) }),
      ...(roles.length > 0 && { roles: roles.map((role) => toId('rol', role)) }),
      ...(Object.keys(reservations).length > 0 && { reservations }),
    },
  });
  await tell(context, 'group.created', [id]);
  if (formerDefault) await tell(context, 'group.updated', [formerDefault]);
  return answerGroup(context, id);
}
