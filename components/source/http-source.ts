import type {
  Capabilities,
  GroupList,
  GroupQuery,
  MemberList,
  MemberQuery,
  MemberSummary,
  RosterEvent,
} from '../../server/contract/index.ts';
import { failure } from './failure.ts';
import type { ReadOptions, Source } from './source.ts';
import type { TokenSettings, TokenSupply } from './token.ts';

export interface HttpSettings extends TokenSettings {
  /** Address of the API without `/v1`, absolute or of the page's own server: `/roster`. */
  apiUrl: string;
  /** Organization for a session of several: id or slug. */
  org?: string | undefined;
}

interface Kept {
  etag: string;
  body: unknown;
}

const timeout = 10_000;
const keptAnswers = 24;

/** Makes one request; rejected with the server's refusal. `wait`: milliseconds for the whole answer. */
export type Ask = (
  method: string,
  path: string,
  signal: AbortSignal | undefined,
  headers?: Record<string, string>,
  body?: unknown,
  wait?: number,
) => Promise<Response>;

/** Reads, from what is kept where that is still so. */
export type Read = (path: string, options: ReadOptions) => Promise<unknown>;

type Later = Exclude<keyof Source, 'capabilities' | 'members' | 'summary' | 'groups' | 'events'>;

/** What no first drawing asks for: how it is asked stands in a module that is loaded with the first such request. */
const later =
  'member access roles group groupMembers labels audit sessions grants exportMembers exportAudit check invite changeInvitation resend revoke link createMember updateMember removeMember suspend reactivate resetPassword endSessions endSession bulk undo createGroup updateGroup removeGroup changeGroupMembers createRole updateRole removeRole previewMemberUpdate previewMemberRemoval previewSuspension previewGroupUpdate previewGroupRemoval previewGroupMembers previewRoleUpdate previewRoleRemoval'.split(
    ' ',
  ) as Later[];

const rest = () => import('./http-later.ts');

export interface HttpSource extends Source {}

/** The API over HTTP. Answers of reads are kept by their ETag, so that an unchanged list costs one 304. */
export class HttpSource {
  readonly #base: string;
  readonly #org: string | undefined;
  /** The tokens of a page that has any: how they are asked for is loaded by such a page alone. */
  readonly #tokens: (() => Promise<TokenSupply>) | undefined;
  readonly #kept = new Map<string, Kept>();

  constructor(settings: HttpSettings) {
    const { apiUrl, org, token, tokenEndpoint, getToken } = settings;
    this.#base = `${apiUrl.replace(/\/+$/, '')}/v1`;
    this.#org = org;
    if (token || tokenEndpoint || getToken)
      this.#tokens = async () => (await import('./token.ts')).supplyOf(settings, org);
  }

  static {
    for (const name of later) {
      Object.defineProperty(this.prototype, name, {
        async value(this: HttpSource, ...values: unknown[]) {
          return (await rest()).call(name, values, this.#ask, (path, options) => this.#read(path, options));
        },
      });
    }
  }

  capabilities(options?: ReadOptions): Promise<Capabilities> {
    return this.#read('/capabilities', options);
  }

  members(query: MemberQuery, options?: ReadOptions): Promise<MemberList> {
    return this.#read(`/members${search(query)}`, options);
  }

  summary(options?: ReadOptions): Promise<MemberSummary> {
    return this.#read('/members/summary', options);
  }

  groups(query: GroupQuery, options?: ReadOptions): Promise<GroupList> {
    return this.#read(`/groups${search(query)}`, options);
  }

  events(listener: (event: RosterEvent) => void, signal: AbortSignal, live?: (live: boolean) => void): void {
    live?.(false);
    // Where that cannot be loaded there is still the half minute.
    rest().then(
      ({ listen }) => listen(this, this.#ask, { listener, live }, signal),
      () => undefined,
    );
  }

  /** Drops every kept answer, and the memory of failed sign-ins. */
  forget(): void {
    this.#kept.clear();
    this.#tokens?.().then(
      (tokens) => tokens.reset(),
      () => undefined,
    );
  }

  async #read<T>(path: string, options: ReadOptions = {}): Promise<T> {
    const kept = this.#kept.get(path);
    const response = await this.#ask('GET', path, options.signal, kept && { 'if-none-match': kept.etag });
    if (response.status === 304 && kept) return kept.body as T;
    const body = await bodyOf<T>(response, options.signal);
    const etag = response.headers.get('etag');
    this.#kept.delete(path);
    if (etag) this.#kept.set(path, { etag, body });
    const oldest = this.#kept.size > keptAnswers && this.#kept.keys().next().value;
    if (oldest) this.#kept.delete(oldest);
    return body;
  }

  readonly #ask: Ask = async (method, path, signal, headers, body, wait = timeout) => {
    for (let refused: string | undefined; ;) {
      const token = await (await this.#tokens?.())?.get(refused);
      signal?.throwIfAborted();
      const response = await this.#fetch(
        path,
        {
          method,
          headers: {
            accept: 'application/json',
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(this.#org ? { 'roster-organization': this.#org } : {}),
            ...headers,
          },
          // A token stands alone; without one the session cookie of the page's own server is the credential.
          credentials: token ? 'omit' : 'same-origin',
          cache: 'no-store',
          redirect: 'error',
          signal: AbortSignal.any([
            ...(wait < Infinity ? [AbortSignal.timeout(wait)] : []),
            ...(signal ? [signal] : []),
          ]),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        signal,
      );
      if (response.status === 401 && token && refused === undefined) {
        refused = token;
        continue;
      }
      if (response.ok || response.status === 304) return response;
      if (response.status === 401) this.#kept.clear();
      throw await (await rest()).refusalOf(response);
    }
  };

  async #fetch(path: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    try {
      return await fetch(this.#base + path, init);
    } catch (cause) {
      signal?.throwIfAborted();
      throw failure('unavailable', { offline: true, cause });
    }
  }
}

/** Filters as a query string, empty ones left out. */
export function search(query: object): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query) as [string, unknown][]) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(key, String(one));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

/** The answer's JSON; what cannot be read counts as no answer. */
export async function bodyOf<T>(response: Response, signal: AbortSignal | undefined): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    signal?.throwIfAborted();
    throw failure('unavailable', { cause });
  }
}

const shared = new Map<string, WeakRef<HttpSource>>();
const sharedByFunction = new WeakMap<() => Promise<string>, typeof shared>();

/** The one source in this page for these settings: elements that name the same ones share its requests and answers. */
export function httpSource(settings: HttpSettings): HttpSource {
  const { apiUrl, org, token, tokenEndpoint, getToken } = settings;
  const key = JSON.stringify([apiUrl, org, token, tokenEndpoint]);
  const among: typeof shared = getToken ? (sharedByFunction.get(getToken) ?? new Map()) : shared;
  if (getToken) sharedByFunction.set(getToken, among);
  const source = among.get(key)?.deref() ?? new HttpSource(settings);
  among.set(key, new WeakRef(source));
  return source;
}
