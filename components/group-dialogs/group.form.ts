import { html, nothing, type TemplateResult } from 'lit';
import { hasFeature, limits, type Group, type GroupChange, type RoleId } from '../../server/contract/index.ts';
import { BeforeGroupSaveEvent, GroupSavedEvent } from '../controllers/group.events.ts';
import { groups } from '../messages/en-groups.ts';
import { roleChoice } from '../messages/en-role-choice.ts';
import type { SourceError } from '../source/source.ts';
import { RoleChoice } from '../templates/role-choice.ts';
import { roleChoosing } from '../templates/role-choosing.ts';
import type { GroupDialogs } from './group.dialogs.ts';
import { Frame } from './group.frame.ts';
import type { Theirs } from './group.theirs.ts';

/** What the form holds; amounts as they are typed. */
export interface Draft {
  name: string;
  description: string;
  isDefault: boolean;
  roles: readonly RoleId[];
  reservations: Readonly<Record<string, string>>;
}

const draftOf = (group: Group | undefined): Draft => ({
  name: group?.name ?? '',
  description: group?.description ?? '',
  isDefault: group?.isDefault ?? false,
  roles: group?.roles ?? [],
  reservations: Object.fromEntries(Object.entries(group?.reservations ?? {}).map(([kind, n]) => [kind, String(n)])),
});

/** The dialog in which a group is made or edited. */
export class GroupForm {
  readonly #dialogs: GroupDialogs;
  readonly frame: Frame;
  readonly #roles: RoleChoice;
  /** The group as it was when it was read; absent for a new one. */
  #base: Group | undefined;
  #draft = draftOf(undefined);
  /** Set aside by all groups, and the default group of now. */
  #reserved: Readonly<Record<string, number>> = {};
  #standard: Group | undefined;
  #faults: Readonly<Record<string, string>> = {};
  #theirs: Theirs | undefined;

  constructor(dialogs: GroupDialogs) {
    this.#dialogs = dialogs;
    this.frame = new Frame(dialogs, 'edit', () => Object.keys(this.#change()).length > 0);
    this.#roles = new RoleChoice(
      dialogs.host,
      {
        offered: () => this.#offered,
        one: () => false,
        words: () => dialogs.view.connection.words('roleChoice', roleChoice),
        formats: () => dialogs.formats,
        reason: (refusal) => dialogs.view.connection.reason(refusal),
        undo: () => dialogs.common.undo,
        say: (text) => dialogs.view.announcer.say(text),
        changed: () => this.#set({ roles: this.#roles.selected.map(({ id }) => id) }),
      },
      roleChoosing,
    );
  }

  async open(group: Group | undefined): Promise<void> {
    const { portal } = this.#dialogs;
    if (portal.reservations.length || portal.rules.defaultGroup) await this.#learn();
    this.#base = group;
    this.#theirs = undefined;
    this.#fill(draftOf(group));
    this.frame.open();
  }

  /** What of the totals is taken, and which group is the default one. */
  async #learn(): Promise<void> {
    const { source } = this.#dialogs;
    this.#standard = undefined;
    let cursor: string | null | undefined;
    do {
      const page = await source.groups({ limit: limits.pageSize, ...(cursor && { cursor }) });
      this.#reserved = page.reserved;
      this.#standard = page.items.find(({ isDefault }) => isDefault);
      cursor = page.next;
    } while (cursor && !this.#standard);
  }

  get #offered() {
    const all = this.#dialogs.view.data.capabilities?.roles ?? [];
    return all.filter(({ scope }) => scope === 'organization');
  }

  /** Where everybody has one role, groups give none: but what one gives can be taken from it. */
  get #givesRoles(): boolean {
    return this.#offered.length > 0 && (this.#dialogs.portal.rolesPerMember === 'many' || !!this.#base?.roles.length);
  }

  #fill(draft: Draft): void {
    this.#draft = draft;
    this.#faults = {};
    this.#roles.reset(this.#offered.filter(({ id }) => draft.roles.includes(id)));
    this.#set({});
  }

  #set(change: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...change };
    this.#faults = Object.fromEntries(
      Object.entries(this.#faults).filter(([field]) => !(field.split('/')[0]! in change)),
    );
    this.frame.touch();
  }

  /** What differs from the group as it was read. */
  #change(): GroupChange {
    const before = draftOf(this.#base);
    const { name, description, isDefault, roles, reservations } = this.#draft;
    const amounts = Object.fromEntries(Object.entries(reservations).filter(([, n]) => Number(n)));
    const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
    const sorted = (record: object): unknown => Object.entries(record).toSorted();
    return {
      ...(name.trim() !== before.name && { name: name.trim() }),
      ...(description.trim() !== before.description && { description: description.trim() }),
      ...(isDefault !== before.isDefault && { isDefault }),
      ...(!same(roles.toSorted(), before.roles.toSorted()) && { roles: [...roles] }),
      ...(!same(sorted(amounts), sorted(before.reservations)) && {
        reservations: Object.fromEntries(Object.entries(amounts).map(([kind, n]) => [kind, Number(n)])),
      }),
    };
  }

  async #save(): Promise<void> {
    const { host, source, words, view } = this.#dialogs;
    const base = this.#base;
    const change = this.#change();
    const name = this.#draft.name.trim();
    if (this.#theirs) return;
    if (!name) return this.#point({ name: words.nameMissing });
    if (base && !Object.keys(change).length) return this.frame.close();
    const options = base && { version: base.version };
    if (base && change.roles && base.roles.some((id) => !change.roles?.includes(id))) {
      const effect = await source.previewGroupUpdate(base.id, change, options);
      if (effect.refused) return void (this.frame.failure = this.#dialogs.view.connection.reason(effect.refused));
      if (!(await (await this.#dialogs.doing()).agrees(effect, name, words.save))) return;
    }
    if (!(await this.frame.asks(new BeforeGroupSaveEvent(base?.id, change)))) return;
    const { group } = base
      ? await source.updateGroup(base.id, change, options)
      : await source.createGroup({ ...change, name });
    this.frame.close();
    host.dispatchEvent(new GroupSavedEvent(group));
    this.#dialogs.tell(words.saved(group.name));
    void view.data.poll();
  }

  async #failed({ problem: { code, errors } }: SourceError, text: string | undefined): Promise<string | undefined> {
    const { source } = this.#dialogs;
    if (code === 'stale' && this.#base) {
      const doing = await this.#dialogs.doing();
      const { Theirs } = await import('./group.theirs.ts');
      const now = (await source.group(this.#base.id).catch(() => undefined))?.group;
      if (!now) return text;
      this.#theirs = new Theirs(this.#dialogs, doing.words, {
        group: now,
        before: draftOf(this.#base),
        now: draftOf(now),
        mine: () => this.#draft,
        change: () => this.#change(),
        settle: (draft) => this.#settle(now, draft),
      });
      return doing.changedBy(this.#base.id);
    }
    if (!errors?.some(({ pointer }) => pointer !== '')) return text;
    this.#point(
      Object.fromEntries(errors.map((one) => [one.pointer.slice(1), this.#dialogs.view.connection.fault(one)])),
    );
    return undefined;
  }

  #point(faults: Readonly<Record<string, string>>): void {
    this.#faults = faults;
    const { host, view } = this.#dialogs;
    host.requestUpdate();
    view.announcer.say(Object.values(faults).join(' '));
    const [first = ''] = Object.keys(faults);
    void host.updateComplete.then(() =>
      host.renderRoot
        .querySelector<HTMLElement>(`#group-${first.replace('/', '-').replace(/^(roles)-.*/, '$1')}`)
        ?.focus(),
    );
  }

  /** Goes on from what somebody else saved, with all that is in the form, what was changed in it, or nothing of it. */
  #settle(group: Group, draft: Draft): void {
    this.#base = group;
    this.frame.failure = this.#theirs = undefined;
    this.#fill(draft);
    this.frame.focusHeading();
  }

  render(): unknown {
    if (!this.frame.isOpen) return nothing;
    const { words, noun, view, portal } = this.#dialogs;
    const { create, edit } = view.connection.words('groups', groups);
    return this.frame.render({
      heading: this.#base ? (portal.labels.editGroup ?? edit(noun)) : (portal.labels.createGroup ?? create(noun)),
      verb: this.#base ? words.save : words.create,
      held: this.#theirs !== undefined,
      more: this.#theirs?.render(),
      submit: (event) =>
        void this.frame.save(
          event,
          () => this.#save(),
          (error, text) => this.#failed(error, text),
        ),
      body: this.#body(),
    });
  }

  #body(): TemplateResult {
    const { words, portal, formats } = this.#dialogs;
    const { name, description, isDefault } = this.#draft;
    const standard = this.#standard && this.#standard.id !== this.#base?.id ? this.#standard.name : undefined;
    const fault =
      this.#faults['roles'] ?? Object.entries(this.#faults).find(([field]) => field.startsWith('roles/'))?.[1];
    return html` ${this.#field(
      'name',
      words.name,
      html`<input
        id="group-name"
        class="field"
        dir="auto"
        maxlength=${limits.label}
        autocomplete="off"
        autofocus
        required
        aria-describedby="group-name-fault"
        aria-invalid=${this.#faults['name'] ? 'true' : nothing}
        .value=${name}
        @input=${(event: InputEvent) => this.#set({ name: (event.target as HTMLInputElement).value })}
      />`,
    )}
    ${
      hasFeature(portal, 'groupDescriptions')
        ? this.#field(
            'description',
            words.description,
            html`<textarea
              id="group-description"
              class="field"
              rows="2"
              dir="auto"
              maxlength=${limits.description}
              aria-describedby="group-description-fault"
              .value=${description}
              @input=${(event: InputEvent) => this.#set({ description: (event.target as HTMLTextAreaElement).value })}
            ></textarea>`,
            words.optional,
          )
        : nothing
    }
    ${
      portal.rules.defaultGroup || this.#base?.isDefault
        ? html`<label class="role">
            <input
              id="group-isDefault"
              type="checkbox"
              .checked=${isDefault}
              aria-labelledby="default-name"
              aria-describedby="default-about"
              @change=${(event: Event) => this.#set({ isDefault: (event.target as HTMLInputElement).checked })}
            /><span
              ><span class="role-name" id="default-name">${words.default(this.#dialogs.noun)}</span
              ><span class="about" id="default-about"
                >${words.defaultHint}
                ${standard ? (isDefault ? words.defaultTaken(standard) : words.defaultNow(standard)) : ''}</span
              ></span
            ></label
          >`
        : nothing
    }
    ${
      this.#givesRoles
        ? html`<fieldset class="row" id="group-roles" tabindex="-1" aria-describedby="roles-hint roles-fault">
            <legend class="label">${portal.labels.role ?? words.roles}</legend>
            ${this.#roles.render()}
            <p id="roles-fault" class="fault">${fault}</p>
            <p id="roles-hint" class="aside">${words.rolesHint}</p>
          </fieldset>`
        : nothing
    }
    ${
      portal.reservations.length
        ? html`<fieldset class="row">
            <legend class="label">${words.reservations}</legend>
            <div class="amounts">
              ${portal.reservations.map(({ kind, name: label, unit, total }) => {
                const field = `reservations/${kind}`;
                const own = this.#base?.reservations[kind] ?? 0;
                const typed = this.#draft.reservations[kind] ?? '';
                const left = total - (this.#reserved[kind] ?? 0) + own - (Number(typed) || 0);
                return this.#field(
                  field,
                  label,
                  html`<input
                      id="group-reservations-${kind}"
                      class="field"
                      type="number"
                      inputmode="numeric"
                      min="0"
                      step="1"
                      aria-describedby="group-reservations-${kind}-hint group-reservations-${kind}-fault"
                      aria-invalid=${this.#faults[field] ? 'true' : nothing}
                      .value=${typed}
                      @input=${(event: InputEvent) => {
                        const input = event.target as HTMLInputElement;
                        const value = input.value.replace(/[^0-9]/g, '');
                        if (input.value !== value) input.value = value;
                        this.#set({ reservations: { ...this.#draft.reservations, [kind]: value } });
                      }}
                    />
                    <p id="group-reservations-${kind}-hint" class="aside ${left < 0 ? 'bad' : ''}">
                      ${words.left(formats.number(Math.max(0, left)), formats.number(total), unit)}
                    </p>`,
                );
              })}
            </div>
          </fieldset>`
        : nothing
    }`;
  }

  #field(field: string, label: string, control: unknown, aside = ''): TemplateResult {
    const id = `group-${field.replace('/', '-')}`;
    return html`<div class="row">
      <div class="label">
        <label for=${id}>${label}</label>${aside ? html`<span class="counter">${aside}</span>` : nothing}
      </div>
      ${control}
      <p id="${id}-fault" class="fault">${this.#faults[field]}</p>
    </div>`;
  }
}
