import { offersGroups } from '../../contract/index.ts';
import { noGroups, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';

/**
 * The first line of verbs about groups: the permission, and an organization that has groups at all.
 * @throws Refused `forbidden`
 */
export async function authorizeGroups(context: Context, permission: 'group:read' | 'group:manage'): Promise<void> {
  authorize(context, permission);
  await refuseWithoutGroups(context);
}

/** @throws Refused `forbidden` */
export async function refuseWithoutGroups(context: Context): Promise<void> {
  const { portal } = await readOrganization(context);
  refuseUnless(offersGroups(portal) || noGroups);
}
