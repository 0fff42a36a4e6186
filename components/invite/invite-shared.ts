import { html, nothing } from 'lit';
import type { FoundPerson } from '../../server/contract/email.ts';
import { selectRole, type InvitePerson, type Role, type RoleId } from '../../server/contract/index.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import { adopt } from '../styles/adopt.ts';
import { roleCards } from '../styles/role-cards.ts';
import { ChipsController } from '../templates/chips.ts';
import type { ChipsState } from '../templates/chips-state.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { mailIcon } from '../templates/icons.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import { circleAlertIcon } from './invite.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { isWhole, labelOf, leastRole, rulesOf, type PeopleField, type PersonChip } from './invite-people.ts';

/** One field of chips for everybody's address, and roles that all of them get. */
export class People implements PeopleField {
  readonly layout = 'shared';
  readonly grouped = false;
  readonly #dialog: InviteDialog;
  readonly #chips: ChipsController<FoundPerson>;
  readonly #choice: RoleChoice;
  #start: readonly Role[] = [];

  constructor(dialog: InviteDialog) {
    this.#dialog = dialog;
    adopt(dialog.host.renderRoot, chipsStyles, roleCards);
    this.#chips = new ChipsController<FoundPerson>(dialog.host, {
      id: 'people',
      rules: () => rulesOf(dialog.portal),
      isWhole,
      changed: (now, before) => this.#changed(now.chips, before.chips),
      submit: () => void dialog.submit(),
    });
    this.#choice = new RoleChoice(dialog.host, {
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
    });
  }

  get state(): ChipsState<FoundPerson> {
    return this.#chips.state;
  }

  get roles(): readonly Role[] {
    return this.#choice.selected;
  }

  get changed(): boolean {
    const ids = (roles: readonly Role[]): string => roles.map(({ id }) => id).join();
    return ids(this.roles) !== ids(this.#start);
  }

  start(people: readonly FoundPerson[], text: string): void {
    // Lines that have ended are whole; the last one may still be written.
    const last = text.lastIndexOf('\n') + 1;
    this.#chips.start(people, text);
    if (last > 0) this.#chips.commit(text.slice(0, last), text.slice(last));
  }

  commit(text?: string): void {
    this.#chips.commit(text);
  }

  edit(key: number): void {
    this.#chips.edit(key);
  }

  remove(keys: Iterable<number>): void {
    this.#chips.remove(keys);
  }

  settle(keys: Iterable<number>): void {
    this.#chips.settle(keys);
  }

  focus(target?: number | 'input'): void {
    this.#chips.focus(target);
  }

  reset(): void {
    this.#chips.start();
    this.#choice.reset(this.#start);
  }

  take(wanted: readonly string[]): void {
    const { one, offered } = this.#dialog;
    // What is left may be from another organization.
    const known = (roles: readonly Role[]): Role[] => offered.filter(({ id }) => roles.some((role) => role.id === id));
    this.#start = known(this.#start);
    this.#choice.selected = known(this.roles);
    for (const role of offered) {
      const asked = wanted.includes(role.id) || wanted.includes(role.key);
      if (asked && role.can.assign === true)
        this.#choice.selected = selectRole(this.roles, role, one ? 'one' : 'many').selected;
    }
    if (one && this.roles.length === 0) this.#start = this.#choice.selected = leastRole(offered);
    if (wanted.length > 0) this.#start = this.roles;
  }

  request(): { people: InvitePerson[]; roles: RoleId[] } {
    const people = this.state.chips.map(({ value: { email, name } }) => (name ? { email, name } : { email }));
    return { people, roles: this.roles.map(({ id }) => id) };
  }

  own(): undefined {
    return undefined;
  }

  #changed(now: readonly PersonChip[], before: readonly PersonChip[]): void {
    const dialog = this.#dialog;
    const { words, formats } = dialog;
    if (now !== before) {
      const known = new Set(before.map(({ key }) => key));
      const added = now.filter(({ key }) => !known.has(key)).length;
      const { removed, editing, over } = this.state;
      if (added > 1 || (added === 1 && now.length > before.length)) dialog.say(words.added(added, formats));
      if (now.length < before.length && removed.length > 0 && !editing)
        dialog.say(words.removedSaid(this.#removedText ?? ''));
      if (over) dialog.say(this.#overText ?? '');
      dialog.later?.watch();
      delete dialog.problem?.fields['people'];
    }
    dialog.touch();
  }

  get #removedText(): string | undefined {
    const { removed } = this.state;
    const [first] = removed;
    if (!first) return undefined;
    const { words, formats } = this.#dialog;
    return removed.length === 1 ? words.removed(labelOf(first.chip.value)) : words.removedMany(removed.length, formats);
  }

  get #overText(): string | undefined {
    const { over } = this.state;
    const { count, length } = rulesOf(this.#dialog.portal);
    const { words, formats } = this.#dialog;
    return over && (over === 'count' ? words.overCount(count, formats) : words.tooLong(length, formats));
  }

  render(): unknown {
    return html`${this.#renderAddresses()} ${this.#renderRoles()}`;
  }

  #renderAddresses(): unknown {
    const { words, formats, portal, problem, later, common } = this.#dialog;
    const { length } = this.state.chips;
    const { count } = rulesOf(portal);
    const fault = problem?.fields['people'] ?? this.#overText;
    const removed = this.#removedText;
    return html`<div class="row">
      <div class="label">
        <label for="people">${words.addresses}</label>
        ${
          length > 1
            ? html`<span class="counter ${length >= count ? 'warn' : ''}">${words.count(length, count, formats)}</span>`
            : nothing
        }
      </div>
      ${this.#chips.render({
        list: words.listed,
        placeholder: words.addressesPlaceholder,
        remove: words.remove,
        look: (chip) => ({
          label: labelOf(chip.value),
          name: isWhole(chip.value) ? chip.value.name : undefined,
          icon: mailIcon,
          ...later?.lookOf(chip),
        }),
        describedBy: 'people-hint people-over',
        invalid: fault !== undefined,
      })}
      <p id="people-over" class=${fault ? 'fault' : ''}>${fault ? html`${circleAlertIcon}${fault}` : nothing}</p>
      ${
        removed
          ? html`<p class="aside">
              <bdi>${removed}</bdi>
              <button type="button" class="link" @click=${() => this.#chips.undo()}>${common.undo}</button>
            </p>`
          : nothing
      }
      ${later?.renderIssues()}
      <p class="aside" ?hidden=${length > 0}>${words.addressesHint}</p>
      <p id="people-hint" class="vh">${words.addressesHint} ${words.addressesKeys}</p>
    </div>`;
  }

  #renderRoles(): unknown {
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
      ${this.#choice.render()}
      ${fault ? html`<p id="roles-fault" class="fault">${circleAlertIcon}${fault}</p>` : nothing}
    </fieldset>`;
  }
}
