import { html, nothing, type LitElement, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Can, Role, RoleEffect, RoleList, RoleRequest } from '../../server/contract/index.ts';
import type { Announcer } from '../controllers/announcer.ts';
import { ask } from '../controllers/before-event.ts';
import type { Connection } from '../controllers/connection.ts';
import { DirtyChangeEvent } from '../controllers/dirty.events.ts';
import type { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import type { Messages } from '../messages/en.ts';
import { toSourceError } from '../source/failure.ts';
import type { SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { formFields } from '../styles/form.ts';
import { savingStyles } from '../styles/saving.ts';
import { Questions } from '../templates/questions.ts';
import { DialogController } from '../templates/dialog.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { triangleAlertIcon } from '../templates/icons.ts';
import { different, draftOf, type Draft } from './role-draft.ts';
import { roleEditorStyles } from './role-editor.styles.ts';
import { permissionLabel, roleFacts, roleFields, type RoleFields } from './role-fields.ts';
import { BeforeRoleDeleteEvent, BeforeRoleSaveEvent, RoleDeletedEvent, RoleSavedEvent } from './roles.events.ts';

export interface RoleEditorContext {
  connection: Connection;
  notices: Notices;
  announcer: Announcer;
  words(): Messages['roles'];
  /** What roles can be made of, and what whoever looks may put into one. */
  permissions(): RoleList['permissions'];
  can(role: Role | undefined): { update: Can; delete: Can };
  /** The server has changed something: ask again. */
  changed(): Promise<unknown>;
}

type Theirs = import('./role-theirs.ts').Theirs;

const mostLines = 6;

/** One role in a dialog: made, changed, deleted, or read by whoever may not change it. */
export class RoleEditor {
  readonly #host: LitElement;
  readonly #context: RoleEditorContext;
  readonly #dialog: DialogController;
  readonly #confirm: Questions;
  #role: Role | undefined;
  #draft: Draft = draftOf(undefined);
  #busy = false;
  #faults: Readonly<Record<string, string>> = {};
  #fault: string | undefined;
  #theirs: Theirs | undefined;
  #wasDirty = false;

  constructor(host: LitElement, context: RoleEditorContext) {
    this.#host = host;
    this.#context = context;
    adopt(host.renderRoot, dialogStyles, formFields, savingStyles, roleEditorStyles);
    this.#dialog = new DialogController(host as LitElement & ReactiveControllerHost, 'role', {
      dismiss: () => void this.#leave(),
      fallbackFocus: () => host.renderRoot.querySelector('h2'),
    });
    this.#confirm = new Questions(host);
  }

  get dirty(): boolean {
    return this.#dialog.open && different(this.#draft, draftOf(this.#role)).length > 0;
  }

  open(role: Role | undefined): void {
    this.#role = role;
    this.#draft = draftOf(role);
    this.#faults = {};
    this.#fault = this.#theirs = undefined;
    this.#dialog.show();
  }

  reset(): void {
    this.#dialog.close();
    this.#role = undefined;
    this.#tellDirty();
  }

  render(): TemplateResult {
    const words = this.#context.words();
    const { common, formats } = this.#context.connection;
    const role = this.#role;
    const { update, delete: remove } = this.#context.can(role);
    const editable = update === true;
    const title = !role ? words.newTitle : editable ? words.editTitle(role.name) : words.viewTitle(role.name);
    return html`${this.#dialog.render({
      heading: title,
      lead: role && words.holders(role.memberCount, formats),
      body: editable ? this.#form() : roleFacts(this.#fields),
      foot: editable
        ? html`${
              role && remove === true
                ? html`<button type="button" class="button quiet leaving" @click=${this.#onDelete}>
                    ${words.delete}
                  </button>`
                : nothing
            }
            <button type="button" class="button" @click=${this.#onLeave}>${common.cancel}</button>
            <button
              type="submit"
              form="role-form"
              class="button primary"
              aria-disabled=${this.#busy || this.#theirs ? 'true' : 'false'}
            >
              ${words.save}
            </button>`
        : html`<span class="hint">${this.#context.connection.reason(update)}</span>
            <button type="button" class="button" @click=${this.#onLeave}>${common.close}</button>`,
      close: common.close,
      busy: this.#busy,
    })}
    ${this.#confirm.render()}`;
  }

  #form(): TemplateResult {
    return html`<form id="role-form" class="form" novalidate @submit=${this.#onSubmit}>
      ${
        this.#fault
          ? html`<div class="banner bad" role="alert">
              ${triangleAlertIcon}
              <div>${this.#fault}${this.#theirs?.render()}</div>
            </div>`
          : nothing
      }
      ${roleFields(this.#fields)}
    </form>`;
  }

  get #fields(): RoleFields {
    const { connection, announcer, permissions, words } = this.#context;
    return {
      connection,
      words: words(),
      draft: this.#draft,
      permissions: permissions(),
      faults: this.#faults,
      set: (change) => this.#set(change),
      refuse: (reason) => announcer.say(reason),
    };
  }

  #set(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    this.#tellDirty();
    this.#host.requestUpdate();
  }

  #tellDirty(): void {
    const { dirty } = this;
    if (dirty !== this.#wasDirty) this.#host.dispatchEvent(new DirtyChangeEvent(dirty));
    this.#wasDirty = dirty;
  }

  readonly #onLeave = (): void => void this.#leave();

  async #leave(): Promise<void> {
    if (this.#busy) return;
    const words = this.#context.words();
    const { common } = this.#context.connection;
    const sure =
      !this.dirty ||
      (await this.#confirm.ask({
        title: words.discardTitle,
        verb: words.discard,
        cancel: common.cancel,
        danger: true,
      }));
    if (sure) this.reset();
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#save();
  };

  async #save(): Promise<void> {
    const { source, common } = this.#context.connection;
    const words = this.#context.words();
    const { name, description, exclusive, permissions } = this.#draft;
    if (!source || this.#busy || this.#theirs) return;
    if (!name.trim()) return this.#point({ name: words.nameMissing });
    const role = this.#role;
    const request: RoleRequest = { name: name.trim(), description, exclusive, permissions: [...permissions] };
    await this.#during(async () => {
      const options = role && { version: role.version };
      if (role?.memberCount && different(this.#draft, draftOf(role)).includes('permissions')) {
        const effect = await source.previewRoleUpdate(role.id, request, options);
        if (effect.refused) return this.#say(this.#context.connection.reason(effect.refused));
        const detail = this.#consequence(effect);
        if (detail) {
          const title = words.effectTitle(effect.memberCount, this.#context.connection.formats);
          if (!(await this.#confirm.ask({ title, detail, verb: words.save, cancel: common.cancel }))) return;
        }
      }
      if (!(await ask(this.#host, new BeforeRoleSaveEvent(role?.id ?? null, request)))) return;
      const answer = role ? await source.updateRole(role.id, request, options) : await source.createRole(request);
      this.reset();
      this.#context.notices.tell({ text: words.saved(answer.role.name) });
      this.#host.dispatchEvent(new RoleSavedEvent(answer.role));
      await this.#context.changed();
    });
  }

  readonly #onDelete = async (): Promise<void> => {
    const { source, common, formats } = this.#context.connection;
    const words = this.#context.words();
    const role = this.#role;
    if (!source || !role || this.#busy) return;
    await this.#during(async () => {
      const { refused, losing, people } = await source.previewRoleRemoval(role.id);
      if (refused) return this.#say(this.#context.connection.reason(refused));
      const without = people.filter(({ allAccess }) => allAccess).map((one) => one.name ?? one.email);
      const rest = losing.allAccess - mostLines;
      const named = [...without.slice(0, mostLines), ...(rest > 0 ? [words.others(rest, formats)] : [])];
      const sure = await this.#confirm.ask({
        title: words.deleteTitle(role.name),
        detail: losing.total
          ? [words.deleteDetail(losing.total, formats), without.length ? words.deleteAll(formats.list(named)) : '']
              .join(' ')
              .trim()
          : words.deleteNobody,
        verb: words.delete,
        cancel: common.cancel,
        danger: true,
        ...(losing.total > 10 ? { typed: { label: common.typeToConfirm(role.name), text: role.name } } : {}),
      });
      if (!sure || !(await ask(this.#host, new BeforeRoleDeleteEvent(role.id)))) return;
      await source.removeRole(role.id, { version: role.version });
      this.reset();
      this.#context.notices.tell({ text: words.deleted(role.name) });
      this.#host.dispatchEvent(new RoleDeletedEvent(role.id));
      await this.#context.changed();
    });
  };

  /** For how many people what would be different; nothing where it is for nobody. */
  #consequence({ permissions }: RoleEffect): string {
    const { formats } = this.#context.connection;
    const words = this.#context.words();
    const felt = permissions.filter(({ people }) => people > 0);
    const lines = felt
      .slice(0, mostLines)
      .map(({ permission, change, people }) =>
        words[change === 'gained' ? 'gains' : 'loses'](people, permissionLabel(words, permission), formats),
      );
    const rest = felt.length - lines.length;
    return [...lines, ...(rest > 0 ? [words.more(rest, formats)] : [])].join('\n');
  }

  async #during(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    this.#fault = undefined;
    this.#faults = {};
    this.#host.requestUpdate();
    try {
      await work();
    } catch (cause) {
      await this.#refused(toSourceError(cause));
    }
    this.#busy = false;
    this.#host.requestUpdate();
  }

  async #refused(error: SourceError): Promise<void> {
    const { problem } = error;
    const role = this.#role;
    if (!this.#host.dispatchEvent(new RosterErrorEvent(error))) return;
    if (problem.code === 'stale' && role && (await this.#meet(role))) return;
    const faults = Object.fromEntries(
      (problem.errors ?? []).map((one) => [one.pointer.split('/')[1] ?? '', this.#context.connection.fault(one)]),
    );
    if (Object.keys(faults).length) this.#point(faults);
    else this.#say(error.offline ? this.#context.connection.common.offline : this.#context.connection.said(problem));
  }

  /** Shows what somebody else saved meanwhile; false where it is there no more. */
  async #meet(role: Role): Promise<boolean> {
    const { connection, words } = this.#context;
    const { items = [] } = (await connection.source?.roles().catch(() => undefined)) ?? {};
    const newer = items.find(({ id }) => id === role.id);
    if (!newer) return false;
    const { Theirs } = await import('./role-theirs.ts');
    const theirs = new Theirs(connection, words, {
      role,
      newer,
      mine: () => this.#draft,
      settle: (draft) => this.#settle(newer, draft),
    });
    this.#say(await theirs.said());
    this.#theirs = theirs;
    return true;
  }

  /** Goes on from what somebody else saved. */
  #settle(role: Role, draft: Draft): void {
    this.#role = role;
    this.#fault = this.#theirs = undefined;
    this.#set(draft);
    this.#dialog.focusHeading();
  }

  #say(fault: string): void {
    this.#fault = fault;
    this.#host.requestUpdate();
  }

  #point(faults: Readonly<Record<string, string>>): void {
    this.#faults = faults;
    this.#host.requestUpdate();
    const first = this.#host.renderRoot.querySelector<HTMLElement>(`#role-${Object.keys(faults)[0] ?? 'name'}`);
    first?.focus();
    this.#context.announcer.say(Object.values(faults).join(' '));
  }
}
