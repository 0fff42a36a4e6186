import { html, nothing } from 'lit';
import type { FoundPerson } from '../../server/contract/email.ts';
import type { InvitePerson, Role, RoleId } from '../../server/contract/index.ts';
import { inviteLater } from '../messages/en-invite-later.ts';
import { adopt } from '../styles/adopt.ts';
import { ChipsController } from '../templates/chips.ts';
import type { ChipsState } from '../templates/chips-state.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { mailIcon } from '../templates/icons.ts';
import { circleAlertIcon } from './invite-later.icons.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { isWhole, labelOf, rulesOf, type PeopleField, type PersonChip } from './invite-people.ts';

/** One field of chips for everybody's address. */
export class People implements PeopleField {
  readonly layout = 'shared';
  readonly grouped = false;
  readonly #dialog: InviteDialog;
  readonly #chips: ChipsController<FoundPerson>;

  constructor(dialog: InviteDialog) {
    this.#dialog = dialog;
    adopt(dialog.host.renderRoot, chipsStyles);
    this.#chips = new ChipsController<FoundPerson>(dialog.host, {
      id: 'people',
      rules: () => rulesOf(dialog.portal),
      isWhole,
      changed: (now, before) => this.#changed(now.chips, before.chips),
      submit: () => void dialog.submit(),
    });
  }

  get #words(): typeof inviteLater {
    return this.#dialog.connection.words('inviteLater', inviteLater);
  }

  get state(): ChipsState<FoundPerson> {
    return this.#chips.state;
  }

  get roles(): readonly Role[] {
    return this.#dialog.roles.selected;
  }

  start(people: readonly FoundPerson[], text: string, caret?: number): void {
    // Lines that have ended are whole; the last one may still be written.
    const last = text.lastIndexOf('\n') + 1;
    this.#chips.start(people, text, last > 0 ? undefined : caret);
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
    const { formats } = dialog;
    const words = this.#words;
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
    const words = this.#words;
    const { formats } = this.#dialog;
    return removed.length === 1 ? words.removed(labelOf(first.chip.value)) : words.removedMany(removed.length, formats);
  }

  get #overText(): string | undefined {
    const { over } = this.state;
    const { count, length } = rulesOf(this.#dialog.portal);
    const words = this.#words;
    const { formats } = this.#dialog;
    return over && (over === 'count' ? words.overCount(count, formats) : words.tooLong(length, formats));
  }

  render(): unknown {
    const { words, formats, portal, problem, common } = this.#dialog;
    const later = this.#words;
    const { length } = this.state.chips;
    const { count } = rulesOf(portal);
    const fault = problem?.fields['people'] ?? this.#overText;
    const removed = this.#removedText;
    return html`<div class="row">
      <div class="label">
        <label for="people">${words.addresses}</label>
        ${
          length > 1
            ? html`<span class="counter ${length >= count ? 'warn' : ''}">${later.count(length, count, formats)}</span>`
            : nothing
        }
      </div>
      ${this.#chips.render({
        list: later.listed,
        placeholder: words.addressesPlaceholder,
        remove: later.remove,
        look: (chip) => ({
          label: labelOf(chip.value),
          name: isWhole(chip.value) ? chip.value.name : undefined,
          icon: mailIcon,
          ...this.#dialog.later?.lookOf(chip),
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
      ${this.#dialog.later?.renderIssues()}
      <p class="aside" ?hidden=${length > 0}>${words.addressesHint}</p>
      <p id="people-hint" class="vh">${words.addressesHint} ${later.addressesKeys}</p>
    </div>`;
  }
}
