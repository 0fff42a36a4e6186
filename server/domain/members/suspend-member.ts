import { keepAnAdmin } from '../authority/keep-an-admin.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { canTo, lockMember } from './lock-members.ts';
import { sealUndo } from './undo-token.ts';
import { writeSuspension } from './write-suspension.ts';

/**
 * Shuts a member out at once and keeps all that is theirs: sessions, tokens and links end, roles and groups stay.
 * @returns what takes it back
 * @throws Refused `forbidden`, `not_found`, `stale`, `invalid` for who is not active, `privilege_escalation`, `last_admin`
 */
export async function suspendMember(context: Context, id: string, ifMatch?: number): Promise<{ undo: string }> {
  authorize(context, 'member:suspend');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const member = await lockMember(context, id, ifMatch);
  refuseUnless(canTo(context, organization, member).suspend);
  const versions = await keepAnAdmin(context, organization.portal, () => writeSuspension(context, [member], true));
  return { undo: sealUndo(context, { what: 'suspended', memberId: id, version: versions.get(id)! }) };
}
