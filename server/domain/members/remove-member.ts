import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { canTo, lockMember } from './lock-members.ts';
import { writeRemoval } from './write-removal.ts';

/**
 * Removes a member for good. What they made still shows, by their id and "User Removed"; nothing else of them is kept, and
 * nothing of it comes back when their address is invited again.
 * @throws Refused `forbidden`, `not_found`, `stale`, `privilege_escalation`, `last_admin`
 */
export async function removeMember(context: Context, id: string, ifMatch?: number): Promise<void> {
  await authorizeRecent(context, 'member:remove');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const member = await lockMember(context, id, ifMatch);
  refuseUnless(canTo(context, organization, member).remove);
  await keepAnAdmin(context, organization.portal, () => writeRemoval(context, [member]));
}
