import { html, type LitElement, type TemplateResult } from 'lit';
import type { Effect, Group, GroupId, GroupMember, Portal } from '../../server/contract/index.ts';
import { ask, type BeforeEvent } from '../controllers/before-event.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import {
  BeforeGroupDeleteEvent,
  BeforeGroupSaveEvent,
  GroupDeletedEvent,
  GroupSavedEvent,
} from '../controllers/group.events.ts';
import type { ListView } from '../controllers/list-view.ts';
import { groupLater } from '../messages/en-group-later.ts';
import { groups } from '../messages/en-groups.ts';
import { members } from '../messages/en-members.ts';
import { memberLater } from '../messages/en-member-later.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { formFields } from '../styles/form.ts';
import type { Question } from '../templates/dialog-confirm.ts';
import { Questions } from '../templates/questions.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { inText } from '../templates/group-menu.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { dialogsStyles } from './dialogs.styles.ts';

type GroupForm = import('./group.form.ts').GroupForm;
type GroupPeople = import('./group.people.ts').GroupPeople;
type GroupRoleForm = import('./group.role.ts').GroupRoleForm;

/** Whoever loses more people's roles than this types the name first. */
const many = 10;

/** The list that the dialogs stand over: of groups, or of who is in one. */
export type DialogsView = Pick<
  ListView<never, Page & { items: never[] }>,
  'connection' | 'announcer' | 'notices' | 'portal' | 'failed'
> & { readonly data: Pick<ListView<never, Page & { items: never[] }>['data'], 'capabilities' | 'poll'> };

/** What the dialogs about a group have in common, loaded when the first one opens; each of them is a file of its own. */
export class GroupDialogs {
  readonly host: LitElement;
  readonly view: DialogsView;
  readonly #states: CustomStateSet;
  readonly confirm: Questions;
  #form: GroupForm | undefined;
  #people: GroupPeople | undefined;
  #role: GroupRoleForm | undefined;

  constructor(host: LitElement, view: DialogsView, states: CustomStateSet) {
    this.host = host;
    this.view = view;
    this.#states = states;
    adopt(host.renderRoot, dialogStyles, formFields, dialogsStyles);
    this.confirm = new Questions(host);
  }

  get source(): Source {
    const { source, common } = this.view.connection;
    if (!source) throw new Error(common.notConfigured);
    return source;
  }

  get words(): typeof groupLater & Pick<typeof memberLater, (typeof shared)[number]> {
    const { connection } = this.view;
    return { ...connection.words('memberLater', memberLater), ...connection.words('groupLater', groupLater) };
  }

  get common(): Messages['common'] {
    return this.view.connection.common;
  }

  get formats(): Formats {
    return this.view.connection.formats;
  }

  get portal(): Portal {
    return this.view.portal!;
  }

  get noun(): string {
    return inText(this.portal.labels.group ?? this.view.connection.words('groups', groups).noun);
  }

  /** What people are found by here. */
  get searchText(): string {
    const { searchBy, searchPlaceholder } = this.view.connection.words('members', members);
    return searchPlaceholder(this.portal.searchable.map((field) => searchBy[field]));
  }

  render(): TemplateResult {
    return html`${this.#form?.render()} ${this.#people?.render()} ${this.#role?.render()} ${this.confirm.render()}`;
  }

  /** Another source is another organization or person: nothing of the one before may stay. */
  reset(): void {
    this.confirm.reset();
    for (const dialog of [this.#form, this.#people, this.#role]) dialog?.frame.close();
  }

  /** What others changed is seen in the editor as well. */
  async poll(): Promise<void> {
    await this.#people?.poll();
  }

  async create(): Promise<void> {
    const text = await this.#try(async () => (await this.#loadForm()).open(undefined));
    if (text) this.view.notices.tell({ text, tone: 'error' });
  }

  edit(id: string): Promise<string | undefined> {
    return this.#try(async () => {
      const [form, { group }] = await Promise.all([this.#loadForm(), this.source.group(id)]);
      return form.open(group);
    });
  }

  manage(id: string): Promise<string | undefined> {
    return this.#try(async () => {
      const [{ GroupPeople }, { group }] = await Promise.all([import('./group.people.ts'), this.source.group(id)]);
      this.#people ??= new GroupPeople(this);
      await this.#people.open(group);
    });
  }

  async role(member: GroupMember, group: Group, names: Readonly<Record<string, string>>): Promise<void> {
    try {
      const { GroupRoleForm } = await import('./group.role.ts');
      this.#role ??= new GroupRoleForm(this);
    } catch {
      return this.view.notices.tell({ text: this.common.failed, tone: 'error' });
    }
    this.#role.open(member, group, names);
  }

  makeDefault(id: string): Promise<string | undefined> {
    return this.#try(async () => {
      const { group } = await this.source.group(id);
      const change = { isDefault: true };
      if (!(await this.ask(new BeforeGroupSaveEvent(group.id, change)))) return;
      const answer = await this.source.updateGroup(id, change, { version: group.version });
      this.host.dispatchEvent(new GroupSavedEvent(answer.group));
      this.tell(this.words.madeDefault(group.name));
    });
  }

  remove(id: string): Promise<string | undefined> {
    const { words } = this;
    return this.#try(async () => {
      const { group } = await this.source.group(id);
      const { version, name } = group;
      const effect = await this.source.previewGroupRemoval(id, { version });
      if (effect.refused) return this.view.connection.reason(effect.refused);
      const detail = [this.effectText(effect) || words.deleteLosesNothing, words.deleteDetail].join('\n\n');
      const sure = await this.#sure(effect, name, { title: words.deleteTitle(name), detail, verb: words.delete });
      if (!sure || !(await this.ask(new BeforeGroupDeleteEvent(group.id)))) return;
      await this.source.removeGroup(id, { version });
      this.host.dispatchEvent(new GroupDeletedEvent(group.id));
      this.tell(words.deleted(name));
      await this.view.data.poll();
    });
  }

  ask(event: BeforeEvent): Promise<boolean> {
    return ask(this.host, event);
  }

  tell(text: string): void {
    this.view.notices.tell({ text });
  }

  /** Whether to go on, asked where somebody loses something by it. */
  async agrees(effect: Effect, name: string, verb: string): Promise<boolean> {
    const { total } = effect.losing;
    const title = this.words.effectTitle(total, this.formats);
    return !total || this.#sure(effect, name, { title, detail: this.effectText(effect), verb });
  }

  /** Whether what was changed in a dialog may be lost. */
  loses(): Promise<boolean> {
    const { discard: title, discardDetail: detail, discardVerb: verb, keepEditing: cancel } = this.words;
    return this.confirm.ask({ title, detail, verb, cancel, danger: true });
  }

  #sure({ losing }: Effect, name: string, question: Pick<Question, 'title' | 'detail' | 'verb'>): Promise<boolean> {
    return this.confirm.ask({
      ...question,
      cancel: this.common.cancel,
      danger: true,
      ...(losing.total > many && { typed: { label: this.words.typeName(name), text: name } }),
    });
  }

  /** Who would lose what, in words; empty where nobody does. */
  effectText({ losing, people, names }: Effect): string {
    const { words, formats } = this;
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
  async changedBy(id: GroupId | GroupMember['id']): Promise<string> {
    const { words, source, formats } = this;
    const { capabilities } = this.view.data;
    if (capabilities?.caller.can['audit:read'] !== true) return words.changedMeanwhile;
    const log = await source.audit({ target: [id], limit: 1 }).catch(() => undefined);
    const [last] = log?.items ?? [];
    const who =
      last?.actor.id && (last.actor.id === capabilities.caller.member ? words.you : log?.names[last.actor.id]);
    return who && last ? words.changed(who, formats.relative(last.at)) : words.changedMeanwhile;
  }

  /** A sentence at the head of a dialog. */
  banner(text: string | undefined, more: unknown = ''): unknown {
    return text
      ? html`<div class="banner bad" part="banner" role="alert">
          ${triangleAlertIcon}
          <div>${text}${more}</div>
        </div>`
      : '';
  }

  dirty(dirty: boolean): void {
    if (this.#states.has('dirty') === dirty) return;
    if (dirty) this.#states.add('dirty');
    else this.#states.delete('dirty');
    this.host.dispatchEvent(new DirtyChangeEvent(dirty));
  }

  async #loadForm(): Promise<GroupForm> {
    const { GroupForm } = await import('./group.form.ts');
    return (this.#form ??= new GroupForm(this));
  }

  /** Does it; answers why it could not be done. */
  async #try(step: () => Promise<string | undefined | void>): Promise<string | undefined> {
    try {
      // A dialog may be the first thing that is asked for, and is about the roles of now.
      const { data } = this.view;
      data.capabilities = await this.view.connection.capabilities();
      return (await step()) ?? undefined;
    } catch (cause) {
      const error = toSourceError(cause);
      const text = this.view.failed(error);
      if (error.problem.code !== 'stale') return text;
      return this.words.changedMeanwhile;
    }
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
