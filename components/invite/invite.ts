import { css, html, LitElement, nothing } from 'lit';
import { BareConnection } from '../controllers/bare-connection.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import type { Source } from '../source/source.ts';
import { buttons } from '../styles/buttons.ts';
import { tokens } from '../styles/tokens.ts';
import { userPlusIcon } from '../templates/icons.ts';
import type { InviteDialog, InviteInit } from './invite-dialog.ts';

export type { InviteInit } from './invite-dialog.ts';

export interface Invite extends Settings {}

/**
 * A button that opens the dialog in which people are invited: by addresses typed or pasted, with roles and groups. The
 * dialog itself is loaded when the button is first pointed at or focused.
 *
 * @tag roster-invite
 * @slot - Words of the button.
 * @attr {string} api-url - Address of the API, `/roster`.
 * @attr {string} org - Organization, id or slug, for a session of several.
 * @attr {string} token - A widget token that the page already holds.
 * @attr {string} token-endpoint - Address of the page's own server that answers POST with `{token, expiresAt}`.
 * @attr {boolean} demo - Shows people who are in this page alone, where there is no other source.
 * @attr {string} locale - Language of words, numbers and moments, BCP 47; absent: that of the nearest `lang`.
 * @attr {string} time-zone - IANA time zone of moments.
 * @attr {'light'|'dark'|'system'} theme - Colours; absent: the page's `color-scheme`.
 * @attr {'comfortable'|'compact'} density - Height of controls.
 * @attr {boolean} readonly - Nothing can be changed: there is no button.
 * @attr {number} heading-level - Level of the dialog's heading, 1 to 6.
 * @attr {'toast'|'inline'|'none'} notifications - Where successes are told; `none` leaves them to the host.
 * @property {() => Promise<string>} getToken - Gives a widget token whenever one is needed.
 * @property {Source} source - The data source, instead of HTTP to `api-url`.
 * @property {MessageOverrides} messages - The host's own words.
 * @property {Partial<Portal>} portal - Narrows what the server says of the portal.
 * @attr {boolean} no-button - Only the dialog, opened by `open()`; what was sent is told by whoever opens it.
 * @attr {'shared'|'rows'} invite-layout - One field and shared roles, or a row for each person; absent: the portal's.
 * @fires {BeforeInviteSendEvent} roster-before-invite-send - Cancelable; `waitUntil` holds the sending.
 * @fires {InviteSentEvent} roster-invite-sent - The server's answer for each person.
 * @fires {BeforeInviteResendEvent} roster-before-invite-resend - Cancelable.
 * @fires {InviteResentEvent} roster-invite-resent - A pending invitation was sent again from the dialog.
 * @fires {DirtyChangeEvent} roster-dirty-change - There is something to lose in the dialog, or no longer.
 * @fires {RosterErrorEvent} roster-error - Cancelable: the host shows the failure instead.
 * @csspart button - The button.
 * @csspart dialog - The dialog, and the question whether to discard.
 * @csspart chips - A field of chips.
 * @csspart chip - One chip; `note`, `warn` or `bad` as a second part.
 * @csspart input - The text input of addresses.
 * @csspart popup - The list of groups.
 * @cssstate loading - The dialog is on its way.
 * @cssstate dirty - There is something to lose in the dialog.
 */
export class Invite extends LitElement {
  static override styles = [
    tokens,
    buttons,
    css`
      :host {
        display: inline-block;
        background: none;
      }
      /* Inside an element of ours, which has set the size already. */
      :host([no-button]) {
        display: contents;
        font-size: inherit;
      }
    `,
  ];

  static override properties = {
    ...settingProperties,
    noButton: { type: Boolean, attribute: 'no-button' },
    inviteLayout: { attribute: 'invite-layout' },
  };

  /** Only the dialog, without a button of its own. */
  declare noButton: boolean;

  /** How people are entered; by default as the organization has it. */
  declare inviteLayout: 'shared' | 'rows' | '';

  readonly #connection = new BareConnection(this, (source) => this.#sourceChanged(source));
  readonly #internals = this.attachInternals();
  #source: Source | undefined;
  #dialog: InviteDialog | undefined;
  #loading: Promise<InviteDialog> | undefined;
  #failed = false;

  constructor() {
    super();
    this.noButton = false;
    this.inviteLayout = '';
  }

  /**
   * Opens the dialog. What was typed before and not sent is still in it; `init` comes on top.
   *
   * @throws what the browser says when the dialog's module cannot be loaded.
   */
  async open(init?: InviteInit): Promise<void> {
    this.#internals.states.add('loading');
    try {
      const dialog = await this.#load();
      await this.updateComplete;
      if (this.isConnected) dialog.open(init);
    } finally {
      this.#internals.states.delete('loading');
    }
  }

  protected override render(): unknown {
    const words = this.#connection.common;
    const hidden = this.noButton || this.#connection.setting('readonly');
    return html`${hidden ? nothing : this.#renderButton(words.invite)}
    ${this.#failed ? html`<p role="alert">${words.failed}</p>` : nothing} ${this.#dialog?.render() ?? nothing}`;
  }

  #renderButton(word: string): unknown {
    return html`<button
      type="button"
      class="button primary"
      part="button"
      aria-haspopup="dialog"
      @pointerenter=${this.#onIntent}
      @focus=${this.#onIntent}
      @click=${this.#onClick}
    >
      ${userPlusIcon}<slot>${word}</slot>
    </button>`;
  }

  #load(): Promise<InviteDialog> {
    this.#loading ??= Promise.all([import('./invite-dialog.ts'), import('../source/http-source.ts')]).then(
      ([{ InviteDialog }, { httpSource }]) => {
        this.#connection.http = httpSource;
        this.requestUpdate();
        return (this.#dialog = new InviteDialog(this, this.#connection, this.#internals.states));
      },
    );
    // A failed download can be tried again.
    this.#loading.catch(() => (this.#loading = undefined));
    return this.#loading;
  }

  /** A page that only moves the element has the same source as before, and what was typed stays. */
  #sourceChanged(source: Source | undefined): void {
    if (source !== this.#source) this.#dialog?.reset();
    this.#source = source;
  }

  readonly #onIntent = (): void => void this.#load().catch(() => undefined);

  readonly #onClick = (event: MouseEvent): void => {
    this.#failed = false;
    this.open({ invoker: event.currentTarget as HTMLElement })
      .catch(() => (this.#failed = true))
      .finally(() => this.requestUpdate());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-invite': Invite;
  }
}
