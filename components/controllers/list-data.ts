import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capabilities, RosterPermission } from '../../server/contract/index.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';
import { capabilitiesOf } from './connection.ts';
import { PagedList, type Page } from './paged-list.ts';
import { troubleOf, type Trouble } from './trouble.ts';

export interface ListDataOptions<P extends Page, Query> {
  /** Without this nothing is shown, whatever the list answers. Absent: the list's own answer decides. */
  permission?: RosterPermission;
  /** What to list; `undefined` while that cannot be told before the capabilities are known. */
  query(): Query | undefined;
  /** One page of it. */
  list(source: Source, query: Query & { cursor?: string }, signal: AbortSignal): Promise<P>;
  /** Another list is asked for than was shown. */
  onQuery?(): void;
  /** Whatever else is shown beside the list: asked for with it, and again with it. What fails here is not missed. */
  beside?(source: Source, signal: AbortSignal): Promise<void>;
  /** The capabilities are known. */
  onCapabilities?(source: Source, capabilities: Capabilities, signal: AbortSignal): void;
  /** What was shown beside the list is nobody's any more. */
  forget?(): void;
}

/**
 * All that a list draws from, asked for at once: capabilities, the page, what stands beside it. What belongs to a source
 * that is gone, or to a session that has ended, is forgotten before anything else happens.
 */
export class ListData<P extends Page, Query> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ListDataOptions<P, Query>;
  readonly list: PagedList<P>;
  #source: Source | undefined;
  #asked = '';
  #outdated = false;
  /** Aborted with every change of source: what was asked of the one before is nobody's any more. */
  #leaving = new AbortController();

  capabilities: Capabilities | undefined;
  error: SourceError | undefined;

  constructor(host: ReactiveControllerHost, options: ListDataOptions<P, Query>) {
    this.#host = host;
    this.#options = options;
    this.list = new PagedList<P>(host, async (cursor, signal) => {
      const source = this.#source;
      const query = this.#options.query();
      if (!source || !query) throw new Error('There is nothing to ask, or nobody.');
      return this.#options.list(source, { ...query, ...(cursor ? { cursor } : {}) }, signal);
    });
    host.addController(this);
  }

  get trouble(): Trouble | undefined {
    const error = this.error ?? this.list.error;
    const trouble = error && troubleOf(error);
    if (trouble && trouble !== 'failed') return trouble;
    const { permission } = this.#options;
    const can = permission && this.capabilities?.caller.can[permission];
    if (can !== undefined && can !== true) return 'forbidden';
    return error && !this.ready ? 'failed' : undefined;
  }

  /** What is shown is what was asked for, and the portal is known. */
  get ready(): boolean {
    return this.capabilities !== undefined && this.list.page !== undefined;
  }

  use(source: Source | undefined): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#source = source;
    this.#outdated = false;
    this.#forget();
    this.error = undefined;
    if (source) void this.#start(source, false);
  }

  /** Everything again; for a person who asked. */
  async refresh(): Promise<void> {
    const source = this.#source;
    if (!source) return;
    (source as { forget?: () => void }).forget?.();
    this.error = undefined;
    const known = this.#asked !== '';
    await Promise.all([this.#start(source, true), known ? this.list.reload() : undefined]);
  }

  /** The next poll asks for the capabilities as well: roles, groups or the portal have changed, or what the caller may do. */
  outdate(): void {
    this.#outdated = true;
  }

  /** What others changed, without a sign of asking. Answers as `Freshness` wants it. */
  async poll(): Promise<boolean | number> {
    if (!this.#source || !this.ready) return true;
    const outdated = this.#outdated;
    this.#outdated = false;
    await Promise.all([
      this.list.reload(true),
      outdated ? this.#start(this.#source, true, true) : this.#beside(this.#source),
    ]);
    const { error } = this.list;
    return error ? (error.retryAfter ?? false) : true;
  }

  hostUpdate(): void {
    // Refused by now: nothing of what was allowed before stays in the page or in memory.
    const { trouble } = this;
    if (trouble && trouble !== 'failed' && (this.capabilities || this.list.page)) {
      this.error ??= this.list.error;
      const refused = this.error === undefined ? this.capabilities : undefined;
      this.#forget();
      this.capabilities = refused;
    }
    this.#sync();
  }

  hostDisconnected(): void {
    this.use(undefined);
  }

  /** Asks for the list when the query is another one than before. */
  #sync(): void {
    const { trouble } = this;
    const query = this.#source && (!trouble || trouble === 'failed') ? this.#options.query() : undefined;
    const asked = query ? JSON.stringify(query) : '';
    if (asked === this.#asked || !asked) return;
    const first = this.#asked === '';
    this.#asked = asked;
    void this.list.restart();
    if (!first) this.#options.onQuery?.();
  }

  #forget(): void {
    if (this.error?.problem.code === 'unauthenticated')
      (this.#source as { forget?: () => void } | undefined)?.forget?.();
    this.#asked = '';
    this.list.clear();
    this.capabilities = undefined;
    this.#options.forget?.();
  }

  /** `quiet` where nobody asked for it: then it can fail without a word, and is done another time. */
  async #start(source: Source, fresh: boolean, quiet = false): Promise<void> {
    const { signal } = this.#leaving;
    const beside = this.#beside(source);
    try {
      const capabilities = await capabilitiesOf(source, fresh);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      this.error = undefined;
      this.#options.onCapabilities?.(source, capabilities, signal);
    } catch (cause) {
      if (signal.aborted) return;
      const error = toSourceError(cause);
      if (quiet && troubleOf(error) === 'failed') this.#outdated = true;
      else this.error = error;
    }
    this.#host.requestUpdate();
    await beside;
  }

  async #beside(source: Source): Promise<void> {
    const { signal } = this.#leaving;
    await this.#options.beside?.(source, signal).catch(() => undefined);
    if (!signal.aborted) this.#host.requestUpdate();
  }
}
