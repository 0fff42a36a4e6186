import type { Member, MemberId } from '../../server/contract/index.ts';
import { BeforeEvent } from './before-event.ts';

/** An invitation is about to be sent again. */
export class BeforeInviteResendEvent extends BeforeEvent {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-before-invite-resend');
    this.member = member;
  }
}

/** An invitation was sent again; the member as the server answered, address included. */
export class InviteResentEvent extends Event {
  readonly member: Member;

  constructor(member: Member) {
    super('roster-invite-resent', { bubbles: true, composed: true });
    this.member = member;
  }
}

/** An invitation is about to be revoked; the person looking has confirmed already. */
export class BeforeInviteRevokeEvent extends BeforeEvent {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-before-invite-revoke');
    this.member = member;
  }
}

/** An invitation was revoked; the member is gone. */
export class InviteRevokedEvent extends Event {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-invite-revoked', { bubbles: true, composed: true });
    this.member = member;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-before-invite-resend': BeforeInviteResendEvent;
    'roster-invite-resent': InviteResentEvent;
    'roster-before-invite-revoke': BeforeInviteRevokeEvent;
    'roster-invite-revoked': InviteRevokedEvent;
  }
}
