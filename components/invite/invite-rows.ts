import type { FoundPerson } from '../../server/contract/email.ts';
import { selectRole, type GroupId, type InvitePerson, type Role, type RoleId } from '../../server/contract/index.ts';
import { inviteLater } from '../messages/en-invite-later.ts';
import { inviteRows } from '../messages/en-invite-rows.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import { adopt } from '../styles/adopt.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import type { ChipsState } from '../templates/chips-state.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import type { InviteDialog } from './invite-dialog.ts';
import { groupsField } from './invite-groups-field.ts';
import { rowsStyles } from './invite-rows.styles.ts';
import { isWhole, labelOf, rulesOf, textOf, type PeopleField, type PersonChip } from './invite-people.ts';
import { give, isWritten, personOf, type Row } from './invite-row.ts';
import { renderRows } from './render-rows.ts';

interface Cleared {
  row: Row;
  text: string;
  before: readonly Role[];
}

let ids = 0;

/** A row for each person: name, address, roles and groups of their own. */
export class People implements PeopleField {
  readonly layout = 'rows';
  readonly roles = undefined;
  readonly dialog: InviteDialog;
  rows: readonly Row[] = [];
  #removed: readonly { row: Row; index: number }[] = [];
  #cleared: Cleared | undefined;
  #start: readonly Role[] = [];

  constructor(dialog: InviteDialog) {
    this.dialog = dialog;
    this.#start = dialog.roles.selected;
    adopt(dialog.host.renderRoot, chipsStyles, rowsStyles);
    this.rows = [this.#row()];
  }

  get words(): typeof inviteRows {
    return this.dialog.connection.words('inviteRows', inviteRows);
  }

  /** Words that both ways of entering people have. */
  get later(): typeof inviteLater {
    return this.dialog.connection.words('inviteLater', inviteLater);
  }

  get #most(): number {
    return rulesOf(this.dialog.portal).count;
  }

  /** Those who can be sent at once; the rest waits in rows of its own. */
  get state(): ChipsState<FoundPerson> {
    const written = this.rows.filter(isWritten);
    const rest = written.slice(this.#most);
    return {
      chips: written.slice(0, this.#most).map((row) => ({ key: row.key, value: personOf(row) })),
      text: rest.map((row) => textOf(personOf(row))).join('\n'),
      editing: undefined,
      removed: [],
      over: rest.length > 0 ? 'count' : undefined,
    };
  }

  get grouped(): boolean {
    return this.rows.some(({ groups }) => groups && groups.selected.length > 0);
  }

  get overText(): string | undefined {
    return this.state.over && this.words.overCount(this.#most, this.dialog.formats);
  }

  get removedText(): string | undefined {
    const [first] = this.#removed;
    return first && this.later.removed(labelOf(personOf(first.row)) || first.row.name);
  }

  /** What the last choice of a role cleared in a row. */
  clearedText(row: Row): string | undefined {
    return this.#cleared?.row === row ? this.#cleared.text : undefined;
  }

  start(people: readonly FoundPerson[], text: string): void {
    this.#fill(0, people);
    this.commit(text);
  }

  commit(text = ''): void {
    const empty = this.rows.findIndex((row) => !isWritten(row));
    this.#fill(empty < 0 ? this.rows.length : empty, rulesOf(this.dialog.portal).read(text));
  }

  edit(key: number): void {
    this.focus(key);
  }

  /** Focus goes to the neighbour, to the same place in its row. */
  remove(keys: Iterable<number>, where = 'drop'): void {
    const gone = new Set(keys);
    const at = this.rows.findIndex(({ key }) => gone.has(key));
    this.#removed = this.rows.flatMap((row, index) => (gone.has(row.key) && isWritten(row) ? [{ row, index }] : []));
    this.#keep((row) => !gone.has(row.key));
    this.#watch();
    if (this.removedText) this.dialog.say(this.later.removedSaid(this.removedText));
    const neighbour = this.rows[Math.min(at, this.rows.length - 1)];
    if (neighbour) this.#focus(neighbour, this.rows.length > 1 ? where : 'name');
  }

  undo(): void {
    const rows = this.rows.filter(isWritten);
    for (const { row, index } of this.#removed) rows.splice(Math.min(index, rows.length), 0, row);
    const [first] = this.#removed;
    this.#removed = [];
    this.rows = rows;
    this.#watch();
    if (first) this.#focus(first.row, 'email');
  }

  settle(keys: Iterable<number>): void {
    const gone = new Set(keys);
    this.#removed = [];
    this.#keep((row) => !gone.has(row.key));
    this.#watch();
  }

  reset(): void {
    this.#removed = [];
    this.#cleared = undefined;
    this.#keep(() => false);
    this.#watch();
  }

  focus(target: number | 'input' = 'input'): void {
    const row = this.rows.find(({ key }) => key === target);
    const empty = this.rows.find((one) => !isWritten(one)) ?? this.rows.at(-1);
    if (row) this.#focus(row, 'email');
    else if (empty) this.#focus(empty, 'name');
  }

  /** Who has none yet gets the roles that people start with. */
  take(): void {
    const { offered, roles } = this.dialog;
    this.#start = roles.selected;
    for (const row of this.rows) {
      // What is left may be from another organization.
      row.roles = offered.filter(({ id }) => row.roles.some((role) => role.id === id));
      this.setRoles(row, row.roles.length > 0 ? row.roles : this.#start);
    }
  }

  request(): { people: InvitePerson[] } {
    const sent = new Set(this.state.chips.map(({ key }) => key));
    const people = this.rows.filter(({ key }) => sent.has(key));
    return {
      people: people.map((row) => {
        const { email, name } = personOf(row);
        const groups = row.groups?.selected.map(({ id }) => id as GroupId) ?? [];
        return {
          email,
          ...(name ? { name } : {}),
          roles: row.roles.map(({ id }): RoleId => id),
          ...(groups.length > 0 ? { groups } : {}),
        };
      }),
    };
  }

  own({ key }: PersonChip): string | undefined {
    const row = this.rows.find((one) => one.key === key);
    const names = [...(row?.roles ?? []), ...(row?.groups?.selected ?? [])].map(({ name }) => name);
    return names.length > 0 ? this.dialog.formats.list(names) : undefined;
  }

  render(): unknown {
    const { groups } = this.dialog;
    if (groups.offered) for (const row of this.rows) row.groups ??= groupsField(this.dialog, `groups-${row.id}`);
    return renderRows(this);
  }

  write(row: Row, field: 'name' | 'email', text: string): void {
    row[field] = text;
    row.key = ++ids;
    this.#removed = [];
    this.#watch();
  }

  /**
   * What was put into a cell as a whole: a list, or a person with their name, fills rows; anything else is only text.
   * `cell` is what the cell would have in it.
   */
  put(row: Row, field: 'name' | 'email', text: string, cell = text): boolean {
    // Beside what somebody has already written of a person, others get rows of their own.
    const into = field === 'email' || !isWritten(row);
    const found = rulesOf(this.dialog.portal).read(field === 'email' ? cell : text);
    const [first] = found;
    if (!first || (found.length < 2 && !first.name && (field === 'email' || !isWhole(first)))) return false;
    const at = this.rows.indexOf(row);
    const last = into ? this.#fill(at, found, row) : this.#fill(at + 1, found);
    if (found.length > 1) this.dialog.say(this.later.added(found.length, this.dialog.formats));
    if (last) this.#focus(last, 'email');
    return true;
  }

  add(): void {
    const row = this.#row();
    this.rows = [...this.rows, row];
    this.dialog.touch();
    this.#focus(row, 'name');
  }

  /** Enter: on to the address, then to the next row; from an empty last one to sending. */
  next(row: Row, field: 'name' | 'email'): void {
    const at = this.rows.indexOf(row);
    const next = this.rows[at + 1];
    if (field === 'name' && (row.name.trim() || next)) this.#focus(row, 'email');
    else if (next) this.#focus(next, 'name');
    else if (isWritten(row) && this.rows.length < rulesOf(this.dialog.portal).count) this.add();
    else void this.dialog.submit();
  }

  setRoles(row: Row, roles: readonly Role[]): void {
    give(row, roles);
    this.#cleared = undefined;
    this.dialog.touch();
  }

  undoRoles(row: Row): void {
    if (!this.#cleared) return;
    this.setRoles(row, this.#cleared.before);
    this.#focus(row, 'roles');
  }

  /** People into rows from `at` on: into `first` and what is empty, else between. Answers with the last row filled. */
  #fill(at: number, people: readonly FoundPerson[], first?: Row): Row | undefined {
    const rows = [...this.rows];
    for (const [index, person] of people.entries()) {
      let row = rows[at + index];
      if (!row || (row !== first && isWritten(row))) rows.splice(at + index, 0, (row = this.#row()));
      const whole = isWhole(person);
      row.email = whole ? person.email : person.raw;
      row.name ||= (whole && person.name) || '';
      row.key = ++ids;
    }
    this.rows = rows;
    if (people.length > 0) this.#watch();
    return rows[at + people.length - 1];
  }

  #row(): Row {
    const { dialog } = this;
    const id = ++ids;
    const row: Row = {
      id,
      key: id,
      name: '',
      email: '',
      roles: [],
      groups: undefined,
      choice: new ComboboxController(dialog.host, {
        id: `roles-${id}`,
        search: async (query) => this.#search(query),
        choose: (_, { id: chosen }) => this.#choose(row, chosen),
        changed: (selected) => {
          if (selected.length < row.roles.length) this.#cleared = undefined;
          row.roles = row.roles.filter((role) => selected.some((choice) => choice.id === role.id));
          dialog.touch();
        },
        say: (text) => dialog.say(text),
        words: () => {
          const words = dialog.connection.words('roleChoice', roleChoice);
          return comboboxWords(dialog.connection, words.roles, this.words.chooseRoles);
        },
      }),
    };
    give(row, this.#start);
    return row;
  }

  #search(query: string): { items: Choice[]; total: number } {
    const words = this.dialog.connection.words('roleChoice', roleChoice);
    const items = this.dialog.offered
      .filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
      .map((role) => ({
        id: role.id,
        name: role.name,
        detail: role.exclusive ? words.exclusiveHint : role.description,
        ...(role.can.assign === true ? {} : { refused: this.dialog.connection.reason(role.can.assign) }),
      }));
    return { items, total: items.length };
  }

  /** Another role: what it excludes goes, and is said. */
  #choose(row: Row, id: string): readonly Choice[] {
    const { dialog } = this;
    const role = dialog.offered.find((one) => one.id === id);
    const before = row.roles;
    if (role) {
      const { selected, cleared } = selectRole(before, role, 'many');
      this.setRoles(row, selected);
      if (cleared.length > 0) {
        const words = dialog.connection.words('roleChoice', roleChoice);
        const names = dialog.formats.list(cleared.map(({ name }) => name));
        const text = words.roleCleared(role.name, names, cleared.length);
        this.#cleared = { row, text, before };
        dialog.say(text);
      }
    }
    return row.choice.selected;
  }

  /** Drops rows, with their fields; one row is always there. */
  #keep(stays: (row: Row) => boolean): void {
    for (const row of this.rows.filter((one) => !stays(one))) {
      row.choice.end();
      row.groups?.end();
    }
    const rows = this.rows.filter(stays);
    this.rows = rows.length > 0 ? rows : [this.#row()];
  }

  /** The rows are others now. */
  #watch(): void {
    this.dialog.later?.watch();
    delete this.dialog.problem?.fields['people'];
    this.dialog.touch();
  }

  #focus({ id }: Row, field: string): void {
    const { host } = this.dialog;
    host.requestUpdate();
    void host.updateComplete.then(() => {
      const target = host.renderRoot.querySelector<HTMLElement>(`#${field}-${id}`);
      target?.focus();
      target?.scrollIntoView({ block: 'nearest' });
    });
  }
}
