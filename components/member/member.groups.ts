import type { GroupId, RoleId } from '../../server/contract/index.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { groupsLabel } from './member.form.ts';
import type { Profile } from './member.profile.ts';
import { belowWords } from './member.words.ts';

/** The groups of a person, chosen out of all. */
export class MemberGroups {
  readonly #profile: Profile;
  readonly combobox: ComboboxController;
  /** What groups give that were seen in the list. */
  readonly roles = new Map<GroupId, readonly RoleId[]>();

  constructor(profile: Profile) {
    this.#profile = profile;
    this.combobox = new ComboboxController(profile.host, {
      id: 'groups',
      search: (query, signal) => this.#search(query, signal),
      changed: (chosen) => profile.set({ groups: chosen.map(({ id }) => id as GroupId) }, 'groups'),
      say: (text) => profile.say(text),
      words: () => comboboxWords(profile.connection, groupsLabel(profile), profile.words.groupsPlaceholder),
    });
  }

  reset(): void {
    this.combobox.reset();
    this.roles.clear();
  }

  /** Of a group chosen a moment ago only the list it was chosen from knows the name. */
  nameOf(id: string): string | undefined {
    return this.combobox.selected.find((choice) => choice.id === id)?.name;
  }

  /** The combobox shows what the form holds. */
  fill(): void {
    const { draft, answer } = this.#profile;
    const known = new Map(this.combobox.selected.map((choice) => [choice.id, choice]));
    this.combobox.selected = draft.groups.map((id) => known.get(id) ?? { id, name: answer?.names[id] ?? id });
  }

  async #search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const { source, formats, connection } = this.#profile;
    const answer = await source.groups({ ...(query ? { query } : {}), sort: 'name', limit: 50 }, { signal });
    for (const { id, roles } of answer.items) this.roles.set(id, roles);
    const items = answer.items.map((group) => ({
      id: group.id,
      name: group.name,
      detail: belowWords(this.#profile).people(group.memberCount, formats),
      ...(group.can.members === true ? {} : { refused: connection.reason(group.can.members) }),
    }));
    return { items, total: answer.total };
  }
}
