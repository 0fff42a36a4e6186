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

const sorted = (ids: readonly string[]): string => ids.toSorted().join();

/** What somebody is in the group, and which groups they are in. */
export class GroupRoleForm {
  readonly #dialogs: GroupDialogs;
  readonly frame: Frame;
  readonly #combobox: ComboboxController;
  #member: GroupMember | undefined;
  #group: Group | undefined;
  #role: GroupRole = 'member';
  /** What somebody else changed, with the ways to go on; absent while nobody has to choose. */
  #theirs: (() => TemplateResult) | undefined;

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
    this.#theirs = undefined;
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
    return sorted(this.#groups) !== sorted(this.#member?.groups ?? []);
  }

  get #changed(): boolean {
    return this.#role !== this.#member?.groupRole || this.#moved;
  }

  async #save(member: GroupMember, group: Group): Promise<void> {
    if (this.#theirs) return;
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

  /** Where somebody else changed the person or the group: what is seen of that here is chosen from, else all stays. */
  async #failed({ problem }: SourceError, text: string | undefined): Promise<string | undefined> {
    const [member, group] = [this.#member, this.#group];
    if (problem.code !== 'stale' || !member || !group) return text;
    const { source, words } = this.#dialogs;
    const doing = await this.#dialogs.doing();
    const person = await source.member(member.id).catch(() => undefined);
    const changed = (await source.group(group.id).catch(() => undefined))?.group;
    if (changed) this.#group = changed;
    if (!person) return `${await doing.changedBy(group.id)} ${words.kept}`;
    const moved = person.member.version !== member.version;
    const now = { ...member, groups: person.member.groups, version: person.member.version };
    const people = await source.groupMembers(group.id, { query: member.email }).catch(() => undefined);
    now.groupRole = people?.items.find(({ id }) => id === member.id)?.groupRole ?? now.groupRole;
    const said = await doing.changedBy(moved ? member.id : group.id);
    const same = now.groupRole === member.groupRole && sorted(now.groups) === sorted(member.groups);
    if (same) {
      this.#member = now;
      return `${said} ${words.kept}`;
    }
    const { choices, merged } = await import('../templates/theirs.ts');
    const names = new Map(this.#combobox.selected.map(({ id, name }) => [id, name]));
    const nameOf = (id: string): string => names.get(id) ?? person.names[id] ?? id;
    const mine = { role: this.#role, groups: this.#groups };
    const drafts = {
      mine,
      theirs: { role: now.groupRole, groups: now.groups },
      both: {
        // Of two roles there is one that either of them can have changed to.
        role: mine.role === member.groupRole ? now.groupRole : mine.role,
        groups: merged(member.groups, mine.groups, now.groups),
      },
    };
    this.#theirs = () => {
      const { portal, formats, view } = this.#dialogs;
      const { groupRole, groupRoles } = view.connection.words('group', pageWords);
      const differing: [string, string][] = [];
      if (now.groupRole !== member.groupRole)
        differing.push([portal.labels.groupRole ?? groupRole, groupRoles[now.groupRole]]);
      if (sorted(now.groups) !== sorted(member.groups))
        differing.push([this.#label, formats.list(now.groups.map(nameOf))]);
      return choices(doing.words, differing, (way) => {
        this.#member = now;
        this.#role = drafts[way].role;
        this.#combobox.selected = drafts[way].groups.map((id) => ({ id, name: nameOf(id) }));
        this.#theirs = this.frame.failure = undefined;
        this.frame.touch();
        this.frame.focusHeading();
      });
    };
    return said;
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
      held: this.#theirs !== undefined,
      more: this.#theirs?.(),
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
