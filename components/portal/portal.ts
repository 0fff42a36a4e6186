import { ContextProvider } from '@lit/context';
import { Routes } from '@lit-labs/router/routes.js';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { hasFeature, type ActionKey, type RosterPermission } from '../../server/contract/index.ts';
import { Announcer, liveRegion } from '../controllers/announcer.ts';
import { Connection } from '../controllers/connection.ts';
import { Notices } from '../controllers/notices.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { settingProperties, settingsContext, type Settings } from '../controllers/settings.ts';
import { portal as dictionary } from '../messages/en-portal.ts';
import { sourceContext } from '../source/context.ts';
import type { Source } from '../source/source.ts';
import { controls } from '../styles/controls.ts';
import { listStyles } from '../styles/list.ts';
import { calmStyles } from '../styles/list-calm.ts';
import { tokens } from '../styles/tokens.ts';
import { choose } from '../templates/choose.ts';
import { troubled } from '../templates/trouble.ts';
import { addressOf, below, readView, writeView, type MembersViewState } from './portal.address.ts';
import { PortalData } from './portal.data.ts';
import { portalStyles } from './portal.styles.ts';

export interface Portal extends Settings {}

interface Section {
  place: string;
  label: string;
  permission: RosterPermission;
  /** What the portal must offer for the section to be there. */
  action?: ActionKey;
}

const keys = Object.keys(settingProperties) as (keyof Settings)[];
/** Groups named in the sidebar; the rest are a page away. */
const groupsShown = 20;

/**
 * All of user management in one tag: members, groups, the members of each group, roles and the audit log, with a sidebar
 * that is always there and a switch between the groups one belongs to. With `base-path` every place has an address below
 * it, so that reload, back and forward work; the host's other links and its history are never touched.
 *
 * @tag roster-portal
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
 * @attr {number} heading-level - Level of the headings, 1 to 6.
 * @attr {'toast'|'inline'|'none'} notifications - Where successes are told; `none` leaves them to the host.
 * @property {() => Promise<string>} getToken - Gives a widget token whenever one is needed.
 * @property {Source} source - The data source, instead of HTTP to `api-url`.
 * @property {MessageOverrides} messages - The host's own words.
 * @property {Partial<Portal>} portal - Narrows what the server says of the portal.
 * @slot heading - At the start of the header.
 * @slot actions - At the end of the header.
 * @slot footer - Below everything.
 * @slot error - Instead of the text when the portal cannot be loaded.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable. All other events of the elements inside bubble through.
 * @fires {RosterErrorEvent} roster-error - Loading failed; cancelable.
 * @csspart header - The line with the group switch.
 * @csspart sidebar - The sections.
 * @csspart content - The section shown.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 * @cssstate loading - Nothing is known yet.
 * @cssstate error - The portal could not be loaded, or may not be seen.
 */
export class Portal extends LitElement {
  static override styles = [tokens, controls, listStyles, calmStyles, portalStyles];

  static override properties: PropertyDeclarations = {
    ...settingProperties,
    basePath: { attribute: 'base-path' },
    viewInUrl: { attribute: 'view-in-url', type: Boolean },
  };

  /** Path of the page that the portal is on, `/settings/people`; absent: places have no address. */
  basePath: string | undefined;

  /** Keeps search, filters and order of the members in the address of the page. */
  viewInUrl = false;

  readonly #internals = this.attachInternals();
  readonly #announcer = new Announcer(this);
  readonly #settings = new ContextProvider(this, { context: settingsContext, initialValue: {} });
  readonly #provided = new ContextProvider(this, { context: sourceContext });
  readonly #connection = new Connection(this, (source) => {
    this.#provided.setValue(source as Source);
    this.#data.use(source);
  });
  readonly #data = new PortalData(this);
  readonly #notices = new Notices(this, this.#announcer, () => this.#connection.setting('notifications'));
  readonly #routes = this.#makeRoutes();
  #place = '';
  #view: Partial<MembersViewState> = {};
  #told: unknown;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('popstate', this.#onPopstate);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onPopstate);
  }

  /** Shows a place: ``, `groups`, `groups/grp_…`, `members/mem_…`, `roles`, `audit`, `overview`. */
  async navigate(place: string): Promise<void> {
    if (place === this.#place) return;
    if (this.basePath !== undefined) history.pushState(null, '', addressOf(this.basePath, place));
    this.#view = {};
    await this.#show(place);
    this.renderRoot.querySelector<HTMLElement>('#content')?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    this.#settings.setValue(Object.fromEntries(keys.map((key) => [key, this.#connection.setting(key)])));
    if (!this.hasUpdated || changed.has('basePath')) this.#read();
  }

  protected override updated(): void {
    const { error, trouble, capabilities } = this.#data;
    if (error && error !== this.#told) this.dispatchEvent(new RosterErrorEvent(error));
    this.#told = error;
    const { states } = this.#internals;
    states[capabilities || trouble ? 'delete' : 'add']('loading');
    states[trouble ? 'add' : 'delete']('error');
  }

  protected override render(): TemplateResult {
    const { capabilities, trouble, error } = this.#data;
    const words = this.#connection.words('portal', dictionary);
    const { common, formats } = this.#connection;
    return html`<div
        class="root"
        @click=${this.#onClick}
        @roster-member-open=${this.#onMemberOpen}
        @roster-group-open=${this.#onGroupOpen}
        @roster-view-change=${this.#onViewChange}
        @roster-group-saved=${this.#onGroups}
        @roster-group-deleted=${this.#onGroups}
        @roster-member-removed=${this.#onMemberRemoved}
      >
        ${
          trouble
            ? troubled(trouble, error, common, formats, {
                notAllowed: words.notAllowedDetail,
                retry: () => this.#data.use(this.#connection.source),
              })
            : capabilities
              ? html`${this.#header()}
                  <div class="body">
                    ${this.#sidebar()}
                    <div id="content" class="content" part="content" tabindex="-1">${this.#routes.outlet()}</div>
                  </div>`
              : nothing
        }
        <slot name="footer"></slot>
      </div>
      ${liveRegion()}${this.#notices.render(common)}`;
  }

  /** The groups one belongs to; nothing where that is none. */
  #header(): TemplateResult {
    const words = this.#connection.words('portal', dictionary);
    const { portal, own } = this.#data;
    const label = portal?.labels.group ?? words.group;
    const at = /^groups\/(.+)/.exec(this.#place)?.[1] ?? '';
    return html`<div class="top" part="header">
      <slot name="heading"></slot>
      ${
        own.length
          ? html`<label class="switch"
              ><span>${label}</span> ${choose(
                label,
                own.some(({ id }) => id === at) ? at : '',
                own.map(({ id, name }) => ({ value: id, label: name })),
                (id) => void this.navigate(id ? `groups/${id}` : ''),
                words.everybody,
              )}</label
            >`
          : nothing
      }
      <slot name="actions"></slot>
    </div>`;
  }

  #sidebar(): TemplateResult {
    const words = this.#connection.words('portal', dictionary);
    const { formats } = this.#connection;
    const { groups, groupTotal } = this.#data;
    return html`<nav class="sidebar" part="sidebar" aria-label=${words.sections}>
      <ul>
        ${this.#sections().map(
          ({ place, label }) =>
            html`<li>
              ${this.#link(place, label)}${
                place === 'groups' && groups.length
                  ? html`<ul>
                      ${groups.slice(0, groupsShown).map(({ id, name }) => html`<li>${this.#link(`groups/${id}`, name)}</li>`)}
                      ${
                        groupTotal > groupsShown
                          ? html`<li>${this.#link('groups', words.allGroups(formats.number(groupTotal)), false)}</li>`
                          : nothing
                      }
                    </ul>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
    </nav>`;
  }

  #link(place: string, label: string, named = true): TemplateResult {
    const here = named && (place === this.#place || (place === '' && this.#place.startsWith('members/')));
    const current = here ? 'page' : nothing;
    return this.basePath === undefined
      ? html`<button type="button" data-place=${place} aria-current=${current}><bdi>${label}</bdi></button>`
      : html`<a href=${addressOf(this.basePath, place)} data-place=${place} aria-current=${current}
          ><bdi>${label}</bdi></a
        >`;
  }

  #sections(): Section[] {
    const words = this.#connection.words('portal', dictionary);
    const { capabilities } = this.#data;
    const labels = this.#data.portal?.labels ?? {};
    const all: Section[] = [
      { place: '', label: labels.members ?? words.members, permission: 'member:read' },
      { place: 'groups', label: labels.groups ?? words.groups, permission: 'group:read', action: 'groups' },
      { place: 'roles', label: words.roles, permission: 'role:read', action: 'roles' },
      { place: 'audit', label: words.audit, permission: 'audit:read', action: 'audit' },
    ];
    return all.filter(
      ({ permission, action }) =>
        capabilities?.caller.can[permission] === true && (!action || this.#data.portal?.actions.includes(action)),
    );
  }

  /** What is shown where. Each element is loaded when it is first shown. */
  #makeRoutes(): Routes {
    // Ours are nobody's child: a host's own router would send its paths to us.
    this.addEventListener('lit-routes-connected', (event) => event.stopPropagation());
    return new Routes(
      this,
      [
        { path: '/', enter: () => this.#load(import('../members/define.ts')), render: () => this.#members() },
        {
          path: '/members/:id',
          enter: () => this.#load(import('../member/define.ts')),
          render: ({ id }) => html`${this.#back('')}<roster-member layout="panel" member=${id ?? ''}></roster-member>`,
        },
        {
          path: '/groups',
          enter: () => this.#load(import('../groups/define.ts')),
          render: () => html`<roster-groups></roster-groups>`,
        },
        {
          path: '/groups/:id',
          enter: () => this.#load(import('../group/define.ts')),
          render: ({ id }) => html`<roster-group group=${id ?? ''}></roster-group>`,
        },
        {
          path: '/roles',
          enter: () => this.#load(import('../roles/define.ts')),
          render: () => html`<roster-roles></roster-roles>`,
        },
        {
          path: '/audit',
          enter: () => this.#load(import('../audit/define.ts')),
          render: () => html`<roster-audit></roster-audit>`,
        },
      ],
      { fallback: { enter: () => this.#load(import('../members/define.ts')), render: () => this.#members() } },
    );
  }

  #members(): TemplateResult {
    const { tab = '', query = '', sort = '', role = '', group = '', pageSize = 25 } = this.#view;
    return html`<roster-members
      .tab=${tab as ''}
      .query=${query}
      .sort=${sort}
      .role=${role}
      .group=${group}
      .pageSize=${pageSize}
    ></roster-members>`;
  }

  #back(place: string): TemplateResult {
    const words = this.#connection.words('portal', dictionary);
    const section = this.#sections().find((one) => one.place === place);
    return html`<p class="back">${section ? this.#link(place, words.back(section.label), false) : nothing}</p>`;
  }

  /** Going there waits for the code; where it cannot be had the place stays as it is and the host hears why. */
  async #load(code: Promise<unknown>): Promise<boolean> {
    await code;
    return this.isConnected;
  }

  #read(): void {
    const place = this.basePath === undefined ? '' : below(this.basePath, location.pathname);
    if (place === undefined) return;
    this.#view = this.viewInUrl && this.basePath !== undefined ? readView(location.search) : {};
    void this.#show(place);
  }

  async #show(place: string): Promise<void> {
    this.#place = place;
    this.requestUpdate();
    await this.#routes.goto(`/${place}`).catch(this.#data.failed);
    await this.updateComplete;
  }

  readonly #onPopstate = (): void => this.#read();

  readonly #onClick = (event: MouseEvent): void => {
    const link = (event.target as Element).closest<HTMLElement>('[data-place]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.navigate(link.dataset['place'] ?? '');
  };

  readonly #onMemberOpen = (event: HTMLElementEventMap['roster-member-open']): void => {
    const pages = this.basePath !== undefined && hasFeature(this.#data.portal, 'memberPages');
    if (!pages || event.defaultPrevented) return;
    event.preventDefault();
    void this.navigate(`members/${event.member}`);
  };

  readonly #onGroupOpen = (event: HTMLElementEventMap['roster-group-open']): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    void this.navigate(`groups/${event.group}`);
  };

  readonly #onViewChange = ({ view }: HTMLElementEventMap['roster-view-change']): void => {
    this.#view = view;
    if (!this.viewInUrl || this.basePath === undefined || this.#place !== '') return;
    history.replaceState(history.state, '', location.pathname + writeView(location.search, view) + location.hash);
  };

  readonly #onGroups = (): void => void this.#data.listGroups();

  readonly #onMemberRemoved = (): void => {
    if (this.#place.startsWith('members/')) void this.navigate('');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-portal': Portal;
  }
}
