import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { Connection } from '../controllers/connection.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { labelOf, type Label } from '../source/label-batch.ts';

export interface UserLabel extends Settings {}

/**
 * The display name of a member anywhere in the host's page, by id; "User Removed" for whoever has left. All labels of a
 * page ask in one request.
 *
 * @tag roster-user-label
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
 * @attr {boolean} live - The name follows what happens to the person while it is shown; opens the page's stream of events.
 * @slot - Shown until the name is known, and when it cannot be.
 * @csspart name - The name; with `removed` as a second part.
 * @cssstate loading - The name is awaited.
 * @cssstate empty - Nobody has this id.
 * @cssstate error - The name could not be loaded.
 */
export class UserLabel extends LitElement {
  static override styles = css`
    :host {
      display: inline;
    }
    .removed {
      opacity: 0.75;
    }
  `;

  static override properties = settingProperties;

  /** Whose name: a member's id. */
  @property({ attribute: 'member-id' }) memberId = '';

  /** The name follows what happens to the person while it is shown. All elements of a page share one stream of events. */
  @property({ type: Boolean }) live = false;

  readonly #internals = this.attachInternals();
  readonly #connection = new Connection(this, undefined, true);
  #label: Label | undefined;
  #asked = '';
  #source: unknown;
  #following = new AbortController();

  /** Not `willUpdate`: the connection finds its source between the two. */
  protected override update(changed: PropertyValues<this>): void {
    const { source } = this.#connection;
    if (source !== this.#source || changed.has('live')) this.#follow();
    if (source !== this.#source || this.memberId !== this.#asked) {
      this.#source = source;
      this.#asked = this.memberId;
      this.#label = undefined;
      this.#say(source && this.memberId ? 'loading' : undefined);
      if (source && this.memberId) void this.#ask();
    }
    super.update(changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#source = undefined;
    this.#following.abort();
  }

  protected override render(): unknown {
    const label = this.#label;
    if (!label) return html`<slot></slot>`;
    return html`<bdi
      part="name ${label.removed ? 'removed' : ''}"
      class=${label.removed ? 'removed' : nothing}
      translate="no"
      >${label.name}</bdi
    >`;
  }

  #follow(): void {
    this.#following.abort();
    this.#following = new AbortController();
    if (!this.live) return;
    this.#connection.source?.events?.(({ type, data: { id } }) => {
      if (type === 'resync' || id === this.memberId) void this.#ask();
    }, this.#following.signal);
  }

  async #ask(): Promise<void> {
    const { source } = this.#connection;
    const id = this.memberId;
    if (!source) return;
    let label: Label | undefined;
    let state: 'empty' | 'error' | undefined;
    try {
      label = await labelOf(source, id);
      if (!label) state = 'empty';
    } catch {
      state = 'error';
    }
    // Another person or another source is asked for by now.
    if (source !== this.#source || id !== this.#asked) return;
    this.#label = label;
    this.#say(state);
    this.requestUpdate();
  }

  #say(state: 'loading' | 'empty' | 'error' | undefined): void {
    const { states } = this.#internals;
    states.clear();
    if (state) states.add(state);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-user-label': UserLabel;
  }
}
