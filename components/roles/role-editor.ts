import { css, html, nothing, type LitElement, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Can, Permission, Role, RoleEffect, RoleList, RoleRequest } from '../../server/contract/index.ts';
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
import { Questions } from '../templates/questions.ts';
import { DialogController } from '../templates/dialog.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
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

interface Draft {
  name: string;
  description: string;
  exclusive: boolean;
  permissions: ReadonlySet<Permission>;
}

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
  #version: number | undefined;
  #wasDirty = false;

  constructor(host: LitElement, context: RoleEditorContext) {
    this.#host = host;
    this.#context = context;
    adopt(host.renderRoot, dialogStyles, formFields, editorStyles);
    this.#dialog = new DialogController(host as LitElement & ReactiveControllerHost, 'role', {
      dismiss: () => void this.#leave(),
      fallbackFocus: () => host.renderRoot.querySelector('h2'),
    });
    this.#confirm = new Questions(host);
  }

  get dirty(): boolean {
    const was = draftOf(this.#role);
    const { name, description, exclusive, permissions } = this.#draft;
    const same = name === was.name && description === was.description && exclusive === was.exclusive;
    return this.#dialog.open && !(same && sameSet(permissions, was.permissions));
  }

  open(role: Role | undefined): void {
    this.#role = role;
    this.#version = role?.version;
    this.#draft = draftOf(role);
    this.#faults = {};
    this.#fault = undefined;
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
      body: this.#body(editable ? undefined : update),
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
              aria-disabled=${this.#busy ? 'true' : 'false'}
            >
              ${words.save}
            </button>`
        : html`<button type="button" class="button" @click=${this.#onLeave}>${common.close}</button>`,
      close: common.close,
      busy: this.#busy,
    })}
    ${this.#confirm.render()}`;
  }

  #body(refusal: Exclude<Can, true> | undefined): TemplateResult {
    const words = this.#context.words();
    const { name, description, exclusive } = this.#draft;
    const fixed = refusal !== undefined;
    const text = (id: 'name' | 'description', label: string, value: string, hint?: string): TemplateResult =>
      html`<div class="row">
        <label class="label" for="role-${id}">${label}</label>
        <input
          id="role-${id}"
          class="field"
          dir="auto"
          autocomplete="off"
          ?readonly=${fixed}
          aria-invalid=${this.#faults[id] ? 'true' : nothing}
          aria-describedby="role-${id}-said"
          .value=${value}
          @input=${(event: Event) => this.#set({ [id]: (event.target as HTMLInputElement).value })}
        />
        <p id="role-${id}-said" class=${this.#faults[id] ? 'fault' : 'aside'}>${this.#faults[id] ?? hint ?? ''}</p>
      </div>`;
    return html`<form id="role-form" class="form" novalidate @submit=${this.#onSubmit}>
      ${this.#fault ? html`<div class="banner bad" role="alert"><p>${this.#fault}</p></div>` : nothing}
      ${refusal ? html`<div class="banner"><p>${this.#context.connection.reason(refusal)}</p></div>` : nothing}
      ${text('name', words.name, name)} ${text('description', words.description, description, words.descriptionHint)}
      <fieldset class="row" ?disabled=${fixed}>
        <legend class="label">${words.allows}</legend>
        ${this.#faults['permissions'] ? html`<p class="fault">${this.#faults['permissions']}</p>` : nothing}
        <div class="resources">${this.#resources()}</div>
      </fieldset>
      <label class="check"
        ><input
          type="checkbox"
          ?disabled=${fixed}
          .checked=${exclusive}
          @change=${(event: Event) => this.#set({ exclusive: (event.target as HTMLInputElement).checked })}
        /><span>${words.exclusiveLabel}<small class="about">${words.exclusiveHint}</small></span></label
      >
    </form>`;
  }

  /** The catalogue, by what the permissions are about. What the person looking does not hold stays, with the reason. */
  #resources(): TemplateResult[] {
    const { connection } = this.#context;
    const byResource = new Map<string, RoleList['permissions'][number][]>();
    for (const entry of this.#context.permissions()) {
      const [resource = ''] = entry.permission.split(':');
      byResource.set(resource, [...(byResource.get(resource) ?? []), entry]);
    }
    return [...byResource].map(
      ([resource, entries]) =>
        html`<div class="resource" role="group" aria-label=${resource}>
          <span class="resource-name" aria-hidden="true">${resource}</span>
          <div>
            ${entries.map(({ permission, can }) => {
              const has = this.#draft.permissions.has(permission);
              const reason = can === true || has ? undefined : connection.reason(can);
              return html`<label class="check" title=${reason ?? permission}
                ><input
                  type="checkbox"
                  aria-label=${permission}
                  aria-disabled=${reason ? 'true' : 'false'}
                  .checked=${has}
                  @click=${(event: Event) => reason && (event.preventDefault(), this.#context.announcer.say(reason))}
                  @change=${() => this.#toggle(permission)}
                /><span class=${reason ? 'quiet' : ''}>${permission.split(':')[1]}</span></label
              >`;
            })}
          </div>
        </div>`,
    );
  }

  #toggle(permission: Permission): void {
    const permissions = new Set(this.#draft.permissions);
    if (!permissions.delete(permission)) permissions.add(permission);
    this.#set({ permissions });
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
    if (!source || this.#busy) return;
    if (!name.trim()) return this.#point({ name: words.nameMissing });
    const role = this.#role;
    const request: RoleRequest = { name: name.trim(), description, exclusive, permissions: [...permissions] };
    await this.#during(async () => {
      if (role?.memberCount && !sameSet(permissions, new Set(role.permissions))) {
        const effect = await source.previewRoleUpdate(role.id, request);
        if (effect.refused) return this.#say(this.#context.connection.reason(effect.refused));
        const detail = this.#consequence(effect);
        if (detail) {
          const title = words.effectTitle(effect.memberCount, this.#context.connection.formats);
          if (!(await this.#confirm.ask({ title, detail, verb: words.save, cancel: common.cancel }))) return;
        }
      }
      if (!(await ask(this.#host, new BeforeRoleSaveEvent(role?.id ?? null, request)))) return;
      const answer = role
        ? await source.updateRole(role.id, request, this.#version === undefined ? {} : { version: this.#version })
        : await source.createRole(request);
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
      await source.removeRole(role.id, this.#version === undefined ? {} : { version: this.#version });
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
        words[change === 'gained' ? 'gains' : 'loses'](people, permission, formats),
      );
    const rest = felt.length - lines.length;
    return [...lines, ...(rest > 0 ? [words.more(rest, formats)] : [])].join(' ');
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
    if (problem.code === 'stale' && role) {
      // What was typed stays; saved again it is put over what the other one saved.
      const newer = (await this.#context.connection.source?.roles().catch(() => undefined))?.items.find(
        ({ id }) => id === role.id,
      );
      this.#version = newer?.version;
      return this.#say(this.#context.words().stale);
    }
    const faults = Object.fromEntries(
      (problem.errors ?? []).map((one) => [one.pointer.split('/')[1] ?? '', this.#context.connection.fault(one)]),
    );
    if (Object.keys(faults).length) this.#point(faults);
    else this.#say(error.offline ? this.#context.connection.common.offline : this.#context.connection.said(problem));
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

function draftOf(role: Role | undefined): Draft {
  const { name = '', description = '', exclusive = false, permissions = [] } = role ?? {};
  return { name, description, exclusive, permissions: new Set(permissions) };
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((entry) => other.has(entry));
}

const editorStyles = css`
  #role .field {
    inline-size: 100%;
  }
  .resources {
    display: grid;
    gap: 6px;
  }
  .resource {
    display: grid;
    grid-template-columns: minmax(5em, 9em) minmax(0, 1fr);
    padding-block: 4px;
    border-block-start: 1px solid var(--_line);
  }
  .resource-name {
    padding-block: 4px;
    color: var(--_muted);
  }
  .resource > div {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7em, 1fr));
    gap: 2px 12px;
  }
  .check {
    display: flex;
    gap: 8px;
    min-block-size: 24px;
    padding-block: 4px;
    cursor: pointer;
  }
  .leaving {
    margin-inline-end: auto;
    color: var(--_danger);
  }
`;
