import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Can, Role, RoleList } from '../../server/contract/index.ts';
import { Announcer, liveRegion } from '../controllers/announcer.ts';
import { Connection } from '../controllers/connection.ts';
import { Freshness } from '../controllers/freshness.ts';
import { HotkeyGuard } from '../controllers/hotkey-guard.ts';
import { ListData } from '../controllers/list-data.ts';
import { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { RowFocus } from '../controllers/row-focus.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { roles as dictionary } from '../messages/en-roles.ts';
import { controls } from '../styles/controls.ts';
import { listLaterStyles } from '../styles/list-later.ts';
import { listLines } from '../styles/list-lines.ts';
import { listStyles } from '../styles/list.ts';
import { tokens } from '../styles/tokens.ts';
import { calm } from '../templates/calm.ts';
import { lockIcon } from '../templates/icons-state.ts';
import { troubled } from '../templates/trouble.ts';
import type { RoleEditor } from './role-editor.ts';
import { rolesStyles } from './roles.styles.ts';

export interface Roles extends Settings {}

type Page = RoleList & { next: null; total: number };

/**
 * The organization's roles: what each allows and how many people hold it; made, changed and deleted by whoever may. Before
 * anything is taken away it says from how many.
 *
 * @tag roster-roles
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
 * @slot heading - Instead of the heading.
 * @slot actions - Beside the button that makes a role.
 * @slot error - Instead of the text for roles that could not be loaded.
 * @fires {BeforeRoleSaveEvent} roster-before-role-save - A role is about to be made or changed; cancelable.
 * @fires {RoleSavedEvent} roster-role-saved - A role was made or changed.
 * @fires {BeforeRoleDeleteEvent} roster-before-role-delete - A role is about to be deleted; cancelable.
 * @fires {RoleDeletedEvent} roster-role-deleted - A role was deleted.
 * @fires {DirtyChangeEvent} roster-dirty-change - There is something to lose in the editor, or no longer.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable.
 * @fires {RosterErrorEvent} roster-error - Loading or a change failed; cancelable.
 * @csspart heading - The heading.
 * @csspart table - The table.
 * @csspart row - A row.
 * @csspart badge - A badge.
 * @csspart empty - The sentence instead of rows.
 * @csspart dialog - The editor, and the question before something is taken away.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 * @cssstate loading - The first rows are awaited.
 * @cssstate empty - There are no roles.
 * @cssstate error - The roles could not be loaded, or may not be seen.
 * @cssstate dirty - There is something to lose in the editor.
 */
export class Roles extends LitElement {
  static override styles = [tokens, controls, listStyles, listLaterStyles, listLines, rolesStyles];

  static override properties = settingProperties;

  readonly #internals = this.attachInternals();
  readonly #connection = new Connection(this, (source) => {
    this.#editor?.reset();
    this.#data.use(source);
  });
  readonly #announcer = new Announcer(this);
  readonly #notices = new Notices(this, this.#announcer, () => this.#connection.setting('notifications'));
  readonly #data: ListData<Page, object> = new ListData<Page, object>(this, {
    permission: 'role:read',
    query: () => ({}),
    list: async (source, _query, signal) => {
      const answer = await source.roles({ signal });
      return { ...answer, next: null, total: answer.items.length };
    },
  });
  #editor: RoleEditor | undefined;
  #told: unknown;

  constructor() {
    super();
    new RowFocus(this);
    new HotkeyGuard(this);
    new Freshness(this, {
      refresh: () => this.#data.poll(),
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
    is('dirty', this.#editor?.dirty === true);
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    const { common, formats } = this.#connection;
    const { trouble, list, error = list.error, ready, capabilities } = this.#data;
    const page = ready ? list.page : undefined;
    const create = capabilities?.caller.can['role:manage'];
    const offered = page && !trouble && create === true && !this.#connection.setting('readonly');
    return html`<div class="root">
        <div class="head">
          <slot name="heading"
            ><h2 part="heading" aria-level=${this.#connection.setting('headingLevel') ?? 2} tabindex="-1">
              ${words.heading}
            </h2></slot
          >
          <slot name="actions"></slot>
          ${
            offered
              ? html`<button type="button" class="button primary" @click=${() => this.#open(undefined)}>
                  ${words.create}
                </button>`
              : nothing
          }
        </div>
        ${
          trouble
            ? troubled(trouble, error, common, formats, {
                notAllowed: words.notAllowedDetail,
                retry: () => void this.refresh(),
              })
            : html`<div
                class="panel ${list.loading && page ? 'refetching' : ''}"
                aria-busy=${list.loading ? 'true' : 'false'}
              >
                ${
                  page?.items.length === 0
                    ? calm({ icon: lockIcon, title: words.emptyTitle, detail: words.emptyDetail })
                    : page
                      ? this.#table(page)
                      : nothing
                }
              </div>`
        }
      </div>
      ${this.#editor?.render() ?? nothing} ${liveRegion()}${this.#notices.render(common)}`;
  }

  #table({ items }: Page): TemplateResult {
    const { columns } = this.#words;
    return html`<table role="table" part="table" aria-label=${this.#words.heading}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" class="r-name">${columns.name}</th>
          <th role="columnheader" class="r-permissions">${columns.permissions}</th>
          <th role="columnheader" class="r-people">${columns.people}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${items.map((role) => this.#row(role))}
      </tbody>
    </table>`;
  }

  #row(role: Role): TemplateResult {
    const words = this.#words;
    const { formats } = this.#connection;
    const { columns } = words;
    return html`<tr role="row" part="row" data-id=${role.id}>
      <th role="rowheader" scope="row" class="r-name">
        <button type="button" class="link" @click=${() => this.#open(role)}><bdi>${role.name}</bdi></button
        >${role.exclusive ? html`<span class="badge" part="badge">${words.exclusive}</span>` : nothing}
        ${role.description ? html`<p>${role.description}</p>` : nothing}
      </th>
      <td role="cell" class="r-permissions" data-label=${columns.permissions}>
        <span title=${role.permissions.join(', ')}
          >${role.permissions.length ? words.permissions(role.permissions.length, formats) : words.nothing}</span
        >
      </td>
      <td role="cell" class="r-people" data-label=${columns.people}>${formats.number(role.memberCount)}</td>
    </tr>`;
  }

  async #open(role: Role | undefined): Promise<void> {
    const { RoleEditor } = await import('./role-editor.ts');
    this.#editor ??= new RoleEditor(this, {
      connection: this.#connection,
      notices: this.#notices,
      announcer: this.#announcer,
      words: () => this.#words,
      permissions: () => this.#data.list.page?.permissions ?? [],
      // For whom nothing can be changed the same dialog is there to be read.
      can: (one) => this.#can(one),
      changed: () => this.#data.poll(),
    });
    this.#editor.open(role);
  }

  #can(role: Role | undefined): { update: Can; delete: Can } {
    if (!this.#connection.setting('readonly')) return role?.can ?? { update: true, delete: true };
    const not = { ok: false, code: 'forbidden', reason: this.#connection.common.forbidden } as const;
    return { update: not, delete: not };
  }

  get #words(): typeof dictionary {
    return this.#connection.words('roles', dictionary);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-roles': Roles;
  }
}
