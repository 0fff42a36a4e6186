import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Capabilities, Group, MemberList, MemberQuery, MemberSummary } from '../../server/contract/index.ts';
import { capabilitiesOf } from '../controllers/connection.ts';
import { PagedList } from '../controllers/paged-list.ts';
import { toSourceError } from '../source/failure.ts';
import type { Source, SourceError } from '../source/source.ts';

/** Why there are no rows and never will be without something being done. */
export type Trouble = 'ended' | 'forbidden' | 'missing' | 'failed';

const troubles: Partial<Record<string, Trouble>> = {
  unauthenticated: 'ended',
  forbidden: 'forbidden',
  password_change_required: 'forbidden',
  not_found: 'missing',
};

export interface MembersDataOptions {
  /** What to list; `undefined` while that cannot be told before the capabilities are known. */
  query(): MemberQuery | undefined;
  /** Another list is asked for than was shown. */
  onQuery(): void;
}

/**
 * All that the table draws from, asked for at once: capabilities, the page, the counts. What belongs to a source that is
 * gone, or to a session that has ended, is forgotten before anything else happens.
 */
export class MembersData implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: MembersDataOptions;
  readonly list: PagedList<MemberList>;
  #source: Source | undefined;
  #asked = '';
  /** Aborted with every change of source: what was asked of the one before is nobody's any more. */
  #leaving = new AbortController();

  capabilities: Capabilities | undefined;
  summary: MemberSummary | undefined;
  groups: readonly Group[] = [];
  error: SourceError | undefined;

  constructor(host: ReactiveControllerHost, options: MembersDataOptions) {
    this.#host = host;
    this.#options = options;
    this.list = new PagedList<MemberList>(host, async (cursor, signal) => {
      const source = this.#source;
      const query = this.#options.query() ?? {};
      if (!source) throw new Error('There is no source.');
      return source.members({ ...query, ...(cursor ? { cursor } : {}) }, { signal });
    });
    host.addController(this);
  }

  get trouble(): Trouble | undefined {
    const error = this.error ?? this.list.error;
    const trouble = error && troubles[error.problem.code];
    if (trouble) return trouble;
    const can = this.capabilities?.caller.can['member:read'];
    if (can !== undefined && can !== true) return 'forbidden';
    return error && (!this.capabilities || !this.list.page) ? 'failed' : undefined;
  }

  /** What is shown is what was asked for, and the portal is known. */
  get ready(): boolean {
    return this.capabilities !== undefined && this.list.page !== undefined;
  }

  use(source: Source | undefined): void {
    this.#leaving.abort();
    this.#leaving = new AbortController();
    this.#source = source;
    this.#forget();
    this.error = undefined;
    if (source) this.#start(source, false);
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

  /** What others changed, without a sign of asking. */
  async poll(): Promise<boolean | number> {
    if (!this.#source || !this.ready) return true;
    await Promise.all([this.list.reload(true), this.#count(this.#source)]);
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
    if (!first) this.#options.onQuery();
  }

  #forget(): void {
    if (this.error?.problem.code === 'unauthenticated')
      (this.#source as { forget?: () => void } | undefined)?.forget?.();
    this.#asked = '';
    this.list.clear();
    this.capabilities = undefined;
    this.summary = undefined;
    this.groups = [];
  }

  async #start(source: Source, fresh: boolean): Promise<void> {
    const { signal } = this.#leaving;
    const counted = this.#count(source);
    try {
      const capabilities = await capabilitiesOf(source, fresh);
      if (signal.aborted) return;
      this.capabilities = capabilities;
      if (capabilities.portal.filterable.includes('group')) void this.#listGroups(source);
    } catch (cause) {
      if (!signal.aborted) this.error = toSourceError(cause);
    }
    this.#host.requestUpdate();
    await counted;
  }

  async #count(source: Source): Promise<void> {
    const { signal } = this.#leaving;
    // Without counts the tabs simply show none.
    const summary = await source.summary({ signal }).catch(() => undefined);
    if (signal.aborted || !summary) return;
    this.summary = summary;
    this.#host.requestUpdate();
  }

  async #listGroups(source: Source): Promise<void> {
    const { signal } = this.#leaving;
    // Without groups there is no such filter.
    const answer = await source.groups({ sort: 'name', limit: 100 }, { signal }).catch(() => undefined);
    if (signal.aborted || !answer) return;
    this.groups = answer.items;
    this.#host.requestUpdate();
  }
}
