import type { GroupId, RoleId } from '../../server/contract/index.ts';
import { pickers } from '../messages/en-pickers.ts';
import { ComboboxController, type Choice, type ComboboxWords } from '../templates/combobox.ts';
import type { Profile } from './member.profile.ts';

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
      words: () => this.#words(),
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
    const { source, formats, words, connection } = this.#profile;
    const answer = await source.groups({ ...(query ? { query } : {}), sort: 'name', limit: 50 }, { signal });
    for (const { id, roles } of answer.items) this.roles.set(id, roles);
    const items = answer.items.map((group) => ({
      id: group.id,
      name: group.name,
      detail: words.people(group.memberCount, formats),
      ...(group.can.members === true ? {} : { refused: connection.reason(group.can.members) }),
    }));
    return { items, total: answer.total };
  }

  #words(): ComboboxWords {
    const { formats, common, words, portal, connection } = this.#profile;
    const general = connection.words('pickers', pickers);
    return {
      placeholder: words.groupsPlaceholder,
      chosen: general.chosen(portal?.labels.groups ?? words.groups),
      remove: general.remove,
      loading: common.loading,
      none: general.none,
      failed: general.failedSearch,
      retry: common.retry,
      found: (count) => general.found(count, formats),
      added: general.added,
      removed: general.removed,
      more: (count) => general.more(count, formats),
    };
  }
}
