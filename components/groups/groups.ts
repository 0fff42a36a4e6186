import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { hasFeature, type Group, type GroupId, type GroupList, type GroupQuery } from '../../server/contract/index.ts';
import { GroupOpenEvent } from '../controllers/group.events.ts';
import { ListView, type Column } from '../controllers/list-view.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { groups as dictionary } from '../messages/en-groups.ts';
import { controls } from '../styles/controls.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { listLines } from '../styles/list-lines.ts';
import { listStyles } from '../styles/list.ts';
import { tokens } from '../styles/tokens.ts';
import { personal } from '../templates/cells.ts';
import { groupMenu, inText } from '../templates/group-menu.ts';
import { usersIcon } from '../templates/icons-list.ts';
import { menuStyles } from '../templates/menu.ts';
import { groupsStyles } from './groups.styles.ts';

// Their names and classes belong to this element's listeners as well.
export type {
  BeforeGroupDeleteEvent,
  BeforeGroupMembersChangeEvent,
  BeforeGroupSaveEvent,
  GroupDeletedEvent,
  GroupMembersChangedEvent,
  GroupSavedEvent,
} from '../controllers/group.events.ts';
export type { DirtyChangeEvent } from '../controllers/dirty.events.ts';
export type { NotifyEvent, RosterErrorEvent } from '../controllers/notify.events.ts';
export type { ReadyEvent } from '../controllers/ready.events.ts';

export interface Groups extends Settings {}

type Dialogs = import('../group-dialogs/group.dialogs.ts').GroupDialogs;

/**
 * The groups of an organization as a table: search, sorting, pages, and a menu for each to edit it, to say who is in it,
 * and to delete it, as far as the person looking may. Counts follow what others do.
 *
 * @tag roster-groups
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words and numbers, BCP 47.
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
 * @slot actions - Beside the button for a new group.
 * @slot empty - Instead of the text for an organization without groups.
 * @slot no-results - Instead of the text for a search that nothing matches.
 * @slot error - Instead of the text for a list that could not be loaded.
 * @slot footer - Below the table.
 *
 * @fires {ReadyEvent} roster-ready - The first rows, or the state instead of them, are on screen.
 * @fires {GroupOpenEvent} roster-group-open - Somebody asks to see one group; cancelable: otherwise its editor opens.
 * @fires {BeforeGroupSaveEvent} roster-before-group-save - A group is about to be made or changed; cancelable.
 * @fires {GroupSavedEvent} roster-group-saved - A group was made or changed.
 * @fires {BeforeGroupDeleteEvent} roster-before-group-delete - A group is about to be deleted; cancelable.
 * @fires {GroupDeletedEvent} roster-group-deleted - A group was deleted.
 * @fires {BeforeGroupMembersChangeEvent} roster-before-group-members-change - People are about to join or leave a group; cancelable.
 * @fires {GroupMembersChangedEvent} roster-group-members-changed - Who is in a group was changed.
 * @fires {DirtyChangeEvent} roster-dirty-change - There is something to lose in a dialog, or no longer.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable: the host tells it instead.
 * @fires {RosterErrorEvent} roster-error - Loading or an action failed; cancelable: an action's failure is then shown by the host alone.
 *
 * @csspart heading - The heading.
 * @csspart create-button - The button for a new group.
 * @csspart toolbar - Search and, in a narrow place, sorting.
 * @csspart search - The search field.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart name - A group's name.
 * @csspart badge - A badge.
 * @csspart menu-button - The button that opens a row's menu.
 * @csspart menu - The menu of a row.
 * @csspart empty - The sentence instead of rows.
 * @csspart banner - The line that says the list may be out of date.
 * @csspart pager - The line with range and pages.
 * @csspart avatar - Initials, in the editor of who is in a group.
 * @csspart dialog - A dialog; with `confirm` for a question.
 * @csspart chips - The field that adds people.
 * @csspart popup - The list of people to add.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 *
 * @cssstate loading - The first rows are awaited.
 * @cssstate empty - There is no group, or none matches.
 * @cssstate error - The list could not be loaded, or may not be seen.
 * @cssstate dirty - There is something to lose in a dialog.
 * @cssstate narrow - Less than 51 em wide: rows are cards.
 */
export class Groups extends LitElement {
  static override styles = [tokens, controls, listStyles, listLaterStyles, menuStyles, listLines, groupsStyles];

  static override properties: PropertyDeclarations = {
    ...settingProperties,
    query: {},
    sort: {},
    pageSize: { attribute: 'page-size', type: Number },
  };

  /** Text that the name contains. */
  query = '';

  /** `name` or `memberCount`; with `-` before it, descending. */
  sort = '';

  /** Rows on a page, 1 to 100. */
  pageSize = 25;

  readonly #internals = this.attachInternals();
  readonly #view: ListView<Group, GroupList> = new ListView<Group, GroupList>(this, this.#internals.states, {
    permission: 'group:read',
    list: (source, query, signal) => source.groups(query as GroupQuery, { signal }),
    sorts: () => (this.#ordered ? ['name', 'memberCount'] : []),
    columns: () => this.#columns(),
    menus: () => this.#offers(),
    items: (group) => this.#items(group),
    nameOf: ({ name }) => name,
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

  /** Opens the dialog to edit a group. */
  edit(group: GroupId): Promise<void> {
    return this.#do('edit', group);
  }

  /** Opens the editor of who is in a group. */
  manage(group: GroupId): Promise<void> {
    return this.#do('manage', group);
  }

  /** Asks, naming who would lose what, and deletes a group. */
  deleteGroup(group: GroupId): Promise<void> {
    return this.#do('remove', group);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const nouns = this.#nouns;
    const create = this.#mayCreate
      ? { label: this.#createLabel, primary: true, run: () => void this.openNew() }
      : undefined;
    return html`${this.#view.render({
      head: this.#head(),
      caption: nouns,
      search: words.search,
      notAllowed: words.notAllowedDetail,
      empty: {
        icon: usersIcon,
        title: words.emptyTitle(inText(nouns)),
        detail: words.emptyDetail,
        ...(create && { action: create }),
      },
      noMatch: words.noMatch(inText(nouns)),
    })}
    ${this.#dialogs?.render() ?? nothing}`;
  }

  #head(): TemplateResult {
    const { trouble, capabilities } = this.#view.data;
    const { connection } = this.#view;
    return html`<div class="head">
      <slot name="heading"
        ><h2 part="heading" aria-level=${connection.setting('headingLevel') ?? 2} tabindex="-1">
          ${this.#nouns}
        </h2></slot
      >
      <slot name="actions"></slot>
      ${
        trouble || !this.#offers()
          ? nothing
          : this.#view.primary(
              'create-button',
              this.#createLabel,
              capabilities?.caller.can['group:manage'],
              () => void this.openNew(),
            )
      }
    </div>`;
  }

  #columns(): Column<Group>[] {
    const words = this.#words;
    const { formats } = this.#view.connection;
    const { portal, data } = this.#view;
    const { capabilities, list } = data;
    const items = list.page?.items ?? [];
    const names = new Map(capabilities?.roles.map(({ id, name }) => [id, name]));
    const roles: Column<Group> = {
      key: 'roles',
      label: portal?.labels.role ?? words.columns.roles,
      cell: (group) =>
        group.roles.length
          ? html`<span class="badges"
              >${group.roles.map((id) => html`<span class="badge" part="badge">${personal(names.get(id) ?? id)}</span>`)}</span
            >`
          : nothing,
    };
    return [
      {
        key: 'name',
        label: words.columns.name(portal?.labels.group ?? words.noun),
        ...(this.#ordered && { sort: 'name' }),
        cell: ({ id, name, description }) =>
          html`${
            hasFeature(portal, 'groupPages')
              ? html`<button type="button" class="link name" part="name" @click=${() => this.#open(id)}>
                  ${personal(name)}
                </button>`
              : html`<span class="name" part="name">${personal(name)}</span>`
          }
          ${description && hasFeature(portal, 'groupDescriptions') ? html`<span class="about">${personal(description)}</span>` : nothing}`,
      },
      {
        key: 'count',
        label: words.columns.count,
        ...(this.#ordered && { sort: 'memberCount' }),
        order: words.byCount,
        cell: ({ memberCount }) => formats.number(memberCount),
      },
      ...(items.some((group) => group.isDefault) || portal?.rules.defaultGroup
        ? [
            {
              key: 'default',
              label: words.columns.default,
              cell: ({ isDefault }: Group) =>
                isDefault ? html`<span class="badge good" part="badge">${words.isDefault}</span>` : nothing,
            },
          ]
        : []),
      ...(items.some((group) => group.roles.length) ? [roles] : []),
    ];
  }

  #items(group: Group): ReturnType<typeof groupMenu> {
    const { connection, portal } = this.#view;
    return groupMenu(group, {
      words: this.#words,
      noun: this.#noun,
      portal,
      reason: (refusal) => connection.reason(refusal),
      run: (action, { id }) => void this.#do(action === 'delete' ? 'remove' : action, id),
    });
  }

  get #words(): typeof dictionary {
    return this.#view.connection.words('groups', dictionary);
  }

  get #nouns(): string {
    return this.#view.portal?.labels.groups ?? this.#words.heading;
  }

  get #noun(): string {
    return inText(this.#view.portal?.labels.group ?? this.#words.noun);
  }

  get #createLabel(): string {
    return this.#view.portal?.labels.createGroup ?? this.#words.create(this.#noun);
  }

  #offers(): boolean {
    const { connection, portal } = this.#view;
    return !connection.setting('readonly') && portal?.actions.includes('groups') !== false;
  }

  /** Where the portal has no order to choose there is one: by name. */
  get #ordered(): boolean {
    return this.#view.portal?.sortable.length !== 0;
  }

  get #mayCreate(): boolean {
    return this.#offers() && this.#view.data.capabilities?.caller.can['group:manage'] === true;
  }

  #open(id: GroupId): void {
    if (!this.dispatchEvent(new GroupOpenEvent(id))) return;
    const group = this.#view.data.list.page?.items.find((one) => one.id === id);
    if (this.#offers() && group?.can.members === true) void this.manage(id);
  }

  async #do(action: 'edit' | 'manage' | 'makeDefault' | 'remove', id: string): Promise<void> {
    this.#view.fault(id);
    const leave = this.#view.leaving(id);
    let gone = false;
    const watch = (): void => void (gone = true);
    this.addEventListener('roster-group-deleted', watch, { once: true });
    const why = await (await this.#loadDialogs())[action](id);
    this.removeEventListener('roster-group-deleted', watch);
    if (why) this.#view.fault(id, why);
    if (gone) await leave();
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

declare global {
  interface HTMLElementTagNameMap {
    'roster-groups': Groups;
  }
}
