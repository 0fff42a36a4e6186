import { ContextProvider } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { Announcer, liveRegion } from '../controllers/announcer.ts';
import { Connection } from '../controllers/connection.ts';
import { Notices } from '../controllers/notices.ts';
import { settingProperties, settingsContext, type Settings } from '../controllers/settings.ts';
import { sourceContext } from '../source/context.ts';
import type { Source } from '../source/source.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';

export interface Provider extends Settings {}

const keys = Object.keys(settingProperties) as (keyof Settings)[];

/**
 * Gives all Roster elements below it their address, credential, language and look, and shows their notices in one pile.
 *
 * @tag roster-provider
 * @slot - The page, or the part of it, with Roster elements in it.
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
 * @attr {number} heading-level - Level of the elements' headings, 1 to 6.
 * @attr {'toast'|'inline'|'none'} notifications - Where successes are told; `none` leaves them to the host.
 * @property {() => Promise<string>} getToken - Gives a widget token whenever one is needed.
 * @property {Source} source - The data source, instead of HTTP to `api-url`.
 * @property {MessageOverrides} messages - The host's own words.
 * @property {Partial<Portal>} portal - Narrows what the server says of the portal.
 * @csspart toasts - The pile of notices.
 * @csspart toast - One notice.
 */
export class Provider extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        font-size: inherit;
      }
      :host([density='compact']) {
        --roster-row-height: 40px;
        --roster-control-height: 28px;
      }
      .toasts {
        font-size: var(--roster-font-size, max(13px, 0.875em));
      }
    `,
  ];

  static override properties = settingProperties;

  readonly #announcer = new Announcer(this);
  readonly #settings = new ContextProvider(this, { context: settingsContext, initialValue: {} });
  readonly #source = new ContextProvider(this, { context: sourceContext });
  readonly #connection = new Connection(this, (source) => this.#source.setValue(source as Source), true);
  readonly #notices = new Notices(this, this.#announcer, () => this.#connection.setting('notifications'));

  protected override willUpdate(): void {
    this.#settings.setValue(Object.fromEntries(keys.map((key) => [key, this.#connection.setting(key)])));
  }

  protected override render(): unknown {
    return html`<slot></slot>${liveRegion()}${this.#notices.render(this.#connection.common)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roster-provider': Provider;
  }
}
