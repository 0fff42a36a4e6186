import type { Context } from '@lit/context';
import type { PropertyDeclarations } from 'lit';
import type { Portal } from '../../server/contract/index.ts';
import type { MessageOverrides } from '../messages/en.ts';
import type { Source } from '../source/source.ts';

/** What every element understands, as attributes and properties of its own or from a `roster-provider` above it. */
export interface Settings {
  /** Address of the API, `/roster`; attribute `api-url`. */
  apiUrl?: string | undefined;
  /** Organization, id or slug, for a session of several. */
  org?: string | undefined;
  /** A widget token that the page already holds. */
  token?: string | undefined;
  /** Address of the page's own server that answers POST with `{token, expiresAt}`; attribute `token-endpoint`. */
  tokenEndpoint?: string | undefined;
  /** Gives a widget token whenever one is needed. */
  getToken?: (() => Promise<string>) | undefined;
  /** The data source, instead of HTTP to `apiUrl`. */
  source?: Source | undefined;
  /** Shows people who are in this page alone, where there is no other source. */
  demo?: boolean | undefined;
  /**
   * Language of words, numbers and moments, BCP 47; absent: that of the nearest `lang`, read at each drawing. Words are in
   * `ar`, `de`, `en`, `es`, `fr` and `ja`, else English; the direction is the page's own `dir`, whatever the language.
   */
  locale?: string | undefined;
  /** IANA time zone; attribute `time-zone`. */
  timeZone?: string | undefined;
  theme?: 'light' | 'dark' | 'system' | undefined;
  density?: 'comfortable' | 'compact' | undefined;
  /** Nothing can be changed. */
  readonly?: boolean | undefined;
  /** Level of the element's heading, 1 to 6; attribute `heading-level`. */
  headingLevel?: number | undefined;
  /** Where successes are told: a toast, in place, or by the host alone. */
  notifications?: 'toast' | 'inline' | 'none' | undefined;
  /** The host's own words. */
  messages?: MessageOverrides | undefined;
  /** Narrows what the server says of the portal. */
  portal?: Partial<Portal> | undefined;
}

/** For `static override properties`: the settings as Lit properties. Not reflected but where the look depends on it. */
export const settingProperties = {
  apiUrl: { attribute: 'api-url' },
  org: {},
  token: {},
  tokenEndpoint: { attribute: 'token-endpoint' },
  getToken: { attribute: false },
  source: { attribute: false },
  demo: { type: Boolean },
  locale: {},
  timeZone: { attribute: 'time-zone' },
  theme: { reflect: true },
  density: { reflect: true },
  readonly: { type: Boolean },
  headingLevel: { attribute: 'heading-level', type: Number },
  notifications: {},
  messages: { attribute: false },
  portal: { attribute: false },
} satisfies PropertyDeclarations & Record<keyof Settings, unknown>;

/** The settings of a `roster-provider`, for all elements below it. */
export const settingsContext = Symbol.for('roster-settings') as unknown as Context<symbol, Settings>;
