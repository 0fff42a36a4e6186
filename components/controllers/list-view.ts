import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Can, Portal } from '../../server/contract/index.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { members } from '../messages/en-members.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { calm, type Calm } from '../templates/calm.ts';
import { choose } from '../templates/choose.ts';
import { arrowUpIcon, chevronsUpDownIcon } from '../templates/icons-list.ts';
import { searchIcon, triangleAlertIcon } from '../templates/icons.ts';
import { menu, type MenuItem } from '../templates/menu.ts';
import { pager } from '../templates/pager.ts';
import { troubled } from '../templates/trouble.ts';
import { Announcer, liveRegion } from './announcer.ts';
import { Connection } from './connection.ts';
import { Freshness } from './freshness.ts';
import { HotkeyGuard } from './hotkey-guard.ts';
import { ListData, type ListDataOptions } from './list-data.ts';
import { Notices } from './notices.ts';
import { RosterErrorEvent } from './notify.events.ts';
import type { Page } from './paged-list.ts';
import { ReadyEvent } from './ready.events.ts';
import { RowFocus } from './row-focus.ts';
import type { Settings } from './settings.ts';
import { Width } from './width.ts';

/** What every such list is asked for. */
export interface ListQuery {
  query?: string;
  sort?: string;
  limit?: number;
  cursor?: string;
  /** What the list is of, for whoever asks. */
  within?: string;
}

export interface Column<Item> {
  key: string;
  label: string;
  /** What it sorts by; absent where it does not. */
  sort?: string | undefined;
  /** An order in words, where it is not one of letters. */
  order?(descending: boolean): string;
  /** `nothing` leaves it out of a card. */
  cell(item: Item): unknown;
}

export interface ListOptions<Item, P extends Page> extends Pick<
  ListDataOptions<P, ListQuery>,
  'permission' | 'list' | 'beside' | 'forget'
> {
  /** What the list is of, where it is of one thing among others: with an empty one nothing is asked for. */
  within?(): string;
  /** Keys it sorts by; the first one where nobody chose. */
  sorts(): readonly string[];
  columns(): Column<Item>[];
  /** Whether rows have a menu. */
  menus(): boolean;
  items(item: Item): MenuItem[];
  nameOf(item: Item): string;
  /** Whoever looked, or what they looked at, is another now. */
  left?(): void;
  /** What others changed is asked for. */
  polled?(): void;
  /** The first rows, or the state instead of them, are on screen. */
  shown?(): void;
}

/** What stands around the rows. */
export interface ListFrame {
  head: unknown;
  caption: string;
  /** What the search is called; empty where there is none. */
  search: string;
  notAllowed: string;
  missing?: string;
  empty: Calm;
  noMatch: string;
}

interface OpenMenu {
  id: string;
  label: string;
  items: MenuItem[];
  button: HTMLElement;
}

type Host = LitElement & Settings & { query: string; sort: string; pageSize: number };

/**
 * A list as a table: search, sorting, pages, a menu for each row, its states, notices and what is said to screen readers.
 * What a row is, and what is done to it, is the element's. Longer than most: it is what several elements are made of.
 */
export class ListView<Item extends { id: string }, P extends Page & { items: readonly Item[] }> {
  readonly #host: Host;
  readonly #states: CustomStateSet;
  readonly #options: ListOptions<Item, P>;
  readonly connection: Connection;
  readonly data: ListData<P, ListQuery>;
  readonly announcer: Announcer;
  readonly notices: Notices;
  #typed: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #announces = false;
  #ready = false;
  #told: SourceError | undefined;
  #menu: OpenMenu | undefined;
  #errors = new Map<string, string>();

  constructor(host: Host, states: CustomStateSet, options: ListOptions<Item, P>) {
    this.#host = host;
    this.#states = states;
    this.#options = options;
    this.connection = new Connection(host, (source) => this.#onSource(source));
    this.data = new ListData<P, ListQuery>(host, { ...options, query: () => this.#query() });
    this.announcer = new Announcer(host);
    this.notices = new Notices(host, this.announcer, () => this.connection.setting('notifications'));
    new HotkeyGuard(host);
    new RowFocus(host);
    new Width(host, 51, states);
    new Freshness(host, {
      refresh: () => {
        options.polled?.();
        return this.data.poll();
      },
      restored: () => this.#onSource(this.connection.source),
      concerns: ({ type, data: { id } }) => {
        // Roles, the portal and what one may do come with the capabilities.
        if (!type.startsWith('member.') || id === this.data.capabilities?.caller.member) this.data.outdate();
        return true;
      },
    });
    host.addController(this);
  }

  get portal(): Portal | undefined {
    const { capabilities } = this.data;
    return capabilities && this.connection.portal(capabilities);
  }

  async refresh(): Promise<void> {
    await this.data.refresh();
    await this.#host.updateComplete;
  }

  hostDisconnected(): void {
    this.#reset();
  }

  hostUpdated(): void {
    const { list, error = list.error, trouble, ready } = this.data;
    if (error && error !== this.#told) this.#host.dispatchEvent(new RosterErrorEvent(error));
    this.#told = error;
    const is = (name: string, on: boolean): void => void this.#states[on ? 'add' : 'delete'](name);
    const count = list.page?.items.length;
    is('loading', !ready && !trouble && this.connection.source !== undefined);
    is('empty', ready && !trouble && count === 0);
    is('error', trouble !== undefined);
    if (!this.#ready && (ready || trouble)) {
      this.#ready = true;
      this.#host.dispatchEvent(new ReadyEvent());
      this.#options.shown?.();
    }
  }

  /** What went wrong with a thing that was done to this one, in its row; nothing takes the sentence away. */
  fault(id: string, text?: string): void {
    if (text) this.#errors.set(id, text);
    else this.#errors.delete(id);
    this.#host.requestUpdate();
  }

  /** The sentence for a failure, which the host has heard of; nothing where the host shows it itself. */
  failed(cause: unknown): string | undefined {
    const error = toSourceError(cause);
    // Somebody else was faster, or the session has ended: what is on screen is not so any more.
    void this.data.poll();
    if (!this.#host.dispatchEvent(new RosterErrorEvent(error))) return undefined;
    return error.offline ? this.connection.common.offline : this.connection.said(error.problem);
  }

  /** Before a row goes: what puts the focus on the next one's menu afterwards, else on the heading. */
  leaving(id: string): () => Promise<void> {
    const rows = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('tbody [data-id]')];
    const at = rows.findIndex((row) => row.dataset['id'] === id);
    const next = (rows[at + 1] ?? rows[at - 1])?.dataset['id'];
    return async () => {
      await this.data.poll();
      await this.#host.updateComplete;
      const root = this.#host.renderRoot;
      const target = next && root.querySelector<HTMLElement>(`[data-id="${next}"] [data-menu]`);
      (target || root.querySelector<HTMLElement>('h2'))?.focus();
    };
  }

  /** The one button beside the heading; what it cannot do now it says, and stays where it is. */
  primary(part: string, label: unknown, can: Can | undefined, run: () => void): TemplateResult {
    const reason = can && can !== true ? this.connection.reason(can) : undefined;
    return html`<button
        type="button"
        class="button primary"
        part=${part}
        aria-disabled=${reason ? 'true' : 'false'}
        aria-describedby=${reason ? 'tip' : nothing}
        @click=${() => reason ?? run()}
      >
        ${label}</button
      >${reason ? html`<span id="tip" class="vh tip">${reason}</span>` : nothing}`;
  }

  /** A button that opens a menu; `id` tells it from others. */
  menuButton(id: string, name: string, items: () => MenuItem[]): TemplateResult {
    const label = this.connection.common.actionsFor(name);
    return html`<button
      type="button"
      class="button quiet square dots"
      part="menu-button"
      aria-label=${label}
      aria-haspopup="menu"
      aria-expanded=${this.#menu?.id === id ? 'true' : 'false'}
      data-menu
      @click=${(event: Event) =>
        void this.#toggle({ id, label, items: items(), button: event.currentTarget as HTMLElement })}
    ></button>`;
  }

  render(frame: ListFrame): TemplateResult {
    const { common, formats } = this.connection;
    const { trouble, capabilities, list, error = list.error } = this.data;
    const { notAllowed, missing } = frame;
    return html`<div class="root ${capabilities || trouble ? '' : 'awaited'}">
        ${frame.head} ${!trouble || (trouble === 'failed' && capabilities) ? this.#body(frame) : nothing}
        ${
          trouble
            ? troubled(trouble, error, common, formats, {
                notAllowed,
                ...(missing && { missing }),
                retry: () => void this.refresh(),
              })
            : nothing
        }
        <slot name="footer"></slot>
      </div>
      ${this.#menu ? menu(this.#menu.label, this.#menu.items, this.#closer(this.#menu.id)) : nothing} ${liveRegion()}
      ${this.notices.render(this.connection.common)}`;
  }

  /** The sentence for what went wrong, in a place of its own. */
  faultOf(id: string): unknown {
    const text = this.#errors.get(id);
    return text ? html`<p class="banner bad" part="banner" role="alert">${triangleAlertIcon}${text}</p>` : nothing;
  }

  #body(frame: ListFrame): TemplateResult {
    const { common, formats } = this.connection;
    const { list, trouble, ready } = this.data;
    const page = ready ? list.page : undefined;
    const awaited = !page && !trouble;
    const none = page?.items.length === 0;
    // What is asked for anew may not be nothing any more.
    const searched = list.loading || Boolean(this.#host.query.trim());
    return html`${none && !searched ? nothing : this.#toolbar(frame)}
      <div
        class="panel ${awaited ? 'waits' : ''} ${list.loading && page ? 'refetching' : ''} ${list.slow || list.error ? 'slow' : ''}"
        aria-busy=${list.loading ? 'true' : 'false'}
      >
        ${page && list.error ? this.#stale() : nothing}
        ${awaited && list.slow ? html`<p class="vh" role="status">${common.loading}</p>` : nothing}
        ${none ? this.#nothing(frame, searched) : trouble ? nothing : this.#table(frame, page?.items)}
      </div>
      ${
        page && page.total > 10
          ? pager(common, formats, {
              index: list.index,
              pageSize: this.#pageSize,
              shown: page.items.length,
              totalText: formats.number(page.total),
              hasNext: Boolean(page.next),
              onPage: (forward) => void this.#turn(forward),
              onSize: this.portal?.features?.pageSizes !== false ? (pageSize) => this.#show({ pageSize }) : undefined,
            })
          : nothing
      }`;
  }

  #toolbar({ search }: ListFrame): TemplateResult {
    const words = this.#words;
    const columns = this.#options.columns();
    const orders = columns.flatMap(({ label, sort, order = (down) => words.sortOption(label, down, false) }) =>
      sort ? [false, true].map((down) => ({ value: `${down ? '-' : ''}${sort}`, label: order(down) })) : [],
    );
    return html`<div class="toolbar bar" part="toolbar">
      ${
        search
          ? html`<span class="search"
              >${searchIcon}<input
                class="field"
                type="search"
                part="search"
                maxlength="100"
                autocomplete="off"
                aria-label=${search}
                placeholder=${search}
                .value=${this.#typed ?? this.#host.query}
                @input=${(event: Event) => this.#onType((event.target as HTMLInputElement).value)}
                @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#onType('')}
            /></span>`
          : nothing
      }
      ${
        orders.length
          ? html`<span class="narrow-only"
              >${choose(words.sortBy, this.#sort, orders, (sort) => this.#show({ sort }))}</span
            >`
          : nothing
      }
    </div>`;
  }

  #nothing({ empty, noMatch }: ListFrame, searched: boolean): TemplateResult {
    if (!searched) return html`<slot name="empty">${calm(empty)}</slot>`;
    const action = { label: this.connection.common.clearSearch, run: () => this.#onType('') };
    return html`<slot name="no-results">${calm({ icon: searchIcon, title: noMatch, detail: '', action })}</slot>`;
  }

  #stale(): TemplateResult {
    const { stale } = this.connection.words('membersLater', membersLater);
    return html`<p class="banner" part="banner" role="status">
      ${triangleAlertIcon}<span>${stale}</span
      ><button type="button" class="link" @click=${() => void this.refresh()}>${this.connection.common.retry}</button>
    </p>`;
  }

  /** Roles are spelled out because a narrow table is laid out as cards, and would lose them. */
  #table({ caption }: ListFrame, items: readonly Item[] | undefined): TemplateResult {
    const columns = this.#options.columns();
    const menus = this.#options.menus();
    return html`<table role="table" part="table" aria-label=${caption}>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((column) => this.#header(column))}
          ${menus ? html`<th role="columnheader" class="menu"><span class="vh">${this.connection.common.actions}</span></th>` : nothing}
        </tr>
      </thead>
      <tbody role="rowgroup" aria-hidden=${items ? nothing : 'true'}>
        ${
          items
            ? items.map((item) => this.#row(item, columns, menus))
            : Array.from(
                { length: Math.min(10, this.#pageSize) },
                () =>
                  html`<tr role="row" class="waiting">
                    ${columns.map(({ key }) => html`<td role="cell" class="c-${key}"><i class="bone"></i></td>`)}
                  </tr>`,
              )
        }
      </tbody>
    </table>`;
  }

  #header({ key, label, sort }: Column<Item>): TemplateResult {
    if (!sort) return html`<th role="columnheader" class="c-${key}">${label}</th>`;
    const down = this.#sort === `-${sort}`;
    const active = down || this.#sort === sort;
    return html`<th
      role="columnheader"
      class="c-${key}"
      aria-sort=${active ? (down ? 'descending' : 'ascending') : nothing}
    >
      <button
        type="button"
        class="sort ${active ? 'active' : ''} ${down ? 'down' : ''}"
        @click=${() => this.#show({ sort: active && !down ? `-${sort}` : sort })}
      >
        ${label}${active ? arrowUpIcon : chevronsUpDownIcon}
      </button>
    </th>`;
  }

  #row(item: Item, columns: Column<Item>[], menus: boolean): TemplateResult {
    const error = this.#errors.get(item.id);
    return html`<tr role="row" part="row" data-id=${item.id}>
      ${columns.map(({ key, label, cell }, index) => {
        const content = cell(item);
        return index
          ? html`<td role="cell" class="c-${key} ${content === nothing ? 'void' : ''}" data-label=${label}>
              ${content}
            </td>`
          : html`<th role="rowheader" scope="row" class="c-${key}">
              ${content}${error ? html`<p class="bad" role="alert">${error}</p>` : nothing}
            </th>`;
      })}
      ${
        menus
          ? html`<td role="cell" class="menu">
              ${this.menuButton(item.id, this.#options.nameOf(item), () => this.#options.items(item))}
            </td>`
          : nothing
      }
    </tr>`;
  }

  get #words(): typeof members {
    return this.connection.words('members', members);
  }

  get #pageSize(): number {
    return Math.min(100, Math.max(1, Math.trunc(this.#host.pageSize) || 25));
  }

  /** The order shown: the one asked for, where there is such. */
  get #sort(): string {
    const sorts = this.#options.sorts();
    const asked = this.#host.sort;
    return sorts.includes(asked.replace(/^-/, '')) ? asked : (sorts[0] ?? '');
  }

  #query(): ListQuery | undefined {
    const within = this.#options.within?.();
    if (within === '') return undefined;
    const query = this.#host.query.trim().slice(0, 100);
    const sort = this.#sort;
    return { ...(within && { within }), ...(query && { query }), ...(sort && { sort }), limit: this.#pageSize };
  }

  #show(change: Partial<Pick<Host, 'query' | 'sort' | 'pageSize'>>): void {
    Object.assign(this.#host, change);
    const { sort } = change;
    const column = sort !== undefined && this.#options.columns().find((one) => one.sort === sort.replace(/^-/, ''));
    if (column) {
      const { sortedBy } = this.connection.words('membersLater', membersLater);
      this.announcer.say(sortedBy(column.label, sort.startsWith('-')));
    }
    void this.#host.updateComplete.then(() => this.#announce());
  }

  async #turn(forward: boolean): Promise<void> {
    await (forward ? this.data.list.next() : this.data.list.previous());
    this.#announce();
  }

  /** Says what the list shows now, once it does. */
  #announce(): void {
    this.#announces = true;
    this.hostUpdate();
  }

  hostUpdate(): void {
    const { list } = this.data;
    const { page } = list;
    if (!this.#announces || list.loading || !page) return;
    this.#announces = false;
    const { common, formats } = this.connection;
    const from = list.index * this.#pageSize;
    const { length } = page.items;
    const [first, last, total] = [length && from + 1, from + length, page.total].map((one) => formats.number(one));
    this.announcer.say(common.range(first!, last!, total!));
  }

  #onType(text: string): void {
    clearTimeout(this.#typing);
    this.#typed = text;
    this.#host.requestUpdate();
    const settle = (): void => {
      this.#typed = undefined;
      if (text !== this.#host.query) this.#show({ query: text });
    };
    if (text) this.#typing = setTimeout(settle, 200);
    else {
      this.#host.renderRoot.querySelector<HTMLElement>('.search input')?.focus();
      settle();
    }
  }

  async #toggle(wanted: OpenMenu): Promise<void> {
    const again = this.#menu?.id === wanted.id;
    this.#close();
    if (again) return;
    this.#menu = wanted;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const list = this.#host.renderRoot.querySelector<HTMLElement>('#menu');
    list?.showPopover();
    list?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  /** The event that a menu was closed comes late: it may be of one before this one. */
  readonly #closer = (id: string) => (): void => {
    if (this.#menu?.id === id) this.#close();
  };

  #close(): void {
    const open = this.#menu;
    if (!open) return;
    this.#menu = undefined;
    const list = this.#host.renderRoot.querySelector<HTMLElement>('#menu');
    const focused = list?.contains((this.#host.renderRoot as ShadowRoot).activeElement);
    if (list?.matches(':popover-open')) list.hidePopover();
    if (focused) open.button.focus();
    this.#host.requestUpdate();
  }

  #reset(): void {
    clearTimeout(this.#typing);
    this.#typed = this.#menu = undefined;
    this.#errors.clear();
    this.#ready = false;
  }

  #onSource(source: Source | undefined): void {
    this.#reset();
    this.#options.left?.();
    this.data.use(source);
    this.#host.requestUpdate();
  }
}
