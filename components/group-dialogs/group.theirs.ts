import { html, type TemplateResult } from 'lit';
import type { Group, GroupChange, RoleId } from '../../server/contract/index.ts';
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

type Way = 'mine' | 'theirs' | 'both';

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
    const kept = (id: RoleId): boolean => mine.roles.includes(id) || !before.roles.includes(id);
    return {
      name: change.name ?? now.name,
      description: change.description ?? now.description,
      isDefault: change.isDefault ?? now.isDefault,
      roles: [...new Set([...now.roles.filter(kept), ...mine.roles.filter((id) => !before.roles.includes(id))])],
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
    const differing = [
      now.name !== before.name && [words.name, now.name],
      now.description !== before.description && [words.description, now.description],
      now.isDefault !== before.isDefault && [words.default(noun), now.isDefault ? words.yes : words.no],
      now.roles.toSorted().join() !== before.roles.toSorted().join() && [
        portal.labels.role ?? words.roles,
        formats.list(now.roles.map((id) => roleNames.get(id) ?? id)),
      ],
      ...portal.reservations.map(
        ({ kind, name }) =>
          now.reservations[kind] !== before.reservations[kind] && [name, formats.number(group.reservations[kind] ?? 0)],
      ),
    ].filter((one) => one !== false);
    return html`<ul>
        ${differing.map(([label, value]) => html`<li>${label}: <bdi>${value || '–'}</bdi></li>`)}
      </ul>
      <div class="ways">
        ${(['mine', 'theirs', 'both'] as const).map(
          (way) =>
            html`<button type="button" class="button" @click=${() => this.#both.settle(this.#draft(way))}>
              ${words[way]}
            </button>`,
        )}
      </div>`;
  }
}
