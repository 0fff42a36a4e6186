import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  hasFeature,
  type Group as GroupData,
  type GroupAnswer,
  type GroupMember,
  type GroupMemberList,
} from '../../server/contract/index.ts';
import { ask } from '../controllers/before-event.ts';
import { BeforeGroupMembersChangeEvent, GroupMembersChangedEvent } from '../controllers/group.events.ts';
import { ListView, type Column, type ListQuery } from '../controllers/list-view.ts';
import { MemberOpenEvent } from '../controllers/member-open.events.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { group as dictionary } from '../messages/en-group.ts';
import { groups } from '../messages/en-groups.ts';
import { members } from '../messages/en-members.ts';
import { controls } from '../styles/controls.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { listLines } from '../styles/list-lines.ts';
import { listStyles } from '../styles/list.ts';
import { tokens } from '../styles/tokens.ts';
import { avatar, avatarStyles } from '../templates/avatar.ts';
import { address, groupsCell, personal } from '../templates/cells.ts';
import { groupMenu, inText } from '../templates/group-menu.ts';
import { banIcon, pencilIcon } from '../templates/icons-later.ts';
import { userPlusIcon } from '../templates/icons.ts';
import { menuStyles, type MenuItem } from '../templates/menu.ts';
import { groupStyles } from './group.styles.ts';

// Their names and classes belong to this element's listeners as well.
export type {
  BeforeGroupDeleteEvent,
  BeforeGroupSaveEvent,
  GroupDeletedEvent,
  GroupSavedEvent,
} from '../controllers/group.events.ts';
export type { DirtyChangeEvent } from '../controllers/dirty.events.ts';
export type { BeforeMemberUpdateEvent, MemberUpdatedEvent } from '../controllers/member.events.ts';
export type { NotifyEvent, RosterErrorEvent } from '../controllers/notify.events.ts';
export type { ReadyEvent } from '../controllers/ready.events.ts';

type Dialogs = import('../group-dialogs/group.dialogs.ts').GroupDialogs;
type Page = GroupMemberList & GroupAnswer;

export interface Group extends Settings {}

/**
 * One group: its name, what it gives and sets aside, and its members as a table; with the editor of who is in it, where
 * nothing changes before all of it is sent at once. Whoever owns the group may use it as well, as far as the server says.
 *
 * @tag roster-group
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words, numbers and moments, BCP 47.
 * @attr {string} time-zone - IANA time zone of moments.
 * @attr {'light'|'dark'|'system'} theme - Colours; absent: the page's `color-scheme`.
 * @attr {'comfortable'|'compact'} density - Height of rows and controls.
 * @attr {boolean} readonly - Nothing can be changed.
 * @attr {number} heading-level - Level of the heading, 1 to 6; 2 by default.
 * @attr {'toast'|'inline'|'none'} notifications - Where successes are told; `none` leaves them to the host.
 * @property {() => Promise<string>} getToken - Gives a widget token whenever one is needed.
 * @property {Source} source - The data source, instead of HTTP to `api-url`.
 * @property {MessageOverrides} messages - The host's own words.
 * @property {Partial<Portal>} portal - Narrows what the server says of the portal.
 *
 * @slot heading - Instead of the heading.
 * @slot actions - Beside the button that adds people.
 * @slot empty - Instead of the text for a group without people.
 * @slot no-results - Instead of the text for a search that nobody matches.
 * @slot error - Instead of the text for a group that could not be loaded.
 * @slot footer - Below the table.
 *
 * @fires {ReadyEvent} roster-ready - The group, or the state instead of it, is on screen.
 * @fires {MemberOpenEvent} roster-member-open - Somebody asks to see one member; cancelable: otherwise their part in the group is edited.
 * @fires {BeforeGroupSaveEvent} roster-before-group-save - A group is about to be made or changed; cancelable.
 * @fires {GroupSavedEvent} roster-group-saved - A group was made or changed.
 * @fires {BeforeGroupDeleteEvent} roster-before-group-delete - A group is about to be deleted; cancelable.
 * @fires {GroupDeletedEvent} roster-group-deleted - A group was deleted.
 * @fires {BeforeGroupMembersChangeEvent} roster-before-group-members-change - People are about to join or leave, or to become owners; cancelable.
 * @fires {GroupMembersChangedEvent} roster-group-members-changed - Who is in the group was changed.
 * @fires {BeforeMemberUpdateEvent} roster-before-member-update - The groups of a member are about to be changed; cancelable.
 * @fires {MemberUpdatedEvent} roster-member-updated - The groups of a member were changed.
 * @fires {DirtyChangeEvent} roster-dirty-change - There is something to lose in a dialog, or no longer.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable: the host tells it instead.
 * @fires {RosterErrorEvent} roster-error - Loading or an action failed; cancelable: an action's failure is then shown by the host alone.
 *
 * @csspart heading - The heading.
 * @csspart add-button - The button that adds people.
 * @csspart toolbar - Search and, in a narrow place, sorting.
 * @csspart search - The search field.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart avatar - Initials.
 * @csspart name - A person's name.
 * @csspart badge - A badge.
 * @csspart menu-button - A button that opens a menu.
 * @csspart menu - A menu.
 * @csspart empty - The sentence instead of rows.
 * @csspart banner - The line that says what is out of date, or went wrong.
 * @csspart pager - The line with range and pages.
 * @csspart dialog - A dialog; with `confirm` for a question.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 *
 * @cssstate loading - The group is awaited.
 * @cssstate empty - There is nobody in it, or nobody matches.
 * @cssstate error - The group could not be loaded, or may not be seen.
 * @cssstate dirty - There is something to lose in a dialog.
 * @cssstate narrow - Less than 51 em wide: rows are cards.
 */
export class Group extends LitElement {
  static override styles = [
    tokens,
    controls,
    avatarStyles,
    listStyles,
    listLaterStyles,
    menuStyles,
    listLines,
    groupStyles,
  ];

  static override properties: PropertyDeclarations = {
    ...settingProperties,
    group: {},
    query: {},
    sort: {},
    pageSize: { attribute: 'page-size', type: Number },
  };

  /** The group shown, by id. */
  group = '';

  /** Text that name or address of its members contains. */
  query = '';

  /** `email`, `name` or `lastActiveAt`; with `-` before it, descending. */
  sort = '';

  /** Rows on a page, 1 to 100. */
  pageSize = 25;

  readonly #internals = this.attachInternals();
  readonly #view: ListView<GroupMember, Page> = new ListView<GroupMember, Page>(this, this.#internals.states, {
    within: () => this.group,
    list: async (source, { within, ...query }, signal) => {
      // A name that is not there any more when its members are asked for is one that is not there.
      const [list, answer] = await Promise.all([
        source.groupMembers(within!, query as ListQuery & { sort?: 'email' }, { signal }),
        source.group(within!, { signal }),
      ]);
      return { ...list, group: answer.group, names: { ...list.names, ...answer.names } };
    },
    sorts: () => (this.#view.portal?.sortable ?? ['email']).filter((key) => key !== 'joinedAt'),
    columns: () => this.#columns(),
    menus: () => this.#offers(),
    items: (member) => this.#items(member),
    nameOf: labelOf,
    left: () => this.#dialogs?.reset(),
    polled: () => void this.#dialogs?.poll(),
    shown: () => this.#warm(),
  });
  #dialogs: Dialogs | undefined;

  /** Asks for everything again; fulfilled when the answers are here, failed or not. */
  refresh(): Promise<void> {
    return this.#view.refresh();
  }

  /** Opens the dialog for a new group. */
  async openNew(): Promise<void> {
    await (await this.#loadDialogs()).create();
  }

  /** Opens the dialog to edit the group; answers why it could not. */
  async edit(group = this.group): Promise<string | undefined> {
    return (await this.#loadDialogs()).edit(group);
  }

  /** Opens the editor of who is in the group; answers why it could not. */
  async openEditor(group = this.group): Promise<string | undefined> {
    return (await this.#loadDialogs()).manage(group);
  }

  /** Makes it the group that people join who are invited without one; answers why it could not. */
  async makeDefault(group = this.group): Promise<string | undefined> {
    return (await this.#loadDialogs()).makeDefault(group);
  }

  /** Asks, naming who would lose what, and deletes the group; answers why it could not. */
  async deleteGroup(group = this.group): Promise<string | undefined> {
    return (await this.#loadDialogs()).remove(group);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { page } = this.#view.data.list;
    const add = page?.group.can.members === true && this.#offers();
    return html`${this.#view.render({
      head: this.#head(page),
      caption: words.members(this.#noun),
      search: this.#searchText,
      notAllowed: this.#groupWords.notAllowedDetail,
      missing: words.missing,
      empty: {
        icon: userPlusIcon,
        title: words.emptyTitle,
        detail: add ? words.emptyDetail : '',
        ...(add && { action: { label: words.add(this.#noun), primary: true, run: () => void this.openEditor() } }),
      },
      noMatch: words.noMatch,
    })}${this.#dialogs?.render() ?? nothing}`;
  }

  #head(page: Page | undefined): TemplateResult {
    const { connection, portal, data } = this.#view;
    const { formats } = connection;
    const { group, names = {} } = page ?? {};
    const words = this.#words;
    const reserved = (portal?.reservations ?? []).filter(({ kind }) => group?.reservations[kind]);
    return html`<div class="head">
        <slot name="heading"
          ><h2 part="heading" aria-level=${connection.setting('headingLevel') ?? 2} tabindex="-1">
            ${group ? personal(group.name) : (portal?.labels.group ?? this.#groupWords.noun)}
            ${group?.isDefault ? html`<span class="badge good" part="badge">${this.#groupWords.isDefault}</span>` : nothing}
          </h2></slot
        >
        <slot name="actions"></slot>
        ${
          !group || data.trouble || !this.#offers()
            ? nothing
            : html`<div class="acts">
                ${this.#view.primary(
                  'add-button',
                  html`${userPlusIcon}${words.add(this.#noun)}`,
                  group.can.members,
                  () => void this.openEditor(),
                )}
                ${hasFeature(portal, 'ownActions') ? this.#view.menuButton(group.id, group.name, () => this.#groupItems(group)) : nothing}
              </div>`
        }
      </div>
      ${
        group && !data.trouble
          ? html`${group.description && hasFeature(portal, 'groupDescriptions') ? html`<p class="description">${personal(group.description)}</p>` : nothing}
            ${this.#view.faultOf(group.id)}
            ${
              group.roles.length || reserved.length
                ? html`<dl class="facts">
                    ${
                      group.roles.length
                        ? html`<div>
                            <dt>${words.gives}</dt>
                            <dd>
                              ${group.roles.map((id) => html`<span class="badge" part="badge">${personal(names[id] ?? id)}</span>`)}
                            </dd>
                          </div>`
                        : nothing
                    }
                    ${reserved.map(
                      ({ kind, name, unit }) =>
                        html`<div>
                          <dt>${personal(name)}</dt>
                          <dd>${personal(`${formats.number(group.reservations[kind] ?? 0)} ${unit}`)}</dd>
                        </div>`,
                    )}
                  </dl>`
                : nothing
            }`
          : nothing
      }`;
  }

  #columns(): Column<GroupMember>[] {
    const { portal, connection, data } = this.#view;
    const { common, formats } = connection;
    const memberWords = connection.words('members', members);
    const words = this.#words;
    const sort = (key: 'name' | 'email' | 'lastActiveAt'): string | undefined =>
      portal?.sortable.includes(key) ? key : undefined;
    const labels = portal?.labels ?? {};
    const cells = { names: data.list.page?.names ?? {}, words: memberWords, formats };
    return [
      {
        key: 'name',
        label: memberWords.columns.name,
        sort: sort('name'),
        cell: (member) => {
          const name = member.name ?? ((member.status === 'invited' && portal?.invitedName) || member.email);
          return html`<div class="who">
            ${avatar(member.id, member.status === 'invited' && !member.name ? null : name)}
            <div class="whom">
              ${
                hasFeature(portal, 'openByName')
                  ? html`<button
                      type="button"
                      class="link name ${member.name ? '' : 'quiet'}"
                      part="name"
                      @click=${(event: Event) => this.#open(member, event.currentTarget as HTMLElement)}
                    >
                      ${personal(name)}
                    </button>`
                  : html`<span class="name ${member.name ? '' : 'quiet'}" part="name">${personal(name)}</span>`
              }
              ${
                member.status === 'suspended'
                  ? html` <span class="badge" part="badge">${labels.suspended ?? memberWords.status.suspended}</span>`
                  : nothing
              }
            </div>
          </div>`;
        },
      },
      { key: 'email', label: memberWords.columns.email, sort: sort('email'), cell: ({ email }) => address(email) },
      ...(hasFeature(portal, 'groupRoles')
        ? [
            {
              key: 'groupRole',
              label: labels.groupRole ?? words.groupRole,
              cell: ({ groupRole }: GroupMember) =>
                groupRole === 'owner'
                  ? html`<span class="badge" part="badge">${words.groupRoles.owner}</span>`
                  : words.groupRoles.member,
            },
          ]
        : []),
      {
        key: 'groups',
        label: labels.groups ?? memberWords.columns.groups,
        cell: (member) => groupsCell(member, cells),
      },
      {
        key: 'lastActive',
        label: labels.lastActive ?? memberWords.columns.lastActive,
        sort: sort('lastActiveAt'),
        order: (down) => memberWords.sortOption(labels.lastActive ?? memberWords.columns.lastActive, down, true),
        cell: ({ status, invitation, lastActiveAt }) => {
          if (status !== 'invited')
            return lastActiveAt
              ? html`<time dir="auto" datetime=${lastActiveAt} title=${formats.moment(lastActiveAt)}
                  >${formats.relative(lastActiveAt)}</time
                >`
              : html`<span>${common.never}</span>`;
          return html`<span class="badge ${invitation?.state === 'expired' ? '' : 'warn'}" part="badge"
            >${invitation?.state === 'expired' ? memberWords.inviteExpired : memberWords.invitePending}</span
          >`;
        },
      },
    ];
  }

  #items(member: GroupMember): MenuItem[] {
    const { connection, portal } = this.#view;
    const words = this.#words;
    const { changeGroupRole, removeFromGroup } = member.can;
    const label = inText(portal?.labels.groupRole ?? words.groupRole);
    return [
      {
        label: words.editRole(label),
        icon: pencilIcon,
        reason: changeGroupRole === true ? undefined : connection.reason(changeGroupRole),
        run: () => void this.#editRole(member),
      },
      {
        label: words.remove(this.#noun),
        icon: banIcon,
        danger: true,
        reason: removeFromGroup === true ? undefined : connection.reason(removeFromGroup),
        run: () => void this.#takeOut(member),
      },
    ];
  }

  #groupItems(group: GroupData): MenuItem[] {
    const { connection, portal } = this.#view;
    return groupMenu(group, {
      words: this.#groupWords,
      noun: this.#noun,
      portal,
      reason: (refusal) => connection.reason(refusal),
      run: async (action, { id }) => {
        this.#view.fault(id);
        const method = action === 'manage' ? 'openEditor' : action === 'delete' ? 'deleteGroup' : action;
        this.#view.fault(id, await this[method]());
      },
    });
  }

  #open(member: GroupMember, invoker: HTMLElement): void {
    if (!this.dispatchEvent(new MemberOpenEvent(member.id, invoker))) return;
    if (this.#offers() && member.can.changeGroupRole === true) void this.#editRole(member);
  }

  async #editRole(member: GroupMember): Promise<void> {
    const page = this.#view.data.list.page;
    if (page) (await this.#loadDialogs()).role(member, page.group, page.names);
  }

  /** Out of the group at once, for it can be taken back as fast. */
  async #takeOut(member: GroupMember): Promise<void> {
    const { connection, data, notices } = this.#view;
    const { source, common } = connection;
    const group = data.list.page?.group;
    const change = { remove: [member.id] };
    if (!source || !group || !(await ask(this, new BeforeGroupMembersChangeEvent(group.id, change)))) return;
    const leave = this.#view.leaving(member.id);
    try {
      const answer = await source.changeGroupMembers(group.id, change, { version: group.version });
      this.#view.fault(member.id);
      this.dispatchEvent(new GroupMembersChangedEvent(answer));
      const text = this.#words.removed(labelOf(member), group.name);
      const run = (): void => void this.#putBack(member, group, answer.undo);
      notices.tell({ text, action: { label: common.undo, run } });
      await leave();
    } catch (cause) {
      this.#view.fault(member.id, this.#view.failed(cause));
    }
  }

  /** Whoever owns the group alone may not take a removal back, but may add the person again. */
  async #putBack({ id, groupRole }: GroupMember, group: GroupData, undo: string[] | undefined): Promise<void> {
    const { connection, data, announcer } = this.#view;
    const { source } = connection;
    if (!source) return;
    try {
      const refused = undo && (await source.undo(undo)).results.find(({ status }) => status === 'refused');
      if (refused) this.#view.notices.tell({ text: connection.refusal(refused), tone: 'error' });
      if (!undo) await source.changeGroupMembers(group.id, { add: [{ id, groupRole }] });
      this.dispatchEvent(
        new GroupMembersChangedEvent({ ...(await source.group(group.id)), added: [id], updated: [], removed: [] }),
      );
      await data.poll();
      await this.updateComplete;
      announcer.say(this.#words.back);
    } catch (cause) {
      const text = this.#view.failed(cause);
      if (text) this.#view.notices.tell({ text, tone: 'error' });
    }
    const root = this.renderRoot;
    (
      root.querySelector<HTMLElement>(`[data-id="${id}"] [data-menu]`) ?? root.querySelector<HTMLElement>('h2')
    )?.focus();
  }

  get #words(): typeof dictionary {
    return this.#view.connection.words('group', dictionary);
  }

  /** What one can search by here; empty where nothing. */
  get #searchText(): string {
    const { searchBy, searchPlaceholder } = this.#view.connection.words('members', members);
    const fields = (this.#view.portal?.searchable ?? []).map((field) => searchBy[field]);
    return fields.length ? searchPlaceholder(fields) : '';
  }

  get #groupWords(): typeof groups {
    return this.#view.connection.words('groups', groups);
  }

  get #noun(): string {
    return inText(this.#view.portal?.labels.group ?? this.#groupWords.noun);
  }

  #offers(): boolean {
    const { connection, portal } = this.#view;
    return !connection.setting('readonly') && portal?.actions.includes('groups') !== false;
  }

  /** What the dialogs have in common is there before one is asked for; what cannot be loaded now is when it is used. */
  #warm(): void {
    if (this.#offers()) this.#loadDialogs().catch(() => undefined);
  }

  async #loadDialogs(): Promise<Dialogs> {
    const { GroupDialogs } = await import('../group-dialogs/group.dialogs.ts');
    this.#dialogs ??= new GroupDialogs(this, this.#view, this.#internals.states);
    return this.#dialogs;
  }
}

/** How a person is called in a sentence: the portal's word for somebody without a name would not tell them apart. */
const labelOf = ({ name, email }: GroupMember): string => name ?? email;

declare global {
  interface HTMLElementTagNameMap {
    'roster-group': Group;
  }
}
