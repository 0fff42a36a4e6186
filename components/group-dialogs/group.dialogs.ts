import { html, type LitElement, type TemplateResult } from 'lit';
import type { Group, GroupMember, Portal } from '../../server/contract/index.ts';
import { ask, type BeforeEvent } from '../controllers/before-event.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import type { ListView } from '../controllers/list-view.ts';
import type { Page } from '../controllers/paged-list.ts';
import { groupLater } from '../messages/en-group-later.ts';
import { groups } from '../messages/en-groups.ts';
import { members } from '../messages/en-members.ts';
import type { Messages } from '../messages/en.ts';
import type { Formats } from '../messages/formats.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { formFields } from '../styles/form.ts';
import { savingStyles } from '../styles/saving.ts';
import { Questions } from '../templates/questions.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { inText } from '../templates/group-menu.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { dialogsStyles } from './dialogs.styles.ts';

type GroupDoing = import('./group.doing.ts').GroupDoing;
type GroupForm = import('./group.form.ts').GroupForm;
type GroupPeople = import('./group.people.ts').GroupPeople;
type GroupRoleForm = import('./group.role.ts').GroupRoleForm;

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
  #doing: GroupDoing | undefined;

  constructor(host: LitElement, view: DialogsView, states: CustomStateSet) {
    this.host = host;
    this.view = view;
    this.#states = states;
    adopt(host.renderRoot, dialogStyles, formFields, savingStyles, dialogsStyles);
    this.confirm = new Questions(host);
  }

  get source(): Source {
    const { source, common } = this.view.connection;
    if (!source) throw new Error(common.notConfigured);
    return source;
  }

  get words(): typeof groupLater {
    return this.view.connection.words('groupLater', groupLater);
  }

  get common(): Messages['common'] {
    return this.view.connection.common;
  }

  /** Word of the way out by which something is lost. */
  get discard(): string {
    return this.#doing?.words.discardVerb ?? this.common.cancel;
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
    return this.#try(async () => (await this.doing()).makeDefault(id));
  }

  remove(id: string): Promise<string | undefined> {
    return this.#try(async () => (await this.doing()).remove(id));
  }

  /** What is done to a group, and asked before. */
  async doing(): Promise<GroupDoing> {
    const { GroupDoing } = await import('./group.doing.ts');
    this.host.requestUpdate();
    return (this.#doing ??= new GroupDoing(this));
  }

  ask(event: BeforeEvent): Promise<boolean> {
    return ask(this.host, event);
  }

  tell(text: string): void {
    this.view.notices.tell({ text });
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
    if (dirty) {
      this.#states.add('dirty');
      // There is something to lose now, and to ask about: for whoever has no network by then.
      this.doing().catch(() => undefined);
    } else this.#states.delete('dirty');
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
      return (await this.doing()).words.changedMeanwhile;
    }
  }
}
