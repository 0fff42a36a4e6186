import { html, LitElement, noChange, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  hasFeature,
  type ActionKey,
  type ColumnKey,
  type Member,
  type MemberQuery,
  type MemberStatus,
  type TabKey,
} from '../../server/contract/index.ts';
import { Connection } from '../controllers/connection.ts';
import { MemberOpenEvent } from '../controllers/member-open.events.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { ReadyEvent } from '../controllers/ready.events.ts';
import { Selection } from '../controllers/selection.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { members as dictionary } from '../messages/en-members.ts';
import type { SourceError } from '../source/source.ts';
import { controls } from '../styles/controls.ts';
import { listStyles } from '../styles/list.ts';
import { tokens } from '../styles/tokens.ts';
import { avatarStyles } from '../templates/avatar.ts';
import { pager } from '../templates/pager.ts';
import { MembersData } from './members.data.ts';
import { SelectionChangeEvent, ViewChangeEvent } from './members.events.ts';
import { head } from './members.head.ts';
import { orderOf, pageSizeOf, queryOf, roleOf, tabOf, type Askable } from './members.query.ts';
import { membersStyles } from './members.styles.ts';
import { membersTable } from './members.table.ts';
import { filters, tabList } from './members.toolbar.ts';
import { awaitedPortal, keyOf, rowActions, totalsOf, type HostColumn, type MembersView } from './members.view.ts';

// Their names and classes belong to this element's listeners as well.
export type { DirtyChangeEvent } from '../controllers/dirty.events.ts';
export type * from '../controllers/invitation.events.ts';
export type * from '../controllers/member.events.ts';
export type { MembersChangedEvent } from './members.events.ts';
export type { NotifyEvent } from '../controllers/notify.events.ts';

type Shown = MembersView & Askable;
type Later = import('./members.later.ts').Later;

const typingPause = 200;
const storedKeys = ['tab', 'sort', 'role', 'group', 'pageSize'] as const;

export interface Members extends Settings {}

/**
 * The people of an organization as a table: tabs with counts, search, filters, sorting, pages, row menus, selection, and
 * the button that invites. Everything it offers is what the portal lists and the server allows the person looking.
 *
 * Longer than most: it is the one place where the table's parts, all in files of their own, meet the host's page.
 *
 * @tag roster-members
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words, numbers and moments, BCP 47; absent: that of the nearest `lang`.
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
 * @slot actions - Beside the Invite button.
 * @slot filters - After the filters.
 * @slot bulk-actions - Buttons for the selection; with something in it people can be selected whatever else is allowed.
 * @slot empty - Instead of the text for a list without anybody.
 * @slot no-results - Instead of the text for filters that nobody matches.
 * @slot error - Instead of the text for a list that could not be loaded.
 * @slot footer - Below the table.
 *
 * @fires {ReadyEvent} roster-ready - The first rows, or the state instead of them, are on screen.
 * @fires {ViewChangeEvent} roster-view-change - A person changed tab, search, filter, sort, page size or columns.
 * @fires {SelectionChangeEvent} roster-selection-change - The selection changed.
 * @fires {MemberOpenEvent} roster-member-open - Somebody asks to see one member; cancelable: the host shows them instead.
 * @fires {BeforeMemberCreateEvent} roster-before-member-create - From the dialog: somebody is about to be made a member; cancelable.
 * @fires {MemberCreatedEvent} roster-member-created - From the dialog: somebody was made a member without an invitation.
 * @fires {BeforeMemberUpdateEvent} roster-before-member-update - A member is about to be changed, alone or among many; cancelable.
 * @fires {MemberUpdatedEvent} roster-member-updated - From the dialog: a member was changed.
 * @fires {BeforeMemberSuspendEvent} roster-before-member-suspend - A member is about to be suspended, alone or among many; cancelable.
 * @fires {MemberSuspendedEvent} roster-member-suspended - One member was suspended.
 * @fires {BeforeMemberReactivateEvent} roster-before-member-reactivate - A suspended member is about to be active again; cancelable.
 * @fires {MemberReactivatedEvent} roster-member-reactivated - One suspended member is active again.
 * @fires {BeforeMemberRemoveEvent} roster-before-member-remove - A member is about to be removed for good, alone or among many; cancelable.
 * @fires {MemberRemovedEvent} roster-member-removed - A member was removed for good, alone or among many.
 * @fires {MembersChangedEvent} roster-members-changed - Many were changed at once, or changes were taken back: the server's answer for each.
 * @fires {DirtyChangeEvent} roster-dirty-change - From the dialogs: there is something to lose in a form, or no longer.
 * @fires {BeforeInviteSendEvent} roster-before-invite-send - From the invite dialog: invitations are about to be sent; cancelable.
 * @fires {InviteSentEvent} roster-invite-sent - From the invite dialog: the server's answer for each person.
 * @fires {BeforeInviteResendEvent} roster-before-invite-resend - An invitation is about to be sent again; cancelable.
 * @fires {InviteResentEvent} roster-invite-resent - An invitation was sent again.
 * @fires {BeforeInviteRevokeEvent} roster-before-invite-revoke - An invitation is about to be revoked; cancelable.
 * @fires {InviteRevokedEvent} roster-invite-revoked - An invitation was revoked.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable: the host tells it instead.
 * @fires {RosterErrorEvent} roster-error - Loading or an action failed; cancelable: an action's failure is then shown by the host alone.
 *
 * @csspart heading - The heading.
 * @csspart invite-button - The button that invites.
 * @csspart create-button - The button that makes a member without an invitation.
 * @csspart export-button - The button that saves the list as a file.
 * @csspart view-button - The button of the box for columns and density, in the last head.
 * @csspart view - The box for columns and density.
 * @csspart tabs - The row of tabs.
 * @csspart tab - One tab.
 * @csspart toolbar - Search and filters.
 * @csspart search - The search field.
 * @csspart bulk-bar - What stands in the toolbar's place while there is a selection.
 * @csspart table - The table.
 * @csspart row - A row; with `selected` and `new` as second parts.
 * @csspart avatar - Initials.
 * @csspart name - A person's name: the button that opens them.
 * @csspart badge - A badge; with `inherited` for roles that come from a group.
 * @csspart menu-button - The button that opens a row's menu.
 * @csspart menu - The menu of a row, or of the selection.
 * @csspart empty - The sentence instead of rows.
 * @csspart banner - The line that says the list may be out of date, or whom a change of many was not made to.
 * @csspart pager - The line with range and pages.
 * @csspart previous - The button to the page before.
 * @csspart next - The button to the next page.
 * @csspart dialog - A question, and the link to hand over; with `confirm` for questions.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 *
 * @cssprop [--roster-font-family=inherit] - Font.
 * @cssprop [--roster-font-size=max(13px, 0.875em)] - Size of text; all else follows it.
 * @cssprop [--roster-text=inherit] - Colour of text; in dialogs as well, so give the background with it.
 * @cssprop [--roster-text-muted] - Colour of secondary text; mixed from the text.
 * @cssprop [--roster-background=none] - Behind the element, and behind dialogs.
 * @cssprop [--roster-surface] - Behind menus, dialogs and notices.
 * @cssprop [--roster-surface-text] - Text in menus, dialogs and notices.
 * @cssprop [--roster-border] - Hairlines.
 * @cssprop [--roster-border-strong] - Outlines of controls.
 * @cssprop [--roster-hover] - Behind what is pointed at.
 * @cssprop [--roster-accent=#4b54c6] - Primary buttons and what is chosen.
 * @cssprop [--roster-accent-text=#fff] - Text on the accent.
 * @cssprop [--roster-danger] - Text of what cannot be undone, and of faults.
 * @cssprop [--roster-warning] - Text of what waits.
 * @cssprop [--roster-success] - Text of what is well.
 * @cssprop [--roster-focus] - The focus ring; the accent by default.
 * @cssprop [--roster-radius=6px] - Corners of controls.
 * @cssprop [--roster-radius-large=10px] - Corners of menus and notices.
 * @cssprop [--roster-shadow] - Under menus, dialogs and notices.
 * @cssprop [--roster-row-height=52px] - Height of a row at least.
 * @cssprop [--roster-control-height=32px] - Height of buttons and fields.
 * @cssprop [--roster-duration=120ms] - Length of transitions.
 *
 * @cssstate loading - The first rows are awaited.
 * @cssstate empty - There is nobody, or nobody matches.
 * @cssstate error - The list could not be loaded, or may not be seen.
 * @cssstate narrow - Less than 51 em wide: rows are cards.
 */
export class Members extends LitElement {
  static override styles = [tokens, controls, avatarStyles, listStyles, membersStyles];

  static override properties: PropertyDeclarations = {
    ...settingProperties,
    tab: {},
    query: {},
    sort: {},
    role: {},
    group: {},
    pageSize: { attribute: 'page-size', type: Number },
    columns: { converter: (value: string | null) => value?.split(/[\s,]+/).filter(Boolean) ?? null },
    inviteLayout: { attribute: 'invite-layout' },
    storageKey: { attribute: 'storage-key' },
  };

  /** The tab shown: `all`, `active`, `invited` or `suspended`; the portal's first by default. */
  tab: TabKey | '' = '';

  /** Text that name or address contains. */
  query = '';

  /** `email`, `name`, `lastActiveAt` or `joinedAt`; with `-` before it, descending. */
  sort = '';

  /** Only people with this role: its id or its key. As an attribute it is taken over, and reads `none` from then on. */
  override role = '';

  /** Only people of this group, by id. */
  group = '';

  /** Rows on a page, 1 to 100. */
  pageSize = 25;

  /** Columns in order, a part of the portal's, and columns of the host's own; as attribute, keys with commas between. */
  columns: readonly (string | HostColumn)[] | null = null;

  /** Layout of the invite dialog, instead of the portal's. */
  inviteLayout: 'shared' | 'rows' | '' = '';

  /** Keeps tab, sort, filters, page size, columns and density in this browser under this name. Nothing is kept without it. */
  storageKey = '';

  readonly #internals = this.attachInternals();
  readonly #connection = new Connection(this, (source) => this.#onSource(source));
  // After the connection: before each drawing it sees the source that the connection has just found.
  readonly #data = new MembersData(this, { query: () => this.#query(), onQuery: () => this.#onQuery() });
  readonly #selection = new Selection<Member>(() => this.#onSelection());

  #typed: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #status: MemberStatus | '' = '';
  #fresh: ReadonlySet<string> = new Set();
  #later: Later | undefined;
  /** What comes later cannot be loaded now. */
  #stuck = false;
  readonly #hidden = new Set<string>();
  #ready = false;
  /** The place for what is awaited is drawn, and nothing else. */
  #waits = false;
  /** The failure the host has heard of. */
  #told: SourceError | undefined;
  #announceNext = false;

  /** Ids of the selected people; empty while all that match are selected. */
  get selection(): string[] {
    return this.#selection.ids;
  }

  set selection(ids: readonly string[]) {
    this.#selection.setIds(ids);
  }

  /** Asks for everything again; fulfilled when the answers are here, failed or not. */
  async refresh(): Promise<void> {
    await this.#data.refresh();
    await this.updateComplete;
  }

  /** Opens the invite dialog; `init` is what it is filled with. */
  async openInvite(init?: unknown): Promise<void> {
    await (await this.#loadLater()).openInvite(init);
  }

  /** Asks the host to show one member, and shows them in a dialog unless it prevents that. `invoker` gets the focus back. */
  async openMember(id: string, invoker?: HTMLElement): Promise<void> {
    if (!this.dispatchEvent(new MemberOpenEvent(id, invoker))) return;
    await (await this.#loadLater()).openMember(id, invoker);
  }

  /** Saves everybody that search and filters leave, in the order shown, as a CSV file. */
  async exportCsv(): Promise<void> {
    if (this.#settle()) await this.refresh();
    await (await this.#loadLater()).exportCsv();
  }

  /**
   * `role` filters here and means something else to a browser: the value is taken over, and the attribute is left saying what
   * it would without one. An element that was cloned brings that along, and no filter.
   */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name !== 'role') return super.attributeChangedCallback(name, old, value);
    if (value === 'none') return;
    this.role = value ?? '';
    if (value) this.setAttribute(name, 'none');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.storageKey && !this.hasUpdated) this.#recall();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    this.#typing = this.#typed = undefined;
    this.#fresh = new Set();
    this.#later?.reset();
    this.#ready = false;
  }

  protected override updated(): void {
    const { list, trouble, ready } = this.#data;
    this.#waits = this.#awaits;
    const error = this.#data.error ?? list.error;
    if (error && error !== this.#told) this.dispatchEvent(new RosterErrorEvent(error));
    this.#told = error;
    const { states } = this.#internals;
    const is = (name: string, on: boolean): void => void states[on ? 'add' : 'delete'](name);
    is('loading', !ready && !trouble && this.#connection.source !== undefined);
    is('empty', ready && !trouble && list.page?.items.length === 0);
    is('error', trouble !== undefined);
    const later = this.#later !== undefined || this.#stuck;
    if (!this.#ready && (later ? ready || trouble : ready && list.page?.items.length)) {
      this.#ready = true;
      this.dispatchEvent(new ReadyEvent());
    }
    if (ready || trouble) {
      // What cannot be loaded now is loaded when it is used.
      if (!this.#later && !this.#stuck) {
        this.#loadLater().catch(() => {
          this.#stuck = true;
          this.requestUpdate();
        });
      }
    }
    // What speaks may still be on its way; the drawing it causes when it arrives catches up.
    if (this.#announceNext && this.#later && !list.loading && list.page) {
      this.#announceNext = false;
      this.#later.shown(list.index * pageSizeOf(this), list.page.items.length);
    }
  }

  protected override render(): TemplateResult | typeof noChange {
    if (this.#waits && this.#awaits) return noChange;
    const { trouble, capabilities } = this.#data;
    const view = this.#view();
    // A list that failed can be asked for otherwise; where even the portal is unknown there is nothing to ask with.
    const whole = !trouble || (trouble === 'failed' && capabilities);
    return html`<div class="root ${capabilities || trouble ? '' : 'awaited'}">
        ${this.#head(view)} ${whole ? this.#body(view) : nothing} ${trouble ? this.#refused(view) : nothing}
        <slot name="footer"></slot>
      </div>
      <div class="vh" data-live role="status" aria-live="polite"></div>
      ${this.#later?.render() ?? nothing}`;
  }

  /** Until all of the first rows is here nothing of it is drawn. */
  get #awaits(): boolean {
    const { list, trouble, ready } = this.#data;
    return !ready && !trouble && !list.slow && !this.#later;
  }

  #head(view: Shown): TemplateResult {
    const { summary, trouble, capabilities } = this.#data;
    const can = capabilities?.caller.can['member:invite'];
    const offers = (action: ActionKey): boolean => !trouble && this.#offers(action);
    return head(view, {
      level: this.#connection.setting('headingLevel') ?? 2,
      count: view.portal.tabs.length < 2 && !trouble && hasFeature(view.portal, 'counts') ? summary?.total : undefined,
      offers: { invite: offers('invite'), create: offers('create'), export: offers('export') },
      caller: capabilities?.caller,
      reason: can && can !== true ? this.#connection.reason(can) : undefined,
      exporting: this.#later?.exporting ?? false,
      onInvite: () => void this.openInvite(),
      onCreate: async () => (await this.#loadLater()).create(),
      onExport: () => void this.exportCsv(),
    });
  }

  #body(view: Shown): TemplateResult {
    const { portal } = view;
    const { list, summary, trouble, ready } = this.#data;
    const tabbed = portal.tabs.length > 1;
    const tab = tabOf(this, view);
    const page = ready ? list.page : undefined;
    const awaited = !page && !trouble ? pageSizeOf(this) : 0;
    const nobody = page?.items.length === 0;
    return html`${
        tabbed
          ? tabList(view, {
              tab,
              summary,
              onTab: (key) => this.#show({ tab: key }),
              onWalk: (event) => this.#later?.walk(event),
            })
          : nothing
      }
      ${this.#toolbar(view)}
      <div
        class="panel ${awaited ? 'waits' : ''} ${list.loading && page ? 'refetching' : ''} ${list.slow || this.#data.list.error ? 'slow' : ''}"
        id="panel"
        role=${tabbed ? 'tabpanel' : nothing}
        aria-labelledby=${tabbed ? `tab-${tab}` : nothing}
        aria-busy=${list.loading ? 'true' : 'false'}
      >
        ${page ? this.#later?.above() : nothing}
        ${awaited && list.slow ? html`<p class="vh" role="status">${view.common.loading}</p>` : nothing}
        ${nobody && !this.#stuck ? this.#later?.nobody(tab === 'all') : trouble ? nothing : this.#table(view, page?.items ?? [], awaited)}
      </div>
      ${trouble || nobody ? nothing : this.#pager(view)}`;
  }

  #table(view: Shown, members: readonly Member[], awaited: number): TemplateResult {
    const later = this.#later;
    return membersTable(view, {
      columns: this.#shownColumns(view),
      members,
      awaited,
      slow: this.#data.list.slow,
      sort: orderOf(this, view),
      selection: this.#selectable(view) ? this.#selection : undefined,
      menus: hasFeature(view.portal, 'rowActions') && rowActions.some((action) => this.#offers(action)),
      menuOpen: later?.openFor,
      fresh: this.#fresh,
      errors: later?.errors ?? new Map(),
      heading: view.portal.labels.members ?? view.words.heading,
      onSort: (sort) => this.#show({ sort }),
      onMenu: async (member, button) => (await this.#loadLater()).toggle(member, button),
      onOpen: ({ id }, button) => void this.openMember(id, button),
      chooser: hasFeature(view.portal, 'columns') ? later?.chooser() : nothing,
    });
  }

  #toolbar(view: Shown): TemplateResult {
    const count = this.#selection.count(totalsOf(this.#data.list.page, view).total);
    const bulk = count && this.#selectable(view) ? this.#later?.bulkBar() : undefined;
    const bar = html`<div class="toolbar" part="toolbar" ?inert=${bulk !== undefined}>
      ${filters(view, {
        typed: this.#typed ?? this.query,
        role: roleOf(this, view),
        group: this.group,
        status: this.#status,
        sort: orderOf(this, view),
        groups: this.#data.groups,
        filtered: this.#filtered(),
        onType: (text) => this.#onType(text),
        onRole: (role) => this.#show({ role }),
        onGroup: (group) => this.#show({ group }),
        onStatus: (status) => {
          this.#status = status;
          this.#show({});
        },
        onSort: (sort) => this.#show({ sort }),
        onClear: () => this.#clearFilters(),
      })}
      <slot name="filters"></slot>
    </div>`;
    return html`<div class="bar">${bar}${bulk}</div>`;
  }

  #pager(view: Shown): TemplateResult {
    const { list } = this.#data;
    const page = this.#data.ready ? list.page : undefined;
    return pager(view.common, view.formats, {
      index: list.index,
      pageSize: pageSizeOf(this),
      shown: page?.items.length ?? 0,
      totalText: totalsOf(page, view).text,
      hasNext: Boolean(page?.next),
      onPage: (forward) => {
        this.#announceNext = true;
        this.#fresh = new Set();
        void (forward ? list.next() : list.previous());
      },
      onSize: hasFeature(view.portal, 'pageSizes') ? (pageSize) => this.#show({ pageSize }) : undefined,
    });
  }

  /** What says why comes later; where it cannot come, so much is known. */
  #refused({ common }: MembersView): unknown {
    return this.#stuck ? html`<p class="bad" role="alert">${common.failed}</p>` : this.#later?.trouble();
  }

  #view(): Shown {
    const { capabilities, list } = this.#data;
    return {
      portal: capabilities ? this.#connection.portal(capabilities) : awaitedPortal,
      capabilities,
      roles: capabilities?.roles ?? [],
      names: list.page?.names ?? {},
      words: this.#connection.words('members', dictionary),
      common: this.#connection.common,
      formats: this.#connection.formats,
    };
  }

  #columns(view: MembersView): (ColumnKey | HostColumn)[] {
    const served: readonly string[] = view.portal.columns;
    return (this.columns ?? served).filter((column) => typeof column === 'object' || served.includes(column)) as (
      ColumnKey | HostColumn
    )[];
  }

  #shownColumns(view: MembersView): (ColumnKey | HostColumn)[] {
    const chosen = hasFeature(view.portal, 'columns');
    return this.#columns(view).filter((column, index) => !index || !chosen || !this.#hidden.has(keyOf(column)));
  }

  #offers(action: ActionKey): boolean {
    const { capabilities } = this.#data;
    return (
      !this.#connection.setting('readonly') &&
      (capabilities ? this.#connection.portal(capabilities) : awaitedPortal).actions.includes(action)
    );
  }

  #selectable({ portal }: MembersView): boolean {
    const bulk = ['resend', 'revoke', 'suspend', 'remove', 'edit'] as const;
    return (
      (hasFeature(portal, 'bulk') && bulk.some((one) => this.#offers(one))) ||
      this.querySelector(':scope > [slot="bulk-actions"]') !== null
    );
  }

  #query(): MemberQuery | undefined {
    return queryOf(this, this.#view(), this.#status);
  }

  #filtered(): boolean {
    return Boolean(this.query.trim() || this.role || this.group || this.#status);
  }

  /** A change of the view by a person: drawn, kept, told to the host and, where it is `another` list, to screen readers. */
  #show(change: Partial<Pick<this, 'tab' | 'query' | 'sort' | 'role' | 'group' | 'pageSize'>>, another = true): void {
    Object.assign(this, change);
    this.requestUpdate();
    this.#announceNext = another;
    const view = this.#view();
    if (change.sort) this.#later?.sorted(change.sort);
    const { query, role, group, pageSize } = this;
    const columns = this.#shownColumns(view).map(keyOf);
    const state = { tab: tabOf(this, view), query, sort: orderOf(this, view), role, group, pageSize };
    if (this.storageKey) this.#later?.keep(state);
    this.dispatchEvent(new ViewChangeEvent(state, columns));
  }

  #recall(): void {
    try {
      const kept = JSON.parse(localStorage.getItem(`roster:${this.storageKey}`) ?? '{}') as Record<string, unknown>;
      for (const key of storedKeys) {
        if (typeof kept[key] === typeof this[key] && kept[key] !== '') Object.assign(this, { [key]: kept[key] });
      }
      if (kept['density']) Object.assign(this, { density: kept['density'] });
      for (const key of (kept['hidden'] as string[] | undefined) ?? []) this.#hidden.add(key);
    } catch {}
  }

  #clearFilters(): void {
    clearTimeout(this.#typing);
    this.#typed = undefined;
    this.#status = '';
    this.#show({ query: '', role: '', group: '' });
    this.renderRoot.querySelector<HTMLElement>('input[type=search]')?.focus();
  }

  #onType(text: string): void {
    clearTimeout(this.#typing);
    this.#typed = text;
    this.requestUpdate();
    if (text) this.#typing = setTimeout(() => this.#settle(), typingPause);
    else this.#settle();
  }

  /** From now on the list is of what was typed last; whether that is another one. */
  #settle(): boolean {
    clearTimeout(this.#typing);
    const { query } = this;
    const text = this.#typed ?? query;
    this.#typed = undefined;
    if (text !== query) this.#show({ query: text });
    return text !== query;
  }

  #onSource(source: Parameters<MembersData['use']>[0]): void {
    this.#selection.clear();
    this.#fresh = new Set();
    this.#later?.reset();
    this.#ready = false;
    this.#data.use(source);
    this.requestUpdate();
  }

  #onQuery(): void {
    this.#fresh = new Set();
    if (this.#selection.clear()) this.#later?.selectionCleared();
  }

  #onSelection(): void {
    this.requestUpdate();
    this.dispatchEvent(new SelectionChangeEvent(this.#selection.ids, this.#selection.all));
  }

  async #loadLater(): Promise<Later> {
    const { Later } = await import('./members.later.ts');
    this.#stuck = false;
    this.#later ??= new Later(this, {
      connection: this.#connection,
      data: this.#data,
      selection: this.#selection,
      states: this.#internals.states,
      columns: () => this.#columns(this.#view()),
      hidden: this.#hidden,
      view: () => this.#view(),
      query: () => this.#query() ?? {},
      offers: (action) => this.#offers(action),
      filtered: () => this.#filtered(),
      clearFilters: () => this.#clearFilters(),
      shown: () => this.#show({}, false),
      mark: (ids) => {
        this.#fresh = new Set([...this.#fresh, ...ids]);
      },
      refresh: () => this.#data.poll(),
      restored: () => this.#onSource(this.#connection.source),
    });
    this.requestUpdate();
    return this.#later;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-members': Members;
  }
}
