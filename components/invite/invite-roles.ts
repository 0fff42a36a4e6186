import { html, nothing } from 'lit';
import type { Role } from '../../server/contract/index.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import { adopt } from '../styles/adopt.ts';
import { roleCards } from '../styles/role-cards.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import type { InviteDialog } from './invite-dialog.ts';

/** The roles that people start with, and, where they share them, the choice of them. */
export class InviteRoles {
  readonly #dialog: InviteDialog;
  readonly choice: RoleChoice;
  #start: readonly Role[] = [];

  constructor(dialog: InviteDialog) {
    this.#dialog = dialog;
    adopt(dialog.host.renderRoot, roleCards);
    this.choice = new RoleChoice(dialog.host, {
      offered: () => dialog.offered,
      one: () => dialog.one,
      words: () => dialog.connection.words('roleChoice', roleChoice),
      formats: () => dialog.formats,
      reason: (refusal) => dialog.connection.reason(refusal),
      undo: () => dialog.common.undo,
      say: (text) => dialog.say(text),
      changed: () => {
        delete dialog.problem?.fields['roles'];
        dialog.touch();
      },
      use: () => dialog.use(),
    });
  }

  get selected(): readonly Role[] {
    return this.choice.selected;
  }

  /** Roles are chosen that people do not have at the start. */
  get changed(): boolean {
    const ids = (roles: readonly Role[]): string => roles.map(({ id }) => id).join();
    return ids(this.selected) !== ids(this.#start);
  }

  reset(): void {
    this.choice.reset(this.#start);
  }

  /** Roles everybody starts with, of those that are offered by now. */
  take(): void {
    const { one, offered } = this.#dialog;
    // What is left may be from another organization.
    const known = (roles: readonly Role[]): Role[] => offered.filter(({ id }) => roles.some((role) => role.id === id));
    this.#start = known(this.#start);
    this.choice.selected = known(this.selected);
    if (one && this.selected.length === 0) this.start(leastRole(offered));
  }

  /** These are what everybody starts with. */
  start(roles: readonly Role[]): void {
    this.#start = this.choice.selected = roles;
  }

  render(): unknown {
    const { capabilities, failure, offered, one, portal, problem, connection } = this.#dialog;
    const words = connection.words('roleChoice', roleChoice);
    if (!capabilities) {
      if (failure) return nothing;
      return html`<div class="row" aria-hidden="true">
        <div class="label"><span>${words.roles}</span></div>
        <div class="roles"><span class="bone"></span><span class="bone"></span></div>
      </div>`;
    }
    if (offered.length === 0) return nothing;
    const fault = problem?.fields['roles'];
    return html`<fieldset class="row" aria-describedby=${fault ? 'roles-fault' : nothing}>
      <legend class="label">${portal?.labels.role ?? (one ? words.role : words.roles)}</legend>
      ${this.choice.render()}
      ${fault ? html`<p id="roles-fault" class="fault">${triangleAlertIcon}${fault}</p>` : nothing}
    </fieldset>`;
  }
}

/**
 * Where everybody has one role, people start with the one that allows least, of those that the inviter can give: one that
 * excludes others only where there is none else, because nobody comes without.
 */
function leastRole(roles: readonly Role[]): Role[] {
  return roles
    .filter((role) => role.can.assign === true)
    .toSorted((a, b) => Number(a.exclusive) - Number(b.exclusive) || a.permissions.length - b.permissions.length)
    .slice(0, 1);
}
