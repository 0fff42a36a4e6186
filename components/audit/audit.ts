import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { hasFeature, type AuditItem, type AuditList, type AuditQuery } from '../../server/contract/index.ts';
import { Announcer, liveRegion } from '../controllers/announcer.ts';
import { Connection } from '../controllers/connection.ts';
import { Freshness } from '../controllers/freshness.ts';
import { ListData } from '../controllers/list-data.ts';
import { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { audit as dictionary } from '../messages/en-audit.ts';
import { download } from '../controllers/download.ts';
import { toSourceError } from '../source/failure.ts';
import { controls } from '../styles/controls.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { listLines } from '../styles/list-lines.ts';
import { listStyles } from '../styles/list.ts';
import { tokens } from '../styles/tokens.ts';
import { calm } from '../templates/calm.ts';
import { choose } from '../templates/choose.ts';
import { clockIcon } from '../templates/icons-state.ts';
import { searchIcon, xIcon } from '../templates/icons.ts';
import { pager } from '../templates/pager.ts';
import { troubled } from '../templates/trouble.ts';
import { changesOf } from './audit.changes.ts';
import { auditStyles } from './audit.styles.ts';

export interface Audit extends Settings {}

type Page = AuditList & { total: number };

/**
 * What happened in the organization, newest first: who did what to whom, and what was different before. Filtered by
 * action, time, and with a press on a name by who did it or whom it happened to; exported as a file.
 *
 * @tag roster-audit
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
 * @slot heading - Instead of the heading.
 * @slot actions - Beside the Export button.
 * @slot error - Instead of the text for a log that could not be loaded.
 * @fires {RosterErrorEvent} roster-error - Loading or exporting failed; cancelable.
 * @fires {NotifyEvent} roster-notify - The file is there; cancelable.
 * @csspart heading - The heading.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart empty - The sentence instead of rows.
 * @csspart pager - The line with pages.
 * @cssstate loading - The first rows are awaited.
 * @cssstate empty - There is nothing, or nothing matches.
 * @cssstate error - The log could not be loaded, or may not be seen.
 */
export class Audit extends LitElement {
  static override styles = [tokens, controls, listStyles, listLaterStyles, listLines, auditStyles];

  static override properties: PropertyDeclarations = { ...settingProperties, actor: {}, target: {}, action: {} };

  /** Only what this member or key did, by id. */
  actor = '';

  /** Only what happened to this member, group, role or key, by id. */
  target = '';

  /** Only this action, `member.invited`. */
  action = '';

  readonly #internals = this.attachInternals();
  readonly #connection = new Connection(this, (source) => this.#data.use(source));
  readonly #announcer = new Announcer(this);
  readonly #notices = new Notices(this, this.#announcer, () => this.#connection.setting('notifications'));
  readonly #data: ListData<Page, AuditQuery> = new ListData<Page, AuditQuery>(this, {
    permission: 'audit:read',
    query: () => this.#query(),
    list: async (source, query, signal) => ({ ...(await source.audit(query, { signal })), total: 0 }),
  });
  #days = '';
  #since = '';
  #pageSize = 25;
  #exporting = false;
  #told: unknown;

  constructor() {
    super();
    new Freshness(this, {
      // Only the newest page becomes newer.
      refresh: async () => (this.#data.list.index === 0 ? this.#data.poll() : true),
      restored: () => this.#data.use(this.#connection.source),
    });
  }

  /** Asks for everything again. */
  async refresh(): Promise<void> {
    await this.#data.refresh();
    await this.updateComplete;
  }

  protected override updated(): void {
    const { list, error = list.error, trouble, ready } = this.#data;
    if (error && error !== this.#told) this.dispatchEvent(new RosterErrorEvent(error));
    this.#told = error;
    const { states } = this.#internals;
    const is = (name: string, on: boolean): void => void states[on ? 'add' : 'delete'](name);
    is('loading', !ready && !trouble);
    is('empty', ready && !trouble && list.page?.items.length === 0);
    is('error', trouble !== undefined);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { common, formats } = this.#connection;
    const { trouble, list, error = list.error, ready, capabilities } = this.#data;
    const page = ready ? list.page : undefined;
    const portal = capabilities && this.#connection.portal(capabilities);
    return html`<div class="root">
        <div class="head">
          <slot name="heading"
            ><h2 part="heading" aria-level=${this.#connection.setting('headingLevel') ?? 2} tabindex="-1">
              ${words.heading}
            </h2></slot
          >
          <slot name="actions"></slot>
          ${
            trouble || !portal?.actions.includes('export')
              ? nothing
              : html`<button
                  type="button"
                  class="button"
                  aria-disabled=${this.#exporting ? 'true' : 'false'}
                  @click=${this.#onExport}
                >
                  ${this.#exporting ? words.exporting : words.export}
                </button>`
          }
        </div>
        ${
          trouble
            ? troubled(trouble, error, common, formats, {
                notAllowed: words.notAllowedDetail,
                retry: () => void this.refresh(),
              })
            : html`<div class="bar"><div class="toolbar">${this.#filters()}</div></div>
                <div
                  class="panel ${list.loading && page ? 'refetching' : ''}"
                  aria-busy=${list.loading ? 'true' : 'false'}
                >
                  ${page ? (page.items.length ? this.#table(page) : this.#nothing()) : nothing}
                </div>
                ${
                  page?.items.length
                    ? pager(common, formats, {
                        index: list.index,
                        pageSize: this.#pageSize,
                        shown: page.items.length,
                        totalText: '',
                        hasNext: Boolean(page.next),
                        onPage: (forward) => void this.#turn(forward),
                        onSize: hasFeature(portal, 'pageSizes') ? (size) => this.#resize(size) : undefined,
                      })
                    : nothing
                }`
        }
      </div>
      ${liveRegion()}${this.#notices.render(common)}`;
  }

  #filters(): TemplateResult {
    const words = this.#words;
    const actions = Object.entries(words.actions).map(([value, label]) => ({ value, label }));
    const times = Object.entries(words.times).map(([value, label]) => ({ value, label }));
    return html`${choose(
      words.filterAction,
      this.action,
      actions,
      (action) => (this.action = action),
      words.any(words.filterAction),
    )}
    ${choose(words.filterTime, this.#days, times, (days) => this.#within(days), words.any(words.filterTime))}
    ${this.actor ? this.#chip(words.onlyBy(this.#name(this.actor)), () => (this.actor = '')) : nothing}
    ${this.target ? this.#chip(words.onlyOf(this.#name(this.target)), () => (this.target = '')) : nothing}`;
  }

  #chip(text: string, clear: () => void): TemplateResult {
    return html`<button type="button" class="button" aria-label=${this.#words.clear(text)} @click=${clear}>
      <bdi>${text}</bdi>${xIcon}
    </button>`;
  }

  #table({ items, names }: Page): TemplateResult {
    const { columns } = this.#words;
    const head = (key: keyof typeof columns): TemplateResult =>
      html`<th role="columnheader" class="a-${key}">${columns[key]}</th>`;
    return html`<table role="table" part="table" aria-label=${this.#words.heading}>
      <thead role="rowgroup">
        <tr role="row">
          ${head('at')}${head('actor')}${head('action')}${head('target')}${head('changes')}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${items.map((item) => this.#row(item, names))}
      </tbody>
    </table>`;
  }

  #row(item: AuditItem, names: Readonly<Record<string, string>>): TemplateResult {
    const words = this.#words;
    const { formats } = this.#connection;
    const { columns } = words;
    const { actor, target } = item;
    const about = target.kind === 'organization' ? words.organization : this.#name(target.id);
    const by = actor.id ? this.#name(actor.id) : words.system;
    const own = actor.id === target.id;
    return html`<tr role="row" part="row" data-id=${item.id}>
      <td role="cell" class="a-at plain">
        <time datetime=${item.at} title=${formats.moment(item.at)}>${formats.moment(item.at)}</time>
      </td>
      <td role="cell" class="a-actor" data-label=${columns.actor}>
        ${actor.id ? this.#narrow(by, words.showBy(by), () => (this.actor = actor.id ?? '')) : by}
      </td>
      <td role="cell" class="a-action" data-label=${columns.action}>${words.actions[item.action] ?? item.action}</td>
      <td role="cell" class="a-target ${own ? 'void' : ''}" data-label=${columns.target}>
        ${own ? nothing : this.#narrow(about, words.showOf(about), () => (this.target = target.id))}
      </td>
      <td role="cell" class="a-changes" data-label=${columns.changes}>${changesOf(item, { names, words, formats })}</td>
    </tr>`;
  }

  #narrow(name: string, label: string, run: () => void): TemplateResult {
    return html`<button type="button" class="link" title=${label} @click=${run}><bdi>${name}</bdi></button>`;
  }

  #nothing(): TemplateResult {
    const words = this.#words;
    const filtered = this.actor || this.target || this.action || this.#days;
    return filtered
      ? calm({
          icon: searchIcon,
          title: words.noResultsTitle,
          detail: words.noResultsDetail,
          action: { label: words.clearFilters, run: () => this.#clear() },
        })
      : calm({ icon: clockIcon, title: words.emptyTitle, detail: words.emptyDetail });
  }

  get #words(): typeof dictionary {
    return this.#connection.words('audit', dictionary);
  }

  #name(id: string): string {
    return this.#data.list.page?.names[id] ?? id;
  }

  #query(): AuditQuery {
    return {
      ...(this.actor ? { actor: [this.actor] } : {}),
      ...(this.target ? { target: [this.target] } : {}),
      ...(this.action ? { action: [this.action] } : {}),
      ...(this.#since ? { from: this.#since } : {}),
      limit: this.#pageSize,
    };
  }

  /** Counted from the moment it was chosen: a moment that goes on would be another question with each drawing. */
  #within(days: string): void {
    this.#days = days;
    this.#since = days ? new Date(Date.now() - Number(days) * 86_400_000).toISOString() : '';
    this.requestUpdate();
  }

  #clear(): void {
    this.actor = this.target = this.action = '';
    this.#within('');
  }

  #resize(pageSize: number): void {
    this.#pageSize = pageSize;
    this.requestUpdate();
  }

  async #turn(forward: boolean): Promise<void> {
    const { list } = this.#data;
    await (forward ? list.next() : list.previous());
    this.#announcer.say(this.#words.shown(this.#connection.formats.number(list.page?.items.length ?? 0)));
  }

  readonly #onExport = async (): Promise<void> => {
    const { source } = this.#connection;
    if (!source || this.#exporting) return;
    this.#exporting = true;
    this.requestUpdate();
    try {
      const { limit: _, ...filters } = this.#query();
      download(await source.exportAudit(filters), 'audit.csv');
      this.#notices.tell({ text: this.#words.exported });
    } catch (cause) {
      const error = toSourceError(cause);
      if (this.dispatchEvent(new RosterErrorEvent(error)))
        this.#notices.tell({ text: this.#connection.said(error.problem), tone: 'error' });
    }
    this.#exporting = false;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-audit': Audit;
  }
}
