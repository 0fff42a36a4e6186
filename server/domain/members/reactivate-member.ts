import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { canTo, lockMember } from './lock-members.ts';
import { writeSuspension } from './write-suspension.ts';

/**
 * Lets a suspended member in again, with the roles, groups and grants they had. What they had open does not come back:
 * they sign in anew.
 * @throws Refused `forbidden`, `not_found`, `stale`, `invalid` for who is not suspended, `privilege_escalation`
 */
export async function reactivateMember(context: Context, id: string, ifMatch?: number): Promise<void> {
  authorize(context, 'member:suspend');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const member = await lockMember(context, id, ifMatch);
  refuseUnless(canTo(context, organization, member).reactivate);
  await writeSuspension(context, [member], false);
}
