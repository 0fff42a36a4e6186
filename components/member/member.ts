import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MemberId } from '../../server/contract/index.ts';
import { Connection } from '../controllers/connection.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import type { Source } from '../source/source.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';

// Their names and classes belong to this element's listeners as well.
export type * from '../controllers/invitation.events.ts';
export type * from '../controllers/member.events.ts';
export type { DirtyChangeEvent } from '../controllers/dirty.events.ts';
export type { NotifyEvent, RosterErrorEvent } from '../controllers/notify.events.ts';

type MemberBody = import('./member.body.ts').MemberBody;

export interface Member extends Settings {}

/** What a dialog is opened with. */
export interface MemberOpening {
  /** What gets the focus back; by default, what has it now. */
  invoker?: HTMLElement | null;
}

/**
 * One person of an organization: profile, roles, groups, sessions, and why they may do what they may; to be changed by
 * who may. As a dialog that `open()` shows, or as a part of the page with `layout="panel"`.
 *
 * @tag roster-member
 * @attr {string} member - Whom the panel shows, `mem_…`.
 * @attr {'dialog'|'panel'} layout - A dialog that `open()` shows, or a part of the page; `dialog` by default.
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words, numbers and moments, BCP 47; absent: that of the nearest `lang`.
 * @attr {string} time-zone - IANA time zone of moments.
 * @attr {'light'|'dark'|'system'} theme - Colours; absent: the page's `color-scheme`.
 * @attr {'comfortable'|'compact'} density - Height of controls.
 * @attr {boolean} readonly - Nothing can be changed.
 * @attr {number} heading-level - Level of the heading, 1 to 6; 2 by default.
 * @attr {'toast'|'inline'|'none'} notifications - Where successes are told; `none` leaves them to the host.
 * @property {() => Promise<string>} getToken - Gives a widget token whenever one is needed.
 * @property {Source} source - The data source, instead of HTTP to `api-url`.
 * @property {MessageOverrides} messages - The host's own words.
 * @property {Partial<Portal>} portal - Narrows what the server says of the portal.
 *
 * @fires {BeforeMemberCreateEvent} roster-before-member-create - Cancelable.
 * @fires {MemberCreatedEvent} roster-member-created - Somebody was made a member without an invitation.
 * @fires {BeforeMemberUpdateEvent} roster-before-member-update - Cancelable; `waitUntil` holds the saving.
 * @fires {MemberUpdatedEvent} roster-member-updated - The person, or the invitation, was changed; or a change was taken back.
 * @fires {BeforeMemberSuspendEvent} roster-before-member-suspend - Cancelable.
 * @fires {MemberSuspendedEvent} roster-member-suspended - The person was suspended.
 * @fires {BeforeMemberReactivateEvent} roster-before-member-reactivate - Cancelable.
 * @fires {MemberReactivatedEvent} roster-member-reactivated - The person is active again.
 * @fires {BeforeMemberRemoveEvent} roster-before-member-remove - Cancelable.
 * @fires {MemberRemovedEvent} roster-member-removed - The person was removed for good.
 * @fires {BeforeInviteResendEvent} roster-before-invite-resend - Cancelable.
 * @fires {InviteResentEvent} roster-invite-resent - The invitation was sent again.
 * @fires {BeforeInviteRevokeEvent} roster-before-invite-revoke - Cancelable.
 * @fires {InviteRevokedEvent} roster-invite-revoked - The invitation was revoked.
 * @fires {DirtyChangeEvent} roster-dirty-change - There is something to lose in the form, or no longer.
 * @fires {NotifyEvent} roster-notify - Something went well; cancelable: the host tells it instead.
 * @fires {RosterErrorEvent} roster-error - Something failed; cancelable: the host shows it instead.
 *
 * @csspart dialog - The dialog, and the questions it asks.
 * @csspart heading - The heading of the panel.
 * @csspart avatar - Initials.
 * @csspart name - The person's name.
 * @csspart badge - Status.
 * @csspart chips - The field of groups.
 * @csspart chip - One chosen group.
 * @csspart popup - The list of groups.
 * @csspart actions - What can be done beside saving.
 * @csspart empty - The sentence instead of a person.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 *
 * @cssstate loading - The person is awaited.
 * @cssstate error - The person could not be loaded, or may not be seen.
 * @cssstate inner - It stands inside another element of Roster.
 * @cssstate dirty - There is something to lose in the form.
 */
export class Member extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host([layout='dialog']) {
        display: contents;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    ...settingProperties,
    member: {},
    layout: { reflect: true },
  };

  /** Whom the panel shows, `mem_…`. */
  member = '';

  /** A dialog that `open()` shows, or a part of the page. */
  layout: 'dialog' | 'panel' = 'dialog';

  readonly #connection = new Connection(this, (source) => this.#onSource(source));
  readonly #internals = this.attachInternals();
  /** All that is drawn; loaded when it is opened, or stands in the page. */
  #body: MemberBody | undefined;
  #loading: Promise<MemberBody> | undefined;
  #failed = false;
  #source: Source | undefined;
  #shown = '';

  override connectedCallback(): void {
    super.connectedCallback();
    const root = this.getRootNode();
    if (root instanceof ShadowRoot && root.host.localName.startsWith('roster-')) this.#internals.states.add('inner');
    else this.#internals.states.delete('inner');
  }

  /** Opens the dialog about a member, by id. */
  async open(id: string, { invoker }: MemberOpening = {}): Promise<void> {
    await this.#show(id as MemberId, invoker);
  }

  /** Opens the dialog in which somebody is made a member without an invitation. */
  async create({ invoker }: MemberOpening = {}): Promise<void> {
    await this.#show(undefined, invoker);
  }

  /** Asks for the person again; what was typed stays. */
  async refresh(): Promise<void> {
    this.#failed = false;
    await (this.#body ? this.#body.refresh() : this.requestUpdate());
  }

  async #show(id: MemberId | undefined, invoker: HTMLElement | null | undefined): Promise<void> {
    // Only then is it known whose it is, and what was open before is closed.
    await this.updateComplete;
    const body = await this.#load();
    if (!this.isConnected) return;
    if (this.layout === 'dialog') body.dialog.show(invoker);
    await this.updateComplete;
    await body.show(id);
    await this.updateComplete;
  }

  #load(): Promise<MemberBody> {
    this.#loading ??= import('./member.body.ts').then(({ MemberBody }) => {
      this.#failed = false;
      this.requestUpdate();
      return (this.#body = new MemberBody(this, this.#connection, this.#internals.states));
    });
    // A failed download can be tried again.
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  protected override updated(): void {
    if (this.layout !== 'panel') return;
    const body = this.#body;
    if (!body) {
      if (!this.#failed) this.#load().catch(() => this.#fail());
    } else if (this.member !== this.#shown && this.#source) {
      this.#shown = this.member;
      void this.updateComplete.then(() => (this.member ? body.show(this.member as MemberId) : body.forget()));
    }
  }

  #fail(): void {
    this.#failed = true;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    return html`${this.#failed ? html`<p role="alert">${this.#connection.common.failed}</p>` : nothing}
      ${this.#body?.render() ?? nothing}
      <div class="vh" data-live role="status" aria-live="polite"></div>`;
  }

  /** A page that only moves the element has the same source as before, and what was typed stays. */
  #onSource(source: Source | undefined): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#shown = '';
    this.#body?.leave();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-member': Member;
  }
}
