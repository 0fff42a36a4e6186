import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Capabilities, MemberSummary, RoleId } from '../../server/contract/index.ts';
import { Connection } from '../controllers/connection.ts';
import { Freshness } from '../controllers/freshness.ts';
import { RosterErrorEvent } from '../controllers/notify.events.ts';
import { settingProperties, type Settings } from '../controllers/settings.ts';
import { troubleOf, type Trouble } from '../controllers/trouble.ts';
import { stats as dictionary } from '../messages/en-stats.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { controls } from '../styles/controls.ts';
import { listStyles } from '../styles/list.ts';
import { calmStyles } from '../styles/list-calm.ts';
import { tokens } from '../styles/tokens.ts';
import { troubled } from '../templates/trouble.ts';
import { statsStyles } from './stats.styles.ts';

export interface Stats extends Settings {}

/**
 * How many people there are: active, invited, inactive, and by role. Follows what others do.
 *
 * @tag roster-stats
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
 * @slot actions - Beside the heading.
 * @slot error - Instead of the text for numbers that could not be loaded.
 * @fires {RosterErrorEvent} roster-error - Loading failed; cancelable.
 * @csspart heading - The heading.
 * @csspart numbers - The numbers by status.
 * @csspart roles - The numbers by role.
 * @cssstate loading - The numbers are awaited.
 * @cssstate error - They could not be loaded, or may not be seen.
 */
export class Stats extends LitElement {
  static override styles = [tokens, controls, listStyles, calmStyles, statsStyles];

  static override properties = settingProperties;

  readonly #internals = this.attachInternals();
  readonly #connection = new Connection(this, (source) => this.#use(source));
  #leaving = new AbortController();
  #capabilities: Capabilities | undefined;
  #summary: MemberSummary | undefined;
  #error: SourceError | undefined;

  constructor() {
    super();
    new Freshness(this, {
      refresh: () => this.#load(),
      restored: () => this.#use(this.#connection.source),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#use(undefined);
  }

  protected override render(): TemplateResult {
    const words = this.#connection.words('stats', dictionary);
    const { common, formats } = this.#connection;
    const trouble = this.#trouble;
    const { states } = this.#internals;
    states[this.#summary || trouble ? 'delete' : 'add']('loading');
    states[trouble ? 'add' : 'delete']('error');
    return html`<div class="root">
      <div class="head">
        <slot name="heading"><h2 part="heading" aria-level=${this.#level} tabindex="-1">${words.heading}</h2></slot>
        <slot name="actions"></slot>
      </div>
      ${
        trouble
          ? troubled(trouble, this.#error, common, formats, {
              notAllowed: words.notAllowedDetail,
              retry: () => this.#use(this.#connection.source),
            })
          : html`${this.#numbers()}${this.#roles()}`
      }
    </div>`;
  }

  #numbers(): TemplateResult {
    const words = this.#connection.words('stats', dictionary);
    const labels = this.#capabilities && this.#connection.portal(this.#capabilities).labels;
    const { byStatus, total } = this.#summary ?? {};
    const numbers: [string, number | undefined][] = [
      [words.total, total],
      [words.active, byStatus?.active],
      [words.invited, byStatus?.invited],
      [labels?.suspended ?? words.suspended, byStatus?.suspended],
    ];
    return html`<dl class="numbers" part="numbers" aria-busy=${this.#summary ? 'false' : 'true'}>
      ${numbers.map(
        ([label, count]) =>
          html`<div>
            <dd>${count === undefined ? html`<i class="bone"></i>` : this.#connection.formats.number(count)}</dd>
            <dt>${label}</dt>
          </div>`,
      )}
    </dl>`;
  }

  #roles(): TemplateResult | typeof nothing {
    const words = this.#connection.words('stats', dictionary);
    const { formats } = this.#connection;
    const { roles = [] } = this.#capabilities ?? {};
    const { byRole, total = 0 } = this.#summary ?? {};
    const counts = roles.flatMap(({ id, name, scope }) =>
      scope === 'organization' ? [{ name, count: byRole?.[id as RoleId] ?? 0 }] : [],
    );
    if (!byRole || !counts.length) return nothing;
    return html`<h3 aria-level=${this.#level + 1}>${words.byRole}</h3>
      <ul part="roles" role="list">
        ${counts.map(
          ({ name, count }) =>
            html`<li>
              <bdi>${name}</bdi><span>${formats.number(count)}</span>
              <svg aria-hidden="true"><rect width="${total ? (100 * count) / total : 0}%" height="100%" /></svg>
            </li>`,
        )}
      </ul>`;
  }

  get #level(): number {
    return this.#connection.setting('headingLevel') ?? 2;
  }

  get #trouble(): Trouble | undefined {
    const can = this.#capabilities?.caller.can['member:read'];
    if (can !== undefined && can !== true) return 'forbidden';
    return this.#error && (this.#summary && troubleOf(this.#error) === 'failed' ? undefined : troubleOf(this.#error));
  }

  #use(source: Source | undefined): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#capabilities = this.#summary = this.#error = undefined;
    this.requestUpdate();
    if (source) void this.#load();
  }

  /** Numbers that could not be made newer stay. */
  async #load(): Promise<boolean | number> {
    const { source } = this.#connection;
    const { signal } = this.#leaving;
    if (!source) return true;
    try {
      const [capabilities, summary] = await Promise.all([this.#connection.capabilities(), source.summary({ signal })]);
      if (signal.aborted) return true;
      this.#capabilities = capabilities;
      this.#summary = summary;
      this.#error = undefined;
    } catch (cause) {
      if (signal.aborted) return true;
      const error = toSourceError(cause);
      if (!this.#error) this.dispatchEvent(new RosterErrorEvent(error));
      this.#error = error;
    }
    this.requestUpdate();
    return this.#error ? (this.#error.retryAfter ?? false) : true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-stats': Stats;
  }
}
