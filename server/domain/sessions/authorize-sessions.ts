import { judgeMember, type JudgedMember } from '../accounts/judge-member.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { isOwn } from '../members/member-can.ts';

/**
 * Judges whether the caller may see and end a member's sessions: their own, or with `member:sessions` those of anybody
 * who holds no more than they do. A session is the account's and works in all its organizations, this one among them:
 * so each of them may list and end it, and is told the device, the place and the last use, never where else it works.
 * @throws Refused `forbidden`, `privilege_escalation`, `not_found`, `invalid` for who has not joined yet
 */
export async function authorizeSessions(context: Context, memberId: string): Promise<JudgedMember> {
  if (!isOwn(context.actor, memberId)) authorize(context, 'member:sessions');
  const member = await judgeMember(context, memberId);
  refuseUnless(member.can.sessions, 'member:sessions');
  return member;
}
