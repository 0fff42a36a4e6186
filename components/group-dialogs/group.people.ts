import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  hasFeature,
  type Group,
  type GroupMemberList,
  type GroupMembersChange,
  type GroupRole,
  type Member,
  type MemberId,
} from '../../server/contract/index.ts';
import { BeforeGroupMembersChangeEvent, GroupMembersChangedEvent } from '../controllers/group.events.ts';
import { PagedList } from '../controllers/paged-list.ts';
import { group as pageWords } from '../messages/en-group.ts';
import type { SourceError } from '../source/source.ts';
import { adopt } from '../styles/adopt.ts';
import { avatar, avatarStyles } from '../templates/avatar.ts';
import { address, personal } from '../templates/cells.ts';
import { choose } from '../templates/choose.ts';
import { chipsStyles } from '../templates/chips.styles.ts';
import { ComboboxController, type Choice } from '../templates/combobox.ts';
import { comboboxWords } from '../templates/combobox-words.ts';
import { comboboxStyles } from '../templates/combobox.styles.ts';
import { xIcon } from '../templates/icons.ts';
import { pager } from '../templates/pager.ts';
import type { GroupDialogs } from './group.dialogs.ts';
import { Frame } from './group.frame.ts';

/** Somebody whose place in the group changes: what they are in it, and what they are to be; absent is not in it. */
interface Staged {
  member: Pick<Member, 'id' | 'name' | 'email'>;
  was: GroupRole | undefined;
  now: GroupRole | undefined;
}

const labelOf = ({ name, email }: Staged['member']): string => name ?? email;

/** The editor of who is in a group. Everything in it is staged; one request at the end does all of it or nothing. */
export class GroupPeople {
  readonly #dialogs: GroupDialogs;
  readonly frame: Frame;
  readonly #combobox: ComboboxController;
  readonly #list: PagedList<GroupMemberList>;
  #group: Group | undefined;
  #staged: ReadonlyMap<MemberId, Staged> = new Map();
  /** People the last search found, by id. */
  #found = new Map<string, Member>();
  #faults: ReadonlyMap<MemberId, string> = new Map();
  #pageSize = 25;

  constructor(dialogs: GroupDialogs) {
    this.#dialogs = dialogs;
    adopt(dialogs.host.renderRoot, avatarStyles, chipsStyles, comboboxStyles);
    this.frame = new Frame(dialogs, 'manage', () => this.#staged.size > 0);
    this.#list = new PagedList(dialogs.host, (cursor, signal) =>
      dialogs.source.groupMembers(this.#group!.id, { limit: this.#pageSize, ...(cursor && { cursor }) }, { signal }),
    );
    this.#combobox = new ComboboxController(dialogs.host, {
      id: 'people',
      search: (query, signal) => this.#search(query, signal),
      changed: ([choice]) => this.#add(choice),
      say: (text) => dialogs.view.announcer.say(text),
      words: () => comboboxWords(dialogs.view.connection, dialogs.words.addPeople, dialogs.searchText),
    });
  }

  async open(group: Group): Promise<void> {
    this.#group = group;
    this.#staged = this.#faults = new Map();
    this.#combobox.reset();
    this.#list.clear();
    await this.#list.restart();
    if (this.#list.error) throw this.#list.error;
    this.frame.open();
    await this.#dialogs.host.updateComplete;
    this.#focusField();
  }

  /** What others did meanwhile is seen in the list, and told where it was the group itself; what is staged stays. */
  async poll(): Promise<void> {
    const shown = this.#group;
    if (!this.frame.isOpen || !shown) return;
    await this.#list.reload(true);
    const now = (await this.#dialogs.source.group(shown.id).catch(() => undefined))?.group;
    if (!now || this.#group !== shown || now.version === shown.version) return;
    this.#group = now;
    this.frame.failure = await (await this.#dialogs.doing()).changedBy(now.id);
    this.frame.touch();
  }

  async #search(query: string, signal: AbortSignal): Promise<{ items: Choice[]; total: number }> {
    const { source, words } = this.#dialogs;
    const { items, total } = await source.members({ ...(query && { query }), limit: 25 }, { signal });
    this.#found = new Map(items.map((member) => [member.id, member]));
    return {
      total,
      items: items.map((member) => {
        const { id, name, email, groups } = member;
        const staged = this.#staged.get(id);
        const inside = groups.includes(this.#group!.id) && (!staged || staged.now);
        const refused = inside ? words.already : staged?.now ? words.staged : undefined;
        return { id, name: name ?? email, detail: name ? email : undefined, refused };
      }),
    };
  }

  #add(choice: Choice | undefined): void {
    const member = choice && this.#found.get(choice.id);
    this.#combobox.selected = [];
    if (!member) return;
    const before = this.#staged.get(member.id);
    // Chosen again after being taken out: as before.
    this.#stage(before ? { ...before, now: before.was } : { member, was: undefined, now: 'member' });
  }

  #stage(one: Staged): void {
    const staged = new Map(this.#staged);
    if (one.was === one.now) staged.delete(one.member.id);
    else staged.set(one.member.id, one);
    this.#staged = staged;
    const faults = new Map(this.#faults);
    faults.delete(one.member.id);
    this.#faults = faults;
    this.#dialogs.view.announcer.say(this.#summary);
    this.frame.touch();
  }

  /** Takes back what is staged for one; where the row goes with it, the focus goes to the field. */
  #undo({ was, ...one }: Staged): void {
    this.#stage({ ...one, was, now: was });
    if (!was) this.#focusField();
  }

  #focusField(): void {
    this.#dialogs.host.renderRoot.querySelector<HTMLElement>('#people')?.focus();
  }

  /** Whether those who are in it are shown, to be changed or taken out; else people are only added here. */
  get #edits(): boolean {
    return hasFeature(this.#dialogs.portal, 'groupEditor');
  }

  get #counts(): { add: Staged[]; remove: Staged[]; change: Staged[] } {
    const all = [...this.#staged.values()];
    return {
      add: all.filter(({ was }) => !was),
      remove: all.filter(({ now }) => !now),
      change: all.filter(({ was, now }) => was && now),
    };
  }

  /** "3 to add, 1 to remove" */
  get #summary(): string {
    const { words, formats } = this.#dialogs;
    const { add, remove, change } = this.#counts;
    const parts = [
      add.length && words.toAdd(add.length, formats),
      remove.length && words.toRemove(remove.length, formats),
      change.length && words.toChange(change.length, formats),
    ].filter((part) => part !== 0);
    return parts.join(', ') || words.nothingStaged;
  }

  async #update(group: Group): Promise<void> {
    const { host, source, words, view } = this.#dialogs;
    if (!this.#staged.size) return this.frame.close();
    const { add, remove, change } = this.#counts;
    const request: GroupMembersChange = {
      ...(add.length && { add: add.map(({ member: { id }, now }) => ({ id, groupRole: now! })) }),
      ...(change.length && { update: change.map(({ member: { id }, now }) => ({ id, groupRole: now! })) }),
      ...(remove.length && { remove: remove.map(({ member }) => member.id) }),
    };
    const options = { version: group.version };
    if (remove.length && group.roles.length) {
      const effect = await source.previewGroupMembers(group.id, request, options);
      if (effect.refused) return void (this.frame.failure = this.#dialogs.view.connection.reason(effect.refused));
      if (!(await (await this.#dialogs.doing()).agrees(effect, group.name, words.update))) return;
    }
    if (!(await this.frame.asks(new BeforeGroupMembersChangeEvent(group.id, request)))) return;
    const answer = await source.changeGroupMembers(group.id, request, options);
    this.frame.close();
    host.dispatchEvent(new GroupMembersChangedEvent(answer));
    this.#dialogs.tell(words.updated(group.name));
    void view.data.poll();
  }

  async #failed(group: Group, { problem }: SourceError, text: string | undefined): Promise<string | undefined> {
    const { source, words } = this.#dialogs;
    const { add, remove, change } = this.#counts;
    const rows = { add, remove, update: change } as Record<string, Staged[]>;
    const faults = (problem.errors ?? []).flatMap((fault) => {
      const [, part = '', at = ''] = fault.pointer.split('/');
      const one = rows[part]?.[Number(at)];
      return one ? [[one.member.id, this.#dialogs.view.connection.fault(fault)] as const] : [];
    });
    this.#faults = new Map(faults);
    void this.#list.reload(true);
    if (problem.code !== 'stale') return text;
    this.#group = (await source.group(group.id).catch(() => undefined))?.group ?? group;
    return `${await (await this.#dialogs.doing()).changedBy(group.id)} ${words.kept}`;
  }

  render(): unknown {
    const group = this.#group;
    if (!this.frame.isOpen || !group) return nothing;
    const { words, common } = this.#dialogs;
    return this.frame.render({
      heading: this.#edits ? words.manageTitle(group.name) : words.addPeople,
      lead: this.#edits ? words.manageLead : group.name,
      hint: this.#summary,
      cancel: this.#staged.size ? this.#dialogs.discard : common.cancel,
      verb: words.update,
      submit: (event) =>
        void this.frame.save(
          event,
          () => this.#update(group),
          (error, text) => this.#failed(group, error, text),
        ),
      body: this.#body(group),
    });
  }

  #body(group: Group): TemplateResult {
    const { words, common, formats, view, portal } = this.#dialogs;
    const page = this.#edits ? this.#list.page : undefined;
    const here = new Set(page?.items.map(({ id }) => id));
    const search = view.data.capabilities?.caller.can['member:read'] === true;
    // What is staged for people of another page stands with those who are added: all of it is in sight before Update.
    const rows: Staged[] = [
      ...[...this.#staged.values()].filter(({ member }) => !here.has(member.id)).toReversed(),
      ...(page?.items ?? []).map(
        (member) =>
          this.#staged.get(member.id) ?? {
            member,
            was: member.groupRole,
            now: member.groupRole as GroupRole | undefined,
          },
      ),
    ];
    return html`<div class="row">
        <div class="label"><label for="people">${words.addPeople}</label></div>
        ${search ? this.#combobox.render() : html`<p class="aside">${words.noSearch}</p>`}
      </div>
      <div class="row">
        ${
          this.#edits
            ? html`<div class="label">
                <span id="in-it">${words.inIt(this.#dialogs.noun)}</span
                ><span class="counter">${formats.number(page?.total ?? group.memberCount)}</span>
              </div>`
            : html`<span id="in-it" class="vh">${this.#summary}</span>`
        }
        <ul class="people" aria-labelledby="in-it">
          ${repeat(
            rows,
            ({ member }) => member.id,
            (one) => this.#row(one),
          )}
        </ul>
        ${rows.length || !this.#edits ? nothing : html`<p class="aside">${words.nobody}</p>`}
        ${
          page && page.total > 10
            ? pager(common, formats, {
                index: this.#list.index,
                pageSize: this.#pageSize,
                shown: page.items.length,
                totalText: formats.number(page.total),
                hasNext: Boolean(page.next),
                onPage: (forward) => void (forward ? this.#list.next() : this.#list.previous()),
                onSize: hasFeature(portal, 'pageSizes')
                  ? (size) => {
                      this.#pageSize = size;
                      void this.#list.restart();
                    }
                  : undefined,
              })
            : nothing
        }
      </div>`;
  }

  #row(one: Staged): TemplateResult {
    const { words, portal, view } = this.#dialogs;
    const { member, was, now } = one;
    const name = labelOf(member);
    const { groupRole, groupRoles } = view.connection.words('group', pageWords);
    const label = portal.labels.groupRole ?? groupRole;
    const state = was === now ? '' : was ? (now ? 'changed' : 'removed') : 'added';
    const fault = this.#faults.get(member.id);
    const choices = (['member', 'owner'] as const).map((value) => ({ value, label: groupRoles[value] }));
    return html`<li class="person ${state}">
      ${avatar(member.id, name)}
      <span class="whom"
        ><span class="name">${member.name ? personal(member.name) : address(member.email)}</span> ${
          state
            ? html`<span class="badge ${state === 'added' ? 'good' : state === 'removed' ? 'bad' : 'warn'}" part="badge"
                >${words.marks[state]}</span
              >`
            : nothing
        }
        ${member.name ? html`<small>${address(member.email)}</small>` : nothing}
        ${fault ? html`<small class="bad" role="alert">${fault}</small>` : nothing}</span
      >
      ${now && this.#edits && hasFeature(portal, 'groupRoles') ? choose(words.roleOf(label, name), now, choices, (value) => this.#stage({ ...one, now: value as GroupRole })) : nothing}
      ${
        state
          ? html`<button
              type="button"
              class="button undo"
              aria-label=${words.undo(name)}
              @click=${() => this.#undo(one)}
            >
              ${this.#dialogs.common.undo}
            </button>`
          : html`<button
              type="button"
              class="button quiet square"
              aria-label=${words.remove(name)}
              @click=${(event: Event) => this.#takeOut(one, event)}
            >
              ${xIcon}
            </button>`
      }
    </li>`;
  }

  /** The button becomes the one that takes it back: focus stays on it. */
  #takeOut(one: Staged, event: Event): void {
    const row = (event.currentTarget as Element).closest('li');
    this.#stage({ ...one, now: undefined });
    void this.#dialogs.host.updateComplete.then(() => row?.querySelector<HTMLElement>('.undo')?.focus());
  }
}
