import type { Can, Member, MemberAction, MemberStatus, Portal } from '../../contract/index.ts';
import { canDo, notHeld, refusal } from '../capabilities/refusal.ts';
import { provisions, type Actor } from '../context.ts';

/** What the judgement needs to know of somebody. */
export interface Judged {
  /** Absent: not the caller. */
  id?: string;
  status: MemberStatus;
  /** What their effective roles allow. */
  permissions: Iterable<string>;
}

/** Whether the caller is this member, with all that is theirs: a token that was narrowed is not. */
export function isOwn(actor: Actor, memberId: string | undefined): boolean {
  return actor.kind === 'member' && actor.memberId === memberId && actor.scopes === undefined;
}

/**
 * What the caller may do to a member at this moment, each with the reason where not. Elements draw from it, and verbs ask
 * the same function before they act. Rules that only the act itself can judge (the last admin) are not foreseen here.
 */
export function memberCan(actor: Actor, portal: Portal, singleSignOn: boolean, member: Judged): Member['can'] {
  const { status } = member;
  const higher = notHeld(actor, member.permissions);
  const { leaving, emailChange } = portal.rules;

  const first = (...judgements: (Can | (() => Can))[]): Can => {
    for (const judgement of judgements) {
      const can = typeof judgement === 'function' ? judgement() : judgement;
      if (can !== true) return can;
    }
    return true;
  };
  const when = (holds: boolean, reason: string, code: 'invalid' | 'not_pending' | 'forbidden' = 'invalid'): Can =>
    holds || refusal(code, reason);
  // Whoever could act on somebody above themselves could become them.
  const notAbove: Can =
    higher.length === 0 ||
    refusal('privilege_escalation', 'This person holds permissions that you do not hold yourself.');
  const pending = when(status === 'invited', 'The invitation is not pending.', 'not_pending');

  const update = first(canDo(actor, portal, 'member:update'), notAbove);
  const invite = (action: 'resend' | 'revoke' | 'editInvitation' | 'link'): Can =>
    first(canDo(actor, portal, 'member:invite', action), pending);
  const can: Record<MemberAction, Can> = {
    update,
    changeEmail: first(update, when(emailChange === 'admin', 'Addresses are not changed here.', 'forbidden')),
    suspend: first(
      canDo(actor, portal, 'member:suspend'),
      // A directory has no other way to shut somebody out, and it takes nothing away for good.
      when(leaving.includes('suspend') || provisions(actor), 'This portal does not offer that.', 'forbidden'),
      when(status === 'active', 'Only an active member can be suspended.'),
      notAbove,
    ),
    reactivate: first(
      canDo(actor, portal, 'member:suspend'),
      when(status === 'suspended', 'Only a suspended member can be reactivated.'),
      notAbove,
    ),
    remove: first(
      canDo(actor, portal, 'member:remove'),
      when(leaving.includes('remove'), 'This portal does not offer that.', 'forbidden'),
      notAbove,
    ),
    resetPassword: first(
      canDo(actor, portal, 'member:password'),
      when(!singleSignOn, 'This organization signs in elsewhere, without a password.', 'forbidden'),
      when(status === 'active', 'Only an active member has a password.'),
      notAbove,
    ),
    // Everybody may see where they are signed in, and end it.
    sessions: first(
      isOwn(actor, member.id)
        ? when(portal.actions.includes('sessions'), 'This portal does not offer that.', 'forbidden')
        : canDo(actor, portal, 'member:sessions'),
      when(status !== 'invited', 'This person has not joined yet.'),
      notAbove,
    ),
    resend: invite('resend'),
    revoke: first(invite('revoke'), notAbove),
    editInvitation: first(invite('editInvitation'), notAbove),
    // Whoever holds the link can become that person.
    link: first(invite('link'), notAbove),
  };
  return can;
}
