import {
  fromId,
  limits,
  problems,
  toId,
  type BulkAction,
  type BulkAnswer,
  type BulkResult,
  type Can,
  type RosterPermission,
} from '../../contract/index.ts';
import type { Tx } from '../../db/open-database.ts';
import { adminPermission, keepAnAdmin } from '../authority/keep-an-admin.ts';
import { canDo, notHeld, refusal, refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { refuseOldSignIn } from '../credentials/authorize-recent.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization, type OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { planChange, type BulkChange, type Plan } from './bulk-changes.ts';
import { answerMembers, type MemberQuestion } from './list-members.ts';
import { canTo, lockMembers, type HeldMember } from './lock-members.ts';

/** As `BulkRequest`, with bare UUIDs. */
export interface BulkInput extends BulkChange {
  ids?: readonly string[] | undefined;
  filter?: Pick<MemberQuestion, 'query' | 'status' | 'role' | 'group'> | undefined;
  cursor?: string | undefined;
}

const permissionOf: Record<BulkAction, RosterPermission> = {
  suspend: 'member:suspend',
  reactivate: 'member:suspend',
  remove: 'member:remove',
  addRoles: 'member:update',
  removeRoles: 'member:update',
  addToGroup: 'group:members',
  removeFromGroup: 'group:members',
  resend: 'member:invite',
  revoke: 'member:invite',
};

/**
 * Makes one change to many members in one transaction, each judged as if they were the only one. Whoever may not change
 * one of them changes none; what only a member's own state forbids (suspended already, the last admin, roles that exclude
 * each other) is answered for that member, and the others go on.
 * @throws Refused `forbidden`, `privilege_escalation`, `invalid`, `bad_cursor`
 */
export async function bulkMembers(context: Context, input: BulkInput): Promise<BulkAnswer> {
  authorize(context, permissionOf[input.action]);
  if (input.action === 'remove') await refuseOldSignIn(context);
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const { ids, next } = await findTargets(context, input);
  const held = await lockMembers(context, ids);
  for (const member of held.values()) refuseForbidden(judge(context, organization, input, member));
  const plan = await planChange(context, organization, input, [...held.values()]);

  const results = new Map<string, Omit<BulkResult, 'id'>>();
  const going: HeldMember[] = [];
  for (const id of ids) {
    const member = held.get(id);
    const can = member ? judge(context, organization, input, member) : refusal('not_found', problems.not_found.title);
    const also = can === true && member ? plan.judge(member) : can;
    if (also === 'unchanged') results.set(id, { status: 'unchanged' });
    else if (also !== true) results.set(id, { status: 'refused', code: also.code, reason: also.reason });
    else going.push(member!);
  }
  const { kept, undo } = await makeKeepingAdmins(context, organization, plan, going);
  for (const { id } of going) {
    const refused = kept.get(id) ?? plan.refused.get(id);
    const taken = undo.get(id);
    results.set(
      id,
      refused
        ? { status: 'refused', code: refused.code, reason: refused.reason }
        : { status: 'done', ...(taken !== undefined && { undo: taken }) },
    );
  }
  return { results: ids.map((id) => ({ id: toId('mem', id), ...results.get(id)! })), next };
}

async function findTargets(
  context: Context,
  { ids, filter = {}, cursor }: BulkInput,
): Promise<{ ids: string[]; next: string | null }> {
  if (ids) return { ids: [...new Set(ids)], next: null };
  // Whoever may not see who is here learns it from no filter either.
  authorize(context, 'member:read');
  const page = await answerMembers(context, { ...filter, cursor, limit: limits.bulkMembers });
  return { ids: page.items.flatMap(({ id }) => fromId('mem', id) ?? []), next: page.next };
}

/** The judgement of the single change, or of the group's page. */
function judge(context: Context, organization: OrganizationRow, { action }: BulkChange, member: HeldMember): Can {
  const can = canTo(context, organization, member);
  if (action === 'addRoles' || action === 'removeRoles') return can.update;
  if (action !== 'addToGroup' && action !== 'removeFromGroup') return can[action];
  const may = canDo(context.actor, organization.portal, 'group:members');
  if (may !== true) return may;
  if (notHeld(context.actor, member.permissions).length === 0) return true;
  return refusal('privilege_escalation', 'This person holds permissions that you do not hold yourself.');
}

function refuseForbidden(can: Can): void {
  if (can !== true && problems[can.code].status === 403) refuseUnless(can);
}

/** Makes the change; should it leave no admin, then to all but the last admins among them. */
async function makeKeepingAdmins(
  context: Context,
  { portal }: OrganizationRow,
  plan: Plan,
  members: HeldMember[],
): Promise<{ kept: Map<string, { code: 'last_admin'; reason: string }>; undo: Map<string, string> }> {
  const kept = new Map<string, { code: 'last_admin'; reason: string }>();
  for (;;) {
    const going = members.filter(({ id }) => !kept.has(id));
    try {
      const undo = await context.tx.transaction((inner) => {
        const trying = { ...context, tx: inner as unknown as Tx };
        return keepAnAdmin(trying, portal, () => plan.make(trying, going));
      });
      return { kept, undo };
    } catch (error) {
      const last = going.findLast(
        ({ status, permissions }) => status === 'active' && permissions.includes(adminPermission),
      );
      if (!(error instanceof Refused) || error.code !== 'last_admin' || !last) throw error;
      kept.set(last.id, { code: error.code, reason: error.message });
    }
  }
}
