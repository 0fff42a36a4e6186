import type { Role, RoleChange, RoleId, RoleRequest } from '../../server/contract/index.ts';
import { BeforeEvent } from '../controllers/before-event.ts';

/** A role is about to be made, or changed where `role` names it; who is affected has been shown. */
export class BeforeRoleSaveEvent extends BeforeEvent {
  readonly role: RoleId | null;
  readonly change: RoleRequest | RoleChange;

  constructor(role: RoleId | null, change: RoleRequest | RoleChange) {
    super('roster-before-role-save');
    this.role = role;
    this.change = change;
  }
}

/** A role was made or changed; as the server answered. */
export class RoleSavedEvent extends Event {
  readonly role: Role;

  constructor(role: Role) {
    super('roster-role-saved', { bubbles: true, composed: true });
    this.role = role;
  }
}

/** A role is about to be deleted; the person looking has confirmed already. */
export class BeforeRoleDeleteEvent extends BeforeEvent {
  readonly role: RoleId;

  constructor(role: RoleId) {
    super('roster-before-role-delete');
    this.role = role;
  }
}

/** A role was deleted: nobody has it any more. */
export class RoleDeletedEvent extends Event {
  readonly role: RoleId;

  constructor(role: RoleId) {
    super('roster-role-deleted', { bubbles: true, composed: true });
    this.role = role;
  }
}

declare global {
  interface HTMLElementEventMap {
    'roster-before-role-save': BeforeRoleSaveEvent;
    'roster-role-saved': RoleSavedEvent;
    'roster-before-role-delete': BeforeRoleDeleteEvent;
    'roster-role-deleted': RoleDeletedEvent;
  }
}
