import type { Effect, GroupId, GroupMember } from '../../server/contract/index.ts';
import { changedBy } from '../controllers/changed-by.ts';
import {
  BeforeGroupDeleteEvent,
  BeforeGroupSaveEvent,
  GroupDeletedEvent,
  GroupSavedEvent,
} from '../controllers/group.events.ts';
import type { groupLater } from '../messages/en-group-later.ts';
import { memberLater } from '../messages/en-member-later.ts';
import type { Question } from '../templates/dialog-confirm.ts';
import type { GroupDialogs } from './group.dialogs.ts';

/** Whoever loses more people's roles than this types the name first. */
const many = 10;

/** What is done to a group, and asked before: loaded once something in a dialog is changed, or a group is to go. */
export class GroupDoing {
  readonly #dialogs: GroupDialogs;

  constructor(dialogs: GroupDialogs) {
    this.#dialogs = dialogs;
  }

  get words(): typeof groupLater & Pick<typeof memberLater, (typeof shared)[number]> {
    const { view, words } = this.#dialogs;
    return { ...view.connection.words('memberLater', memberLater), ...words };
  }

  async makeDefault(id: string): Promise<void> {
    const { host, source, view } = this.#dialogs;
    const { group } = await source.group(id);
    const change = { isDefault: true };
    if (!(await this.#dialogs.ask(new BeforeGroupSaveEvent(group.id, change)))) return;
    const answer = await source.updateGroup(id, change, { version: group.version });
    host.dispatchEvent(new GroupSavedEvent(answer.group));
    this.#dialogs.tell(this.words.madeDefault(group.name));
    void view.data.poll();
  }

  /** Asks, naming who would lose what, and deletes; answers why it could not. */
  async remove(id: string): Promise<string | undefined> {
    const { words } = this;
    const { host, source, view } = this.#dialogs;
    const { group } = await source.group(id);
    const { version, name } = group;
    const effect = await source.previewGroupRemoval(id, { version });
    if (effect.refused) return view.connection.reason(effect.refused);
    const detail = [this.#text(effect) || words.deleteLosesNothing, words.deleteDetail].join('\n\n');
    const sure = await this.#sure(effect, name, { title: words.deleteTitle(name), detail, verb: words.delete });
    if (!sure || !(await this.#dialogs.ask(new BeforeGroupDeleteEvent(group.id)))) return undefined;
    await source.removeGroup(id, { version });
    host.dispatchEvent(new GroupDeletedEvent(group.id));
    this.#dialogs.tell(words.deleted(name));
    await view.data.poll();
    return undefined;
  }

  /** Whether to go on, asked where somebody loses something by it. */
  async agrees(effect: Effect, name: string, verb: string): Promise<boolean> {
    const { total } = effect.losing;
    const title = this.words.effectTitle(total, this.#dialogs.formats);
    return !total || this.#sure(effect, name, { title, detail: this.#text(effect), verb });
  }

  /** Whether what was changed in a dialog may be lost. */
  loses(): Promise<boolean> {
    const { discard: title, discardDetail: detail, discardVerb: verb, keepEditing: cancel } = this.words;
    return this.#dialogs.confirm.ask({ title, detail, verb, cancel, danger: true });
  }

  #sure({ losing }: Effect, name: string, question: Pick<Question, 'title' | 'detail' | 'verb'>): Promise<boolean> {
    return this.#dialogs.confirm.ask({
      ...question,
      cancel: this.#dialogs.common.cancel,
      danger: true,
      ...(losing.total > many && { typed: { label: this.words.typeName(name), text: name } }),
    });
  }

  /** Who would lose what, in words; empty where nobody does. */
  #text({ losing, people, names }: Effect): string {
    const { words } = this;
    const { formats } = this.#dialogs;
    /** Names by what they lose; by nothing who loses everything. */
    const by = new Map<string, string[]>();
    for (const { name, email, roles: lost, allAccess } of people) {
      const what = allAccess ? '' : formats.list(lost.map((id) => names[id] ?? id));
      by.set(what, [...(by.get(what) ?? []), name ?? email]);
    }
    const all = by.get('') ?? [];
    by.delete('');
    const unnamed = losing.allAccess - all.length;
    const rest = losing.total - losing.allAccess - (people.length - all.length);
    return [
      losing.allAccess &&
        words.losesAll(
          losing.allAccess,
          formats.list(unnamed ? [...all, words.others(unnamed, formats)] : all),
          formats,
        ),
      ...[...by].map(([what, who]) => words.loses(formats.list(who), what, who.length, formats)),
      rest && words.loses(words.others(rest, formats), words.roles, rest, formats),
    ]
      .filter((sentence) => sentence !== 0)
      .join('\n\n');
  }

  /** Who changed it meanwhile, and when: of the log, for those who may read it. */
  changedBy(id: GroupId | GroupMember['id']): Promise<string> {
    const { source, view } = this.#dialogs;
    return changedBy(id, source, view.connection, view.data.capabilities, this.words);
  }
}

const shared = [
  'discard',
  'discardDetail',
  'discardVerb',
  'keepEditing',
  'held',
  'typeName',
  'changed',
  'changedMeanwhile',
  'you',
  'mine',
  'theirs',
  'both',
] as const satisfies readonly (keyof typeof memberLater)[];
