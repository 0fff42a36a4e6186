import type { LitElement, ReactiveController } from 'lit';
import type { Capabilities, FieldProblem, Portal, Problem, Refusal } from '../../server/contract/index.ts';
import { common } from '../messages/en-common.ts';
import type { Messages } from '../messages/en.ts';
import { formatsFor, type Formats } from '../messages/formats.ts';
import { sourceContext } from '../source/context.ts';
import type { HttpSettings } from '../source/http-source.ts';
import type { Source } from '../source/source.ts';
import { closestAcross, Provided } from './provided.ts';
import { settingsContext, type Settings } from './settings.ts';

/** What each element draws from at this moment, for those of its controllers that are not told. */
export const sources = new WeakMap<object, Source | undefined>();

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

/** The people of the attribute `demo`, the same for all elements of a page. */
let demo: Source | undefined;

/** What knows other languages than English, once a page has one. */
let languages: typeof import('../messages/languages.ts') | undefined;

/**
 * Resolves what an element was given: its own attributes and properties first, then those of the provider above it, then
 * defaults. `onSource` is called when the source changes, `undefined` when there is none: what was shown came from
 * another organization or person then, and must go.
 *
 * For an element that can be drawn before it asks anything: HTTP is not part of it until `http` is set.
 */
export class BareConnection implements ReactiveController {
  /** Makes the source of an address, where no source was given. */
  http: ((settings: HttpSettings) => Source) | undefined;
  readonly #host: LitElement & Settings;
  readonly #onSource: ((source: Source | undefined) => void) | undefined;
  readonly #settings: Provided<Settings>;
  readonly #provided: Provided<Source>;
  #source: Source | undefined;
  #known = false;
  #watched = false;

  /** @param wordless - It draws without waiting for the words of its language, because it has none or hardly any. */
  constructor(host: LitElement & Settings, onSource?: (source: Source | undefined) => void, wordless = false) {
    this.#host = host;
    this.#onSource = onSource;
    this.#settings = new Provided(host, settingsContext);
    this.#provided = new Provided(host, sourceContext);
    host.addController(this);
    if (wordless) return;
    // Lit's own way to put a drawing off: nobody sees English first. What the server is asked for is on its way meanwhile.
    const drawn = host as unknown as { scheduleUpdate(): unknown };
    const draw = drawn.scheduleUpdate.bind(host);
    drawn.scheduleUpdate = () => {
      const { locale } = this;
      if (/^en(?!-xa)/i.test(locale) || languages?.isHere(locale)) return draw();
      this.hostUpdate();
      return import('../messages/languages.ts')
        .then((module) => (languages = module).load(locale))
        .then(drawn.scheduleUpdate, draw);
    };
  }

  get source(): Source | undefined {
    return this.#source;
  }

  /** What the server says of caller and portal; one request for all elements that start together. */
  capabilities(fresh = false): Promise<Capabilities> {
    return this.#source ? capabilitiesOf(this.#source, fresh) : Promise.reject(new Error(this.common.notConfigured));
  }

  /** One setting: the element's own, else the provider's. */
  setting<Key extends keyof Settings>(key: Key): Settings[Key] {
    const value = this.#host[key] ?? this.#settings.value?.[key];
    // Vue sets the property of an attribute without a value, and to what HTML has for it.
    return (key === 'readonly' || key === 'demo') && (value as unknown) === '' ? (true as Settings[Key]) : value;
  }

  /** The element's language, BCP 47: what it was set to, else that of the page around it. */
  get locale(): string {
    return this.setting('locale') || closestAcross(this.#host, '[lang]')?.lang || 'en';
  }

  get formats(): Formats {
    return formatsFor(this.locale, this.setting('timeZone'));
  }

  /** The words that all elements use. */
  get common(): Messages['common'] {
    return this.words('common', common);
  }

  /** Why something is refused, for a person: a sentence that names a permission is for whoever programs. */
  reason(refusal: Refusal): string {
    const { reason } = refusal;
    return /[a-z]:[a-z]/.test(reason) ? this.common.forbidden : (languages?.saidIn(this.locale, refusal) ?? reason);
  }

  /** Whether what the server says can stand as it is. */
  get english(): boolean {
    return !languages?.isOther(this.locale);
  }

  /** Why something failed, for a person. */
  said({ code, detail }: Pick<Problem, 'code' | 'detail'>): string {
    return this.reason({ ok: false, code, reason: detail });
  }

  /** Why one of several was refused, for a person. */
  refusal({ code, reason }: Partial<Pick<Refusal, 'code' | 'reason'>>): string {
    return code ? this.reason({ ok: false, code, reason: reason ?? '' }) : (reason ?? this.common.failed);
  }

  /** What is wrong with one field, for a person. */
  fault(problem: FieldProblem): string {
    return languages?.faultIn(this.locale, problem) ?? problem.detail;
  }

  /** The words of one section: of the language, else `english`, with the provider's and the element's own on top. */
  words<Section extends keyof Messages>(section: Section, english: Messages[Section]): Messages[Section] {
    return {
      ...(languages?.wordsIn(this.locale, section, english) ?? english),
      ...this.#settings.value?.messages?.[section],
      ...this.#host.messages?.[section],
    };
  }

  /** The portal as the server gives it, narrowed by the host: lists can only lose entries, words can be replaced. */
  portal(capabilities: Capabilities): Portal {
    return [this.#settings.value?.portal, this.#host.portal].reduce<Portal>(narrow, capabilities.portal);
  }

  /** All that a Roster element inside this one's shadow root needs to be the same. */
  forward(): Settings {
    const provided = this.#settings.value;
    return {
      ...this.#some('locale', 'timeZone', 'density', 'theme', 'notifications'),
      source: this.#source,
      portal: { ...provided?.portal, ...this.#host.portal },
      messages: { ...provided?.messages, ...this.#host.messages },
    };
  }

  #some<Key extends keyof Settings>(...keys: Key[]): Pick<Settings, Key> {
    return Object.fromEntries(keys.map((key) => [key, this.setting(key)])) as Pick<Settings, Key>;
  }

  /** Back in the page, perhaps below another provider: Lit draws nothing anew by itself then. */
  hostConnected(): void {
    const host = this.#host;
    host.requestUpdate();
    if (this.#watched) return;
    this.#watched = true;
    import('./language-watch.ts').then(
      ({ LanguageWatch }) => new LanguageWatch(host),
      // Tried again when it next comes into a page; what is drawn meanwhile is in the language it found.
      () => (this.#watched = false),
    );
  }

  hostUpdate(): void {
    const host = this.#host;
    // A drawing that was put off comes after the element has left, too: nobody would end what is begun then.
    if (!host.isConnected) return;
    let source = host.source;
    if (!source) {
      const own = host.apiUrl ?? host.org ?? host.token ?? host.tokenEndpoint ?? host.getToken;
      const apiUrl = this.setting('apiUrl');
      if (own === undefined) source = this.#provided.value;
      if (!source && apiUrl !== undefined) {
        source = this.http?.({ apiUrl, ...this.#some('org', 'token', 'tokenEndpoint', 'getToken') });
      }
      if (!source && this.setting('demo')) source = demo ?? void this.#loadDemo();
    }
    if (this.#known && source === this.#source) return;
    this.#known = true;
    this.#source = source;
    sources.set(host, source);
    this.#onSource?.(source);
  }

  async #loadDemo(): Promise<void> {
    const { DemoSource } = await import('../source/demo-source.ts');
    demo ??= new DemoSource();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#known = false;
    this.#source = undefined;
    sources.delete(this.#host);
  }
}

function narrow(portal: Portal, by: Partial<Portal> | undefined): Portal {
  if (!by) return portal;
  const narrowed: Record<string, unknown> = { ...portal };
  for (const [key, value] of Object.entries(by)) {
    const served = narrowed[key];
    if (Array.isArray(served) && Array.isArray(value)) narrowed[key] = value.filter((entry) => served.includes(entry));
    else if (key === 'labels') narrowed[key] = { ...portal.labels, ...(value as Portal['labels']) };
    else if (key === 'features') narrowed[key] = { ...(value as Portal['features']), ...without(portal.features) };
    else if (typeof served === 'string' && key !== 'rolesPerMember') narrowed[key] = value;
  }
  return narrowed as unknown as Portal;
}

const without = (features = {}): object => Object.fromEntries(Object.entries(features).filter(([, on]) => !on));
