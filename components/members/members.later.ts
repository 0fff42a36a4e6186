import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { Announcer } from '../controllers/announcer.ts';
import { Freshness } from '../controllers/freshness.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import { Notices } from '../controllers/notices.ts';
import { RowFocus } from '../controllers/row-focus.ts';
import { Width } from '../controllers/width.ts';
import { hasFeature, type Member, type RosterEvent } from '../../server/contract/index.ts';
import { membersLater } from '../messages/en-members-later.ts';
import { adopt } from '../styles/adopt.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { calm } from '../templates/calm.ts';
import { dialogStyles } from '../templates/dialog.styles.ts';
import { searchIcon, triangleAlertIcon, userPlusIcon } from '../templates/icons.ts';
import { slidersIcon } from '../templates/icons-state.ts';
import { Questions } from '../templates/questions.ts';
import { troubled } from '../templates/trouble.ts';
import type { MembersContext, MembersHost } from './members.context.ts';
import type { MembersViewState } from './members.events.ts';
import { laterStyles } from './members.later.styles.ts';
import { columnLabel, nounOf, sortOf, totalsOf, type LaterView } from './members.view.ts';

type RowActions = import('./members.actions.ts').RowActions;
type Bulk = import('./members.bulk.ts').Bulk;
type Looks = import('./members.looks.ts').Looks;
type Inner = import('./members.inner.ts').Inner;
type Part<Module extends keyof typeof parts> = Awaited<ReturnType<(typeof parts)[Module]>>;

/** What is loaded when it is first used. */
const parts = {
  actions: () => import('./members.actions.ts'),
  bulk: () => import('./members.bulk.ts'),
  looks: () => import('./members.looks.ts'),
  inner: () => import('./members.inner.ts'),
};

const none: ReadonlyMap<string, string> = new Map();

/** All of the table that nobody needs before its first rows are on screen; loaded right after them. */
export class Later {
  readonly #host: MembersHost;
  readonly #context: MembersContext;
  readonly announcer: Announcer;
  readonly notices: Notices;
  readonly #confirm: Questions;
  #actions: RowActions | undefined;
  #bulk: Bulk | undefined;
  #looks: Looks | undefined;
  #inner: Inner | undefined;

  constructor(host: MembersHost & LitElement, context: MembersContext) {
    this.#host = host;
    this.#context = context;
    // With the frame of dialogs: the first one opens without waiting for it.
    adopt(host.renderRoot, listLaterStyles, dialogStyles, laterStyles);
    this.announcer = new Announcer(host);
    this.notices = new Notices(host, this.announcer, () => context.connection.setting('notifications'));
    this.#confirm = new Questions(host);
    new HotkeyGuard(host);
    new RowFocus(host);
    new Width(host, 51, context.states);
    new Freshness(host, { ...context, concerns: (event) => this.#concerns(event) });
    host.renderRoot.addEventListener('click', this.#onClick);
    host.renderRoot.addEventListener('pointerover', this.#onPoint);
  }

  render(): TemplateResult {
    const { common } = this.#context.view();
    return html`${this.#actions?.render() ?? nothing} ${this.#bulk?.render() ?? nothing}
    ${this.#looks?.render() ?? nothing} ${this.#confirm.render()} ${this.notices.render(common)}
    ${this.#inner?.render() ?? nothing}`;
  }

  /** Another source, or none: nothing of what was begun goes on. */
  reset(): void {
    this.#actions?.reset();
    this.#bulk?.reset();
    this.#inner?.reset();
  }

  /** Whose menu is open. */
  get openFor(): string | undefined {
    return this.#actions?.openFor;
  }

  /** What went wrong with an action, by member. */
  get errors(): ReadonlyMap<string, string> {
    return this.#actions?.errors ?? none;
  }

  get exporting(): boolean {
    return this.#looks?.exporting ?? false;
  }

  async toggle(member: Member, button: HTMLElement): Promise<void> {
    await (await this.#loadActions())?.toggle(member, button);
  }

  openInvite(init: unknown): Promise<void> {
    return this.#inside((inner) => inner.openInvite(init));
  }

  openMember(id: string, invoker: HTMLElement | undefined): Promise<void> {
    return this.#inside((inner) => inner.openMember(id, invoker));
  }

  create(): Promise<void> {
    return this.#inside((inner) => inner.create());
  }

  async exportCsv(): Promise<void> {
    await (await this.#loadLooks())?.exportCsv();
  }

  /** What can be done with the selection, once that is here. */
  bulkBar(): TemplateResult | undefined {
    if (this.#bulk) return this.#bulk.bar(this.#context.data.list.page?.items ?? []);
    void this.#load('bulk').then((module) => {
      if (module)
        this.#bulk ??= new module.Bulk(this.#host, this.#context, this.notices, this.announcer, this.#confirm);
      this.#host.requestUpdate();
    });
    return undefined;
  }

  /** In the last head of the table: which columns, and how dense. */
  chooser(): TemplateResult {
    return html`<button
      type="button"
      class="button quiet square"
      part="view-button"
      aria-label=${this.#words.viewOptions}
      aria-expanded=${this.#looks?.open ? 'true' : 'false'}
      data-view
      @click=${async () => (await this.#loadLooks())?.toggle()}
    >
      ${slidersIcon}
    </button>`;
  }

  /** Arrows, Home and End walk through the tabs. */
  walk(event: KeyboardEvent): void {
    const row = event.currentTarget as Element;
    const tabs = [...row.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.indexOf(event.target as HTMLElement);
    const mirrored = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
    const to = ({ ArrowRight: at + mirrored, ArrowLeft: at - mirrored, Home: 0, End: -1 } as Record<string, number>)[
      event.key
    ];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    tabs.at(to % tabs.length)?.focus();
  }

  /** Says what the list shows now: so many after the first `before` ones. */
  shown(before: number, count: number): void {
    const view = this.#context.view();
    const { total, text } = totalsOf(this.#context.data.list.page, view);
    const { common, formats } = view;
    this.announcer.say(
      count
        ? common.range(formats.number(before + 1), formats.number(before + count), text)
        : this.#words.found(text, total, formats),
    );
  }

  sorted(sort: string): void {
    const view = this.#context.view();
    const key = sort.replace(/^-/, '');
    const column = view.portal.columns.find((one) => sortOf(one, view.portal) === key);
    this.announcer.say(this.#words.sortedBy(column ? columnLabel(column, view) : key, sort.startsWith('-')));
  }

  selectionCleared(): void {
    this.announcer.say(this.#words.selectionCleared);
  }

  /** Instead of everything: why there is nothing to be seen. */
  trouble(): TemplateResult {
    const { data, view } = this.#context;
    const { common, words, formats } = view();
    return troubled(data.trouble!, data.error ?? data.list.error, common, formats, {
      notAllowed: words.notAllowedDetail,
      retry: () => void this.#host.refresh(),
    });
  }

  /** Instead of rows: nobody matches the filters, or the tab, or nobody is there at all. */
  nobody(all: boolean): TemplateResult {
    const { data, offers, filtered, clearFilters } = this.#context;
    const view = this.#context.view();
    const words = this.#words;
    const narrowed = filtered();
    if (narrowed || !all) {
      const action = { label: view.words.clearFilters, run: clearFilters };
      const fields = view.portal.searchable.map((field) => view.words.searchBy[field]);
      const text = { icon: searchIcon, title: words.noResultsTitle, detail: words.noResultsDetail(fields, narrowed) };
      return html`<slot name="no-results">${calm({ ...text, ...(narrowed ? { action } : {}) })}</slot>`;
    }
    const invites = offers('invite') && data.capabilities?.caller.can['member:invite'] === true;
    const label = view.portal.labels.invite ?? view.words.invite;
    return html`<slot name="empty"
      >${calm({
        icon: userPlusIcon,
        title: words.emptyTitle(nounOf(view)),
        detail: invites ? words.emptyDetail : words.emptyReadonly,
        ...(invites ? { action: { label, primary: true, run: () => void this.openInvite(undefined) } } : {}),
      })}</slot
    >`;
  }

  /** Above the rows: they could not be asked for again; and whom a change of many was not made to. */
  above(): TemplateResult {
    const { list, trouble } = this.#context.data;
    return html`${this.#bulk?.refusals() ?? nothing} ${list.page && list.error && !trouble ? this.#stale() : nothing}`;
  }

  #stale(): TemplateResult {
    return html`<p class="banner" part="banner" role="status">
      ${triangleAlertIcon}<span>${this.#words.stale}</span
      ><button type="button" class="link" @click=${() => void this.#host.refresh()}>
        ${this.#context.view().common.retry}
      </button>
    </p>`;
  }

  /** Keeps what is shown for the next time; never what was searched for. */
  keep({ tab, sort, role, group, pageSize }: MembersViewState): void {
    const { density, storageKey } = this.#host;
    const hidden = [...this.#context.hidden];
    const kept = { tab, sort, role, group, pageSize, hidden, density };
    // A full or forbidden storage keeps nothing, and that is all.
    try {
      localStorage.setItem(`roster:${storageKey}`, JSON.stringify(kept));
    } catch {}
  }

  /** Others' work: who is new here is marked; what changes everybody's rights is asked for as well. */
  #concerns({ type, data }: RosterEvent): boolean {
    const { data: shown, mark } = this.#context;
    const id = 'id' in data ? data.id : '';
    const known = shown.list.page?.items.some((member) => member.id === id);
    if ((type === 'member.invited' || type === 'member.joined') && !known) mark([id]);
    if (!type.startsWith('member.') || id === shown.capabilities?.caller.member) shown.outdate();
    return true;
  }

  /** An address opens the person as the name does, for whoever points; selecting it to copy it does not. */
  readonly #onClick = (event: Event): void => {
    const target = event.target as Element;
    const opens = hasFeature(this.#context.view().portal, 'openByName');
    const row = opens && target.closest('td.c-email .address') && target.closest<HTMLElement>('[data-id]');
    if (!row || getSelection()?.type === 'Range') return;
    void this.#host.openMember(row.dataset['id']!, row.querySelector<HTMLElement>('button.name') ?? undefined);
  };

  /** The exact moment, on what is pointed at: written into every row it would be most of the work of a drawing. */
  readonly #onPoint = (event: Event): void => {
    const moment = (event.target as Element).closest<HTMLElement>('time, [data-until]');
    if (!moment) return;
    const { formats, words } = this.#context.view();
    const { until } = moment.dataset;
    moment.title = until ? words.expires(formats.moment(until)) : formats.moment((moment as HTMLTimeElement).dateTime);
  };

  get #words(): LaterView['words'] {
    return this.#context.connection.words('membersLater', membersLater);
  }

  async #load<Name extends keyof typeof parts>(name: Name): Promise<Part<Name> | undefined> {
    try {
      return (await parts[name]()) as Part<Name>;
    } catch {
      this.#tell();
      return undefined;
    }
  }

  /** Something could not be loaded. */
  #tell(): void {
    this.notices.tell({ text: this.#context.view().common.failed, tone: 'error' });
  }

  async #loadActions(): Promise<RowActions | undefined> {
    const module = await this.#load('actions');
    if (module) this.#actions ??= new module.RowActions(this.#host, this.#context, this.notices, this.#confirm);
    return this.#actions;
  }

  async #loadLooks(): Promise<Looks | undefined> {
    const module = await this.#load('looks');
    if (module) this.#looks ??= new module.Looks(this.#host, this.#context, this.notices);
    return this.#looks;
  }

  async #inside(act: (inner: Inner) => Promise<void>): Promise<void> {
    const module = await this.#load('inner');
    if (module)
      await act((this.#inner ??= new module.Inner(this.#host, this.#context, this.notices))).catch(() => this.#tell());
  }
}
