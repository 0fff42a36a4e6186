import { and, eq } from 'drizzle-orm';
import { toId, type Effect } from '../../contract/index.ts';
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
import { groupCan } from './group-can.ts';
import { everybodyIn, readEffect } from './group-effect.ts';
import { lockGroup } from './lock-group.ts';

/**
 * Deletes a group: nobody leaves the organization by it, but what came from the group goes from everybody in it.
 * @throws Refused `forbidden`, `not_found`, `stale`, `privilege_escalation` where it gives more than the caller holds,
 *   `last_admin`
 */
export async function deleteGroup(context: Context, id: string, ifMatch?: number): Promise<void> {
  await authorizeGroups(context, 'group:manage');
  const { group, portal } = await judge(context, id, ifMatch);
  await keepAnAdmin(context, portal, () => remove(context, id));
  await record(context, {
    action: 'group.deleted',
    target: { kind: 'group', id },
    changes: {
      name: group.name,
      memberCount: group.member_count,
      roles: group.roles.map((role) => toId('rol', role)),
      ...(group.is_default && { isDefault: true }),
      ...(Object.keys(group.reservations).length > 0 && { reservations: group.reservations }),
    },
  });
  await tell(context, 'group.deleted', [id]);
}

/** Who would lose which roles with the group, and to whom no role would be left; also where deleting it is refused. */
export async function deleteGroupEffect(context: Context, id: string, ifMatch?: number): Promise<Effect> {
  await authorizeGroups(context, 'group:manage');
  const { group, portal } = await judge(context, id, ifMatch);
  const effect = await readEffect(context, {
    group: id,
    people: everybodyIn(context, id),
    before: group.roles,
    after: [],
  });
  return { refused: await rehearse(context, () => keepAnAdmin(context, portal, () => remove(context, id))), ...effect };
}

async function judge(context: Context, id: string, ifMatch: number | undefined) {
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const group = await lockGroup(context, id, ifMatch);
  refuseUnless(groupCan(context.actor, portal, group).delete);
  return { group, portal };
}

/** Memberships, roles and reservations go with the row, and triggers take from all members at once what came from them. */
async function remove({ tx, organizationId }: Context, id: string): Promise<void> {
  await tx.delete(groups).where(and(eq(groups.organizationId, organizationId), eq(groups.id, id)));
}
