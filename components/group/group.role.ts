import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Group, GroupId, GroupMember, GroupRole } from '../../server/contract/index.ts';
import { BeforeGroupMembersChangeEvent, GroupMembersChangedEvent } from '../controllers/group.events.ts';
import { BeforeMemberUpdateEvent, MemberUpdatedEvent } from '../controllers/member.events.ts';
import { group as pageWords } from '../messages/en-group.ts';
import { groups as groupsWords } from '../messages/en-groups.ts';
import { toSourceError } from '../source/failure.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { DialogController } from '../templates/dialog.ts';
import type { GroupDialogs } from './group.dialogs.ts';

/** What somebody is in the group, and which groups they are in. */
export class GroupRoleForm {
  readonly #dialogs: GroupDialogs;
  readonly #dialog: DialogController;
  readonly #combobox: ComboboxController;
  #member: GroupMember | undefined;
  #group: Group | undefined;
  #role: GroupRole = 'member';
  #failure: string | undefined;
  #busy = false;

  constructor(dialogs: GroupDialogs) {
    this.#dialogs = dialogs;
    this.#dialog = new DialogController(dialogs.host, 'role', {
      dismiss: (way) => void this.#leave(way),
      fallbackFocus: () => dialogs.host.renderRoot.querySelector('h2'),
    });
    this.#combobox = new ComboboxController(dialogs.host, {
      id: 'groups',
      search: (query, signal) => this.#search(query, signal),
      changed: () => this.#touch(),
      say: (text) => dialogs.view.announcer.say(text),
      words: () => dialogs.comboboxWords(this.#label, view().search),
    });
    const view = (): typeof groupsWords => dialogs.view.connection.words('groups', groupsWords);
  }

  open(member: GroupMember, group: Group, names: Readonly<Record<string, string>>): void {
    this.#member = member;
    this.#group = group;
    this.#role = member.groupRole;
    this.#failure = undefined;
    this.#combobox.reset();
    this.#combobox.selected = member.groups.map((id) => ({ id, name: names[id] ?? id }));
    this.#dialog.show();
  }

  get #label(): string {
    const { portal, words } = this.#dialogs;
    return portal.labels.groups ?? words.groups;
  }

  async #search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const { source, formats, view } = this.#dialogs;
    const { people } = view.connection.words('groups', groupsWords);
    const { items, total } = await source.groups({ ...(query && { query }), limit: 25 }, { signal });
    return {
      total,
      items: items.map(({ id, name, memberCount, can }) => ({
        id,
        name,
        detail: people(memberCount, formats),
        refused: can.members === true ? undefined : view.connection.reason(can.members),
      })),
    };
  }

  get #groups(): GroupId[] {
    return this.#combobox.selected.map(({ id }) => id as GroupId);
  }

  get #moved(): boolean {
    return this.#groups.toSorted().join() !== this.#member?.groups.toSorted().join();
  }

  get #changed(): boolean {
    return this.#role !== this.#member?.groupRole || this.#moved;
  }

  #touch(): void {
    this.#dialogs.dirty(this.#changed);
    this.#dialogs.host.requestUpdate();
  }

  async #leave(way?: string): Promise<void> {
    if (this.#busy || (this.#changed && (way === 'beside' || !(await this.#dialogs.loses())))) return;
    this.#close();
  }

  #close(): void {
    this.#dialog.close();
    this.#dialogs.dirty(false);
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { host, words, view } = this.#dialogs;
    const [member, group] = [this.#member, this.#group];
    if (this.#busy || !member || !group) return;
    if (!this.#changed) return this.#close();
    this.#busy = true;
    this.#failure = undefined;
    host.requestUpdate();
    try {
      if (!(await this.#move(member)) || !(await this.#promote(member, group))) return;
      this.#close();
      this.#dialogs.tell(words.saved(member.name ?? member.email));
      void view.data.poll();
    } catch (cause) {
      const error = toSourceError(cause);
      this.#failure = view.failed(error);
      if (error.problem.code === 'stale') await this.#renew(member, group);
    } finally {
      this.#busy = false;
      host.requestUpdate();
    }
  };

  /** Into the groups that were chosen; false where somebody did not want it after all. */
  async #move(member: GroupMember): Promise<boolean> {
    const { host, source, words, common, formats, confirm } = this.#dialogs;
    if (!this.#moved) return true;
    const change = { groups: this.#groups };
    const options = { version: member.version };
    const effect = await source.previewMemberUpdate(member.id, change, options);
    if (effect.refused) {
      this.#failure = effect.refused.reason;
      return false;
    }
    const name = member.name ?? member.email;
    const { lost } = effect.roles;
    const sure =
      !lost.length ||
      (await confirm.ask({
        title: words.effectTitle(name),
        detail: words.loses(1, words.losing(name, formats.list(lost.map((id) => effect.names[id] ?? id))), formats),
        verb: words.save,
        cancel: common.cancel,
        danger: true,
      }));
    if (!sure) return false;
    if (!(await this.#dialogs.ask(new BeforeMemberUpdateEvent(member.id, change)))) return this.#held();
    const answer = await source.updateMember(member.id, change, options);
    this.#member = { ...member, groups: answer.member.groups, version: answer.member.version };
    host.dispatchEvent(new MemberUpdatedEvent(answer.member));
    return true;
  }

  async #promote(member: GroupMember, group: Group): Promise<boolean> {
    const { host, source } = this.#dialogs;
    if (this.#role === member.groupRole || !this.#groups.includes(group.id)) return true;
    const change = { update: [{ id: member.id, groupRole: this.#role }] };
    if (!(await this.#dialogs.ask(new BeforeGroupMembersChangeEvent(group.id, change)))) return this.#held();
    const answer = await source.changeGroupMembers(group.id, change, { version: group.version });
    host.dispatchEvent(new GroupMembersChangedEvent(answer));
    return true;
  }

  #held(): false {
    this.#failure = this.#dialogs.words.held;
    return false;
  }

  /** Somebody else changed the person or the group: what is chosen here stays, to be saved again. */
  async #renew({ id }: GroupMember, group: Group): Promise<void> {
    const { source, words } = this.#dialogs;
    const [person, now] = await Promise.all([
      source.member(id).catch(() => undefined),
      source.group(group.id).catch(() => undefined),
    ]);
    if (person && this.#member)
      this.#member = { ...this.#member, groups: person.member.groups, version: person.member.version };
    if (now) this.#group = now.group;
    this.#failure = `${await this.#dialogs.changedBy(person && person.member.groups ? id : group.id)} ${words.kept}`;
  }

  render(): unknown {
    if (!this.#dialog.open || !this.#member) return nothing;
    const { words, common, portal, view } = this.#dialogs;
    const pages = view.connection.words('group', pageWords);
    const label = portal.labels.groupRole ?? pages.groupRole;
    return this.#dialog.render({
      heading: words.roleTitle(label, this.#member.name ?? this.#member.email),
      body: this.#body(this.#member, label, pages.groupRoles),
      foot: html`<button type="button" class="button" @click=${() => void this.#leave('button')}>
          ${common.cancel}
        </button>
        <button type="submit" form="role-form" class="button primary go" aria-disabled=${this.#busy ? 'true' : 'false'}>
          ${this.#busy ? html`<span class="spinner"></span>` : nothing}${words.save}
        </button>`,
      close: common.close,
      busy: this.#busy,
    });
  }

  #body({ can }: GroupMember, label: string, roles: Record<GroupRole, string>): TemplateResult {
    const { formats, view } = this.#dialogs;
    const refused = can.update === true ? undefined : view.connection.reason(can.update);
    return html`<form class="form" id="role-form" @submit=${this.#save}>
      ${this.#dialogs.banner(this.#failure)}
      <fieldset class="row">
        <legend class="label">${label}</legend>
        <div class="roles">
          ${(['member', 'owner'] as const).map(
            (role) =>
              html`<label class="role"
                ><input
                  type="radio"
                  name="group-role"
                  .checked=${live(this.#role === role)}
                  @change=${() => {
                    this.#role = role;
                    this.#touch();
                  }}
                /><span class="role-name">${roles[role]}</span></label
              >`,
          )}
        </div>
      </fieldset>
      <div class="row">
        <div class="label">
          ${refused ? html`<span>${this.#label}</span>` : html`<label for="groups">${this.#label}</label>`}
        </div>
        ${
          refused
            ? html`<bdi>${formats.list(this.#combobox.selected.map(({ name }) => name))}</bdi>
                <p class="aside">${refused}</p>`
            : this.#combobox.render()
        }
      </div>
    </form>`;
  }
}
