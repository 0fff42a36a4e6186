import { and, eq, sql } from 'drizzle-orm';
import { groups } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { groupCan } from '../groups/group-can.ts';
import { lockGroup } from '../groups/lock-group.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';

/**
 * Writes down by which id an identity provider knows a group.
 * @returns whether anything was written
 * @throws Refused `forbidden`, `not_found`, `group_name_taken` for an id that is another group's
 */
export async function identifyGroup(context: Context, id: string, externalId: string | null): Promise<boolean> {
  authorize(context, 'group:manage');
  await lockOrganization(context);
  const { portal } = await readOrganization(context);
  const group = await lockGroup(context, id);
  refuseUnless(groupCan(context.actor, portal, group).update);
  const { tx, organizationId } = context;
  const [taken] = await tx.execute<{ mine: boolean }>(
    sql`select id = ${id} as mine from roster.groups
         where organization_id = ${organizationId} and external_id is not distinct from ${externalId}
           and (id = ${id} or external_id is not null) limit 1`,
  );
  if (taken?.mine) return false;
  if (taken) throw new Refused('group_name_taken', { detail: 'Another group has this external id already.' });
  await tx
    .update(groups)
    .set({ externalId, version: sql`${groups.version} + 1` })
    .where(and(eq(groups.organizationId, organizationId), eq(groups.id, id)));
  await record(context, { action: 'group.changed', target: { kind: 'group', id }, changes: { externalId } });
  await tell(context, 'group.updated', [id]);
  return true;
}
