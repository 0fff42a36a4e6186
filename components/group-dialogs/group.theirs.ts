import type { TemplateResult } from 'lit';
import type { Group, GroupChange } from '../../server/contract/index.ts';
import { choices, merged, type Way } from '../templates/theirs.ts';
import type { GroupDialogs } from './group.dialogs.ts';
import type { GroupDoing } from './group.doing.ts';
import type { Draft } from './group.form.ts';

interface Both {
  /** As it is now on the server, and as the form would show that. */
  group: Group;
  now: Draft;
  /** As it was read; what stands in the form; and what was changed in it. */
  before: Draft;
  mine(): Draft;
  change(): GroupChange;
  settle(draft: Draft): void;
}

/** What somebody else saved while the form was open, and the ways to go on. */
export class Theirs {
  readonly #dialogs: GroupDialogs;
  readonly #words: GroupDoing['words'];
  readonly #both: Both;

  constructor(dialogs: GroupDialogs, words: GroupDoing['words'], both: Both) {
    this.#dialogs = dialogs;
    this.#words = words;
    this.#both = both;
  }

  #draft(way: Way): Draft {
    const { before, now } = this.#both;
    const mine = this.#both.mine();
    const change = this.#both.change();
    if (way !== 'both') return way === 'mine' ? mine : now;
    return {
      name: change.name ?? now.name,
      description: change.description ?? now.description,
      isDefault: change.isDefault ?? now.isDefault,
      roles: merged(before.roles, mine.roles, now.roles),
      reservations: Object.fromEntries(
        this.#dialogs.portal.reservations.map(({ kind }) => {
          const untouched = mine.reservations[kind] === before.reservations[kind];
          return [kind, (untouched ? now : mine).reservations[kind] ?? ''];
        }),
      ),
    };
  }

  render(): TemplateResult {
    const words = this.#words;
    const { portal, formats, noun, view } = this.#dialogs;
    const { before, now, group } = this.#both;
    const roleNames = new Map(view.data.capabilities?.roles.map(({ id, name }) => [id, name]));
    const differing: ([label: string, value: string] | false)[] = [
      now.name !== before.name && [words.name, now.name],
      now.description !== before.description && [words.description, now.description],
      now.isDefault !== before.isDefault && [words.default(noun), now.isDefault ? words.yes : words.no],
      now.roles.toSorted().join() !== before.roles.toSorted().join() && [
        portal.labels.role ?? words.roles,
        formats.list(now.roles.map((id) => roleNames.get(id) ?? id)),
      ],
      ...portal.reservations.map(
        ({ kind, name }): [string, string] | false =>
          now.reservations[kind] !== before.reservations[kind] && [name, formats.number(group.reservations[kind] ?? 0)],
      ),
    ];
    return choices(
      words,
      differing.filter((one) => one !== false),
      (way) => this.#both.settle(this.#draft(way)),
    );
  }
}
