import type { LitElement, ReactiveController } from 'lit';
import type { Capabilities, Portal, Refusal } from '../../server/contract/index.ts';
import { common } from '../messages/en-common.ts';
import type { Messages } from '../messages/en.ts';
import { formatsFor, type Formats } from '../messages/formats.ts';
import { sourceContext } from '../source/context.ts';
import { failure } from '../source/failure.ts';
import { httpSource } from '../source/http-source.ts';
import type { Source } from '../source/source.ts';
import { Provided } from './provided.ts';
import { settingsContext, type Settings } from './settings.ts';

const asked = new WeakMap<Source, { at: number; answer: Promise<Capabilities> }>();

/** The capabilities of a source: one request for all elements that start together. */
export function capabilitiesOf(source: Source, fresh = false): Promise<Capabilities> {
  const known = asked.get(source);
  if (known && !fresh && Date.now() - known.at < 10_000) return known.answer;
  const answer = source.capabilities();
  asked.set(source, { at: Date.now(), answer });
  answer.catch(() => asked.get(source)?.answer === answer && asked.delete(source));
  return answer;
}

/**
 * Resolves what an element was given: its own attributes and properties first, then those of the provider above it, then
 * defaults. `onSource` is called when the source changes, `undefined` when there is none: what was shown came from
 * another organization or person then, and must go.
 */
export class Connection implements ReactiveController {
  readonly #host: LitElement & Settings;
  readonly #onSource: ((source: Source | undefined) => void) | undefined;
  readonly #settings: Provided<Settings>;
  readonly #provided: Provided<Source>;
  #source: Source | undefined;
  #known = false;

  constructor(host: LitElement & Settings, onSource?: (source: Source | undefined) => void) {
    this.#host = host;
    this.#onSource = onSource;
    this.#settings = new Provided(host, settingsContext);
    this.#provided = new Provided(host, sourceContext);
    host.addController(this);
  }

  get source(): Source | undefined {
    return this.#source;
  }

  /** What the server says of caller and portal; one request for all elements that start together. */
  capabilities(fresh = false): Promise<Capabilities> {
    return this.#source ? capabilitiesOf(this.#source, fresh) : Promise.reject(failure('unavailable'));
  }

  /** One setting: the element's own, else the provider's. */
  setting<Key extends keyof Settings>(key: Key): Settings[Key] {
    return this.#host[key] ?? this.#settings.value?.[key];
  }

  get formats(): Formats {
    return formatsFor(this.setting('locale') ?? 'en', this.setting('timeZone'));
  }

  /** The words that all elements use. */
  get common(): Messages['common'] {
    return this.words('common', common);
  }

  /** Why something is refused, for a person: a sentence that names a permission is for whoever programs. */
  reason({ reason }: Refusal): string {
    return /[a-z]:[a-z]/.test(reason) ? this.common.forbidden : reason;
  }

  /** The words of one section: the dictionary's, with the provider's and the element's own on top. */
  words<Section extends keyof Messages>(section: Section, dictionary: Messages[Section]): Messages[Section] {
    const provided = this.#settings.value?.messages?.[section];
    const own = this.#host.messages?.[section];
    return provided || own ? { ...dictionary, ...provided, ...own } : dictionary;
  }

  /** The portal as the server gives it, narrowed by the host: lists can only lose entries, words can be replaced. */
  portal(capabilities: Capabilities): Portal {
    return [this.#settings.value?.portal, this.#host.portal].reduce<Portal>(narrow, capabilities.portal);
  }

  /** All that a Roster element inside this one's shadow root needs to be the same. */
  forward(): Settings {
    const { setting } = { setting: <Key extends keyof Settings>(key: Key) => this.setting(key) };
    return {
      source: this.#source,
      locale: setting('locale'),
      timeZone: setting('timeZone'),
      density: setting('density'),
      theme: setting('theme'),
      notifications: setting('notifications'),
      portal: { ...this.#settings.value?.portal, ...this.#host.portal },
      messages: { ...this.#settings.value?.messages, ...this.#host.messages },
    };
  }

  /** Back in the page, perhaps below another provider: Lit draws nothing anew by itself then. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const host = this.#host;
    let source = host.source;
    if (!source) {
      const own = host.apiUrl ?? host.org ?? host.token ?? host.tokenEndpoint ?? host.getToken;
      const apiUrl = this.setting('apiUrl');
      if (own === undefined) source = this.#provided.value;
      if (!source && apiUrl !== undefined) {
        source = httpSource({
          apiUrl,
          org: this.setting('org'),
          token: this.setting('token'),
          tokenEndpoint: this.setting('tokenEndpoint'),
          getToken: this.setting('getToken'),
        });
      }
    }
    if (this.#known && source === this.#source) return;
    this.#known = true;
    this.#source = source;
    this.#onSource?.(source);
  }

  hostDisconnected(): void {
    this.#known = false;
    this.#source = undefined;
  }
}

function narrow(portal: Portal, by: Partial<Portal> | undefined): Portal {
  if (!by) return portal;
  const narrowed: Record<string, unknown> = { ...portal };
  for (const [key, value] of Object.entries(by)) {
    const served = narrowed[key];
    if (Array.isArray(served) && Array.isArray(value)) narrowed[key] = value.filter((entry) => served.includes(entry));
    else if (key === 'labels') narrowed[key] = { ...portal.labels, ...(value as Portal['labels']) };
    else if (typeof served === 'string' && key !== 'rolesPerMember') narrowed[key] = value;
  }
  return narrowed as unknown as Portal;
}
