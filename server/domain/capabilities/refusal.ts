import {
  offersGroups,
  type ActionKey,
  type Can,
  type Portal,
  type ProblemCode,
  type Refusal,
  type RosterPermission,
} from '../../contract/index.ts';
import { provisions, type Actor } from '../context.ts';
import { Refused } from '../refused.ts';

/** Which of the portal's actions a permission serves. Permissions that are not here are not the portal's to narrow. */
const actionOf: Partial<Record<RosterPermission, ActionKey>> = {
  'member:invite': 'invite',
  'member:create': 'create',
  'member:update': 'edit',
  'member:remove': 'remove',
  'member:suspend': 'suspend',
  'member:password': 'resetPassword',
  'member:sessions': 'sessions',
  'member:export': 'export',
  'group:manage': 'groups',
  'group:members': 'groups',
  'role:manage': 'roles',
  'audit:read': 'audit',
};

export function refusal(code: ProblemCode, reason: string): Refusal {
  return { ok: false, code, reason };
}

/** Where the organization does without groups. */
export const noGroups = refusal('forbidden', 'This portal has no groups.');

/** Whether the caller holds a permission and the portal offers what it is for. */
export function canDo(
  actor: Actor,
  portal: Portal,
  permission: RosterPermission,
  action: ActionKey | undefined = actionOf[permission],
): Can {
  if (!actor.permissions.has(permission)) return refusal('forbidden', `This needs the permission ${permission}.`);
  if (permission.startsWith('group:') && !offersGroups(portal)) return noGroups;
  if (action !== undefined && !portal.actions.includes(action) && !provisions(actor))
    return refusal('forbidden', 'This portal does not offer that.');
  return true;
}

/** For verbs: the same judgement as `can`, so that what an element draws is what the server does. */
export function refuseUnless(can: Can, permission?: RosterPermission): void {
  if (can !== true) throw new Refused(can.code, { detail: can.reason, ...(permission && { permission }) });
}

/** What of `wanted` the caller does not hold; nobody gives that. */
export function notHeld(actor: Actor, wanted: Iterable<string>): string[] {
  return [...new Set(wanted)].filter((permission) => !actor.permissions.has(permission));
}
