import { html, nothing, type TemplateResult } from 'lit';
import type { Group, GroupId, GroupMember, GroupRole } from '../../server/contract/index.ts';
import { BeforeGroupMembersChangeEvent, GroupMembersChangedEvent } from '../controllers/group.events.ts';
import { BeforeMemberUpdateEvent, MemberUpdatedEvent } from '../controllers/member.events.ts';
import { group as pageWords } from '../messages/en-group.ts';
import { groups as groupsWords } from '../messages/en-groups.ts';
import type { SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { comboboxStyles } from '../templates/combobox.styles.ts';
import type { GroupDialogs } from './group.dialogs.ts';
import { Frame } from './group.frame.ts';

/** What somebody is in the group, and which groups they are in. */
export class GroupRoleForm {
  readonly #dialogs: GroupDialogs;
  readonly frame: Frame;
  readonly #combobox: ComboboxController;
  #member: GroupMember | undefined;
  #group: Group | undefined;
  #role: GroupRole = 'member';

  constructor(dialogs: GroupDialogs) {
    this.#dialogs = dialogs;
    adopt(dialogs.host.renderRoot, chipsStyles, comboboxStyles);
    this.frame = new Frame(dialogs, 'role', () => this.#changed);
    this.#combobox = new ComboboxController(dialogs.host, {
      id: 'groups',
      search: (query, signal) => this.#search(query, signal),
      changed: () => this.frame.touch(),
      say: (text) => dialogs.view.announcer.say(text),
      words: () => comboboxWords(dialogs.view.connection, this.#label, view().search),
    });
    const view = (): typeof groupsWords => dialogs.view.connection.words('groups', groupsWords);
  }

  open(member: GroupMember, group: Group, names: Readonly<Record<string, string>>): void {
    this.#member = member;
    this.#group = group;
    this.#role = member.groupRole;
    this.#combobox.reset();
    this.#combobox.selected = member.groups.map((id) => ({ id, name: names[id] ?? id }));
    this.frame.open();
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

  async #save(member: GroupMember, group: Group): Promise<void> {
    if (!this.#changed) return this.frame.close();
    if (!(await this.#move(member)) || !(await this.#promote(member, group))) return;
    this.frame.close();
    this.#dialogs.tell(this.#dialogs.words.saved(member.name ?? member.email));
    void this.#dialogs.view.data.poll();
  }

  /** Into the groups that were chosen; false where somebody did not want it after all. */
  async #move(member: GroupMember): Promise<boolean> {
    const { host, source, words, common, formats, confirm } = this.#dialogs;
    if (!this.#moved) return true;
    const change = { groups: this.#groups };
    const options = { version: member.version };
    const effect = await source.previewMemberUpdate(member.id, change, options);
    if (effect.refused) {
      this.frame.failure = this.#dialogs.view.connection.reason(effect.refused);
      return false;
    }
    const name = member.name ?? member.email;
    const { lost } = effect.roles;
    const sure =
      !lost.length ||
      (await confirm.ask({
        title: words.effectTitle(1, formats),
        detail: words.loses(name, formats.list(lost.map((id) => effect.names[id] ?? id)), 1, formats),
        verb: words.save,
        cancel: common.cancel,
        danger: true,
      }));
    if (!sure) return false;
    if (!(await this.frame.asks(new BeforeMemberUpdateEvent(member.id, change)))) return false;
    const answer = await source.updateMember(member.id, change, options);
    this.#member = { ...member, groups: answer.member.groups, version: answer.member.version };
    host.dispatchEvent(new MemberUpdatedEvent(answer.member));
    return true;
  }

  async #promote(member: GroupMember, group: Group): Promise<boolean> {
    const { host, source } = this.#dialogs;
    if (this.#role === member.groupRole || !this.#groups.includes(group.id)) return true;
    const change = { update: [{ id: member.id, groupRole: this.#role }] };
    if (!(await this.frame.asks(new BeforeGroupMembersChangeEvent(group.id, change)))) return false;
    const answer = await source.changeGroupMembers(group.id, change, { version: group.version });
    host.dispatchEvent(new GroupMembersChangedEvent(answer));
    return true;
  }

  /** Where somebody else changed the person or the group, what is chosen here stays, to be saved again. */
  async #failed({ problem }: SourceError, text: string | undefined): Promise<string | undefined> {
    const [member, group] = [this.#member, this.#group];
    if (problem.code !== 'stale' || !member || !group) return text;
    const { source, words } = this.#dialogs;
    const person = await source.member(member.id).catch(() => undefined);
    const now = await source.group(group.id).catch(() => undefined);
    const moved = person && person.member.version !== member.version;
    if (person) this.#member = { ...member, groups: person.member.groups, version: person.member.version };
    if (now) this.#group = now.group;
    return `${await (await this.#dialogs.doing()).changedBy(moved ? member.id : group.id)} ${words.kept}`;
  }

  render(): unknown {
    const [member, group] = [this.#member, this.#group];
    if (!this.frame.isOpen || !member || !group) return nothing;
    const { words, portal, view } = this.#dialogs;
    const pages = view.connection.words('group', pageWords);
    const label = portal.labels.groupRole ?? pages.groupRole;
    return this.frame.render({
      heading: words.roleOf(label, member.name ?? member.email),
      verb: words.save,
      submit: (event) =>
        void this.frame.save(
          event,
          () => this.#save(member, group),
          (error, text) => this.#failed(error, text),
        ),
      body: this.#body(member, label, pages.groupRoles),
    });
  }

  #body({ can }: GroupMember, label: string, roles: Record<GroupRole, string>): TemplateResult {
    const { formats, view } = this.#dialogs;
    const refused = can.update === true ? undefined : view.connection.reason(can.update);
    return html`<fieldset class="row">
        <legend class="label">${label}</legend>
        <div class="roles">
          ${(['member', 'owner'] as const).map(
            (role) =>
              html`<label class="role"
                ><input
                  type="radio"
                  name="group-role"
                  .checked=${this.#role === role}
                  @change=${() => {
                    this.#role = role;
                    this.frame.touch();
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
      </div>`;
  }
}
