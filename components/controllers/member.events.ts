import type { Member, MemberChange, MemberCreation, MemberId } from '../../server/contract/index.ts';
import { BeforeEvent } from './before-event.ts';

export * from './member-open.events.ts';

/** Somebody is about to be made a member without an invitation. */
export class BeforeMemberCreateEvent extends BeforeEvent {
  readonly request: MemberCreation;

  constructor(request: MemberCreation) {
    super('roster-before-member-create');
    this.request = request;
  }
}

/** A member is about to be changed: what is absent from `change` stays. */
export class BeforeMemberUpdateEvent extends BeforeEvent {
  readonly member: MemberId;
  readonly change: MemberChange;

  constructor(member: MemberId, change: MemberChange) {
    super('roster-before-member-update');
    this.member = member;
    this.change = change;
  }
}

/** A member is about to be suspended. */
export class BeforeMemberSuspendEvent extends BeforeEvent {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-before-member-suspend');
    this.member = member;
  }
}

/** A suspended member is about to get back what they had. */
export class BeforeMemberReactivateEvent extends BeforeEvent {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-before-member-reactivate');
    this.member = member;
  }
}

/** A member is about to be removed for good; the person looking has confirmed already. */
export class BeforeMemberRemoveEvent extends BeforeEvent {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-before-member-remove');
    this.member = member;
  }
}

/** What has happened to a member, with the server's answer. */
abstract class MemberEvent extends Event {
  readonly member: Member;

  constructor(type: string, member: Member) {
    super(type, { bubbles: true, composed: true });
    this.member = member;
  }
}

/** Somebody was made a member without an invitation. */
export class MemberCreatedEvent extends MemberEvent {
  constructor(member: Member) {
    super('roster-member-created', member);
  }
}

/** A member, or an invitation, was changed. */
export class MemberUpdatedEvent extends MemberEvent {
  constructor(member: Member) {
    super('roster-member-updated', member);
  }
}

/** A member was suspended. */
export class MemberSuspendedEvent extends MemberEvent {
  constructor(member: Member) {
    super('roster-member-suspended', member);
  }
}

/** A suspended member is active again. */
export class MemberReactivatedEvent extends MemberEvent {
  constructor(member: Member) {
    super('roster-member-reactivated', member);
  }
}

/** A member was removed for good; only the id is left. */
export class MemberRemovedEvent extends Event {
  readonly member: MemberId;

  constructor(member: MemberId) {
    super('roster-member-removed', { bubbles: true, composed: true });
    this.member = member;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-before-member-create': BeforeMemberCreateEvent;
    'roster-before-member-update': BeforeMemberUpdateEvent;
    'roster-before-member-suspend': BeforeMemberSuspendEvent;
    'roster-before-member-reactivate': BeforeMemberReactivateEvent;
    'roster-before-member-remove': BeforeMemberRemoveEvent;
    'roster-member-created': MemberCreatedEvent;
    'roster-member-updated': MemberUpdatedEvent;
    'roster-member-suspended': MemberSuspendedEvent;
    'roster-member-reactivated': MemberReactivatedEvent;
    'roster-member-removed': MemberRemovedEvent;
  }
}
