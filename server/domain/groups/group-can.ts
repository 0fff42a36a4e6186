import type { Can, Group, Portal } from '../../contract/index.ts';
import { canDo, notHeld, refusal } from '../capabilities/refusal.ts';
import type { Actor } from '../context.ts';

/** What the judgement needs to know of a group. */
export interface JudgedGroup {
  /** What its roles allow. */
  permissions: readonly string[];
  /** Whether the caller is an owner of it. */
  owned: boolean;
}

/**
 * What the caller may do to a group. Elements draw from it, and verbs ask the same function before they act. Who is put
 * into a group or taken out of it gets or loses its roles, so both are for those who hold as much themselves. Which roles
 * a change of the group may name is judged when it names them.
 */
export function groupCan(actor: Actor, portal: Portal, group: JudgedGroup): Group['can'] {
  const notAbove: Can =
    notHeld(actor, group.permissions).length === 0 ||
    refusal('privilege_escalation', 'This group gives roles that allow more than you may do yourself.');
  const manage = canDo(actor, portal, 'group:manage');
  const keep = ownsFor(actor, group.owned, 'group:members')
    ? portal.actions.includes('groups') || refusal('forbidden', 'This portal does not offer that.')
    : canDo(actor, portal, 'group:members');
  return {
    update: manage,
    delete: manage === true ? notAbove : manage,
    members: keep === true ? notAbove : keep,
  };
}

/** Whether being an owner stands for the permission in this group, as far as the caller's token lets it. */
export function ownsFor(actor: Actor, owned: boolean, permission: 'group:read' | 'group:members'): boolean {
  return owned && actor.kind === 'member' && (actor.scopes === undefined || actor.scopes.has(permission));
}
