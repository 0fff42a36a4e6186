import type {
  Group,
  GroupChange,
  GroupId,
  GroupMembersAnswer,
  GroupMembersChange,
  GroupRequest,
} from '../../server/contract/index.ts';
import { BeforeEvent } from './before-event.ts';

/** Somebody asks to see one group. Cancelable: the host opens its own page instead of the group's editor. */
export class GroupOpenEvent extends Event {
  readonly group: GroupId;

  constructor(group: GroupId) {
    super('roster-group-open', { bubbles: true, composed: true, cancelable: true });
    this.group = group;
  }
}

/** A group is about to be made, or changed: what is absent from `change` stays. */
export class BeforeGroupSaveEvent extends BeforeEvent {
  /** Absent for a new one. */
  readonly group: GroupId | undefined;
  readonly change: GroupRequest | GroupChange;

  constructor(group: GroupId | undefined, change: GroupRequest | GroupChange) {
    super('roster-before-group-save');
    this.group = group;
    this.change = change;
  }
}

/** A group was made or changed, with the server's answer. */
export class GroupSavedEvent extends Event {
  readonly group: Group;

  constructor(group: Group) {
    super('roster-group-saved', { bubbles: true, composed: true });
    this.group = group;
  }
}

/** A group is about to be deleted; the person looking has confirmed already. */
export class BeforeGroupDeleteEvent extends BeforeEvent {
  readonly group: GroupId;

  constructor(group: GroupId) {
    super('roster-before-group-delete');
    this.group = group;
  }
}

/** A group was deleted; only the id is left. */
export class GroupDeletedEvent extends Event {
  readonly group: GroupId;

  constructor(group: GroupId) {
    super('roster-group-deleted', { bubbles: true, composed: true });
    this.group = group;
  }
}

/** People are about to join a group, to leave it, or to become its owners; all of it in one request. */
export class BeforeGroupMembersChangeEvent extends BeforeEvent {
  readonly group: GroupId;
  readonly change: GroupMembersChange;

  constructor(group: GroupId, change: GroupMembersChange) {
    super('roster-before-group-members-change');
    this.group = group;
    this.change = change;
  }
}

/** Who is in a group was changed: the server's answer says for whom. */
export class GroupMembersChangedEvent extends Event {
  readonly answer: GroupMembersAnswer;

  constructor(answer: GroupMembersAnswer) {
    super('roster-group-members-changed', { bubbles: true, composed: true });
    this.answer = answer;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-group-open': GroupOpenEvent;
    'roster-before-group-save': BeforeGroupSaveEvent;
    'roster-group-saved': GroupSavedEvent;
    'roster-before-group-delete': BeforeGroupDeleteEvent;
    'roster-group-deleted': GroupDeletedEvent;
    'roster-before-group-members-change': BeforeGroupMembersChangeEvent;
    'roster-group-members-changed': GroupMembersChangedEvent;
  }
}
