import type {
  Capabilities,
  CheckAnswer,
  GroupList,
  GroupQuery,
  InvitationChange,
  InvitationLink,
  InviteAnswer,
  InviteRequest,
  Labels,
  MemberAnswer,
  MemberList,
  MemberQuery,
  MemberSummary,
  Problem,
  ProblemCode,
  RoleList,
} from '../../server/contract/index.ts';
import { failure } from './failure.ts';
import { SourceError, type ChangeOptions, type ReadOptions, type Source } from './source.ts';
import { TokenSupply, type TokenSettings } from './token.ts';

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

/** The API over HTTP. Answers of reads are kept by their ETag, so that an unchanged list costs one 304. */
export class HttpSource implements Source {
  readonly #base: string;
  readonly #org: string | undefined;
  readonly #tokens: TokenSupply | undefined;
  readonly #kept = new Map<string, Kept>();

  constructor(settings: HttpSettings, tokens?: TokenSupply) {
    this.#base = `${settings.apiUrl.replace(/\/+$/, '')}/v1`;
    this.#org = settings.org;
    this.#tokens = tokens;
  }

  capabilities(options?: ReadOptions): Promise<Capabilities> {
    return this.#read('/capabilities', options);
  }

  members(query: MemberQuery, options?: ReadOptions): Promise<MemberList> {
    return this.#read(`/members${search(query)}`, options);
  }

  member(id: string, options?: ReadOptions): Promise<MemberAnswer> {
    return this.#read(`/members/${encodeURIComponent(id)}`, options);
  }

  summary(options?: ReadOptions): Promise<MemberSummary> {
    return this.#read('/members/summary', options);
  }

  roles(options?: ReadOptions): Promise<RoleList> {
    return this.#read('/roles', options);
  }

  groups(query: GroupQuery, options?: ReadOptions): Promise<GroupList> {
    return this.#read(`/groups${search(query)}`, options);
  }

  labels(ids: readonly string[], options?: ReadOptions): Promise<Labels> {
    return this.#read(`/labels${search({ id: ids })}`, options);
  }

  check(addresses: readonly string[], options?: ReadOptions): Promise<CheckAnswer> {
    return this.#send('POST', '/invitations/check', options, { addresses });
  }

  invite(request: InviteRequest, options?: ChangeOptions): Promise<InviteAnswer> {
    return this.#send('POST', '/invitations', options, request);
  }

  changeInvitation(member: string, change: InvitationChange, options?: ChangeOptions): Promise<MemberAnswer> {
    return this.#send('PATCH', invitation(member), options, change);
  }

  resend(member: string, options?: ChangeOptions): Promise<MemberAnswer> {
    return this.#send('POST', `${invitation(member)}/resend`, options);
  }

  revoke(member: string, options?: ChangeOptions): Promise<void> {
    return this.#send('DELETE', invitation(member), options);
  }

  link(member: string, options?: ChangeOptions): Promise<InvitationLink> {
    return this.#send('POST', `${invitation(member)}/link`, options);
  }

  /** Drops every kept answer, and the memory of failed sign-ins. */
  forget(): void {
    this.#kept.clear();
    this.#tokens?.reset();
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

  async #send<T>(method: string, path: string, options: ChangeOptions = {}, body?: unknown): Promise<T> {
    const response = await this.#ask(
      method,
      path,
      options.signal,
      {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
        ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      },
      body,
    );
    return response.status === 204 ? (undefined as T) : bodyOf<T>(response, options.signal);
  }

  async #ask(
    method: string,
    path: string,
    signal: AbortSignal | undefined,
    headers: Record<string, string> = {},
    body?: unknown,
  ): Promise<Response> {
    for (let refused: string | undefined; ;) {
      const token = await this.#tokens?.get(refused);
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
          signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
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
      throw await refusalOf(response);
    }
  }

  async #fetch(path: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    try {
      return await fetch(this.#base + path, init);
    } catch (cause) {
      signal?.throwIfAborted();
      throw failure('unavailable', { offline: true, cause });
    }
  }
}

const invitation = (member: string): string => `/members/${encodeURIComponent(member)}/invitation`;

function search(query: object): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query) as [string, unknown][]) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(key, String(one));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

async function bodyOf<T>(response: Response, signal: AbortSignal | undefined): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    signal?.throwIfAborted();
    throw failure('unavailable', { cause });
  }
}

async function refusalOf(response: Response): Promise<SourceError> {
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  if (typeof problem?.code === 'string' && typeof problem.detail === 'string') return new SourceError(problem, wait);
  const codes: Record<number, ProblemCode> = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    429: 'rate_limited',
  };
  return failure(codes[response.status] ?? 'unavailable', { ...wait, status: response.status });
}

/** `Retry-After` is seconds or a date: RFC 9110 section 10.2.3. */
function secondsOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

const shared = new Map<string, WeakRef<HttpSource>>();
const supplies = new Map<string, TokenSupply>();
const suppliesByFunction = new WeakMap<() => Promise<string>, TokenSupply>();
const sharedByFunction = new WeakMap<() => Promise<string>, Map<string, HttpSource>>();

/** The one source in this page for these settings: elements that name the same ones share its requests and answers. */
export function httpSource(settings: HttpSettings): HttpSource {
  const { apiUrl, org, token, tokenEndpoint, getToken } = settings;
  const key = JSON.stringify([apiUrl, org, token, tokenEndpoint]);
  if (getToken) {
    const supply = suppliesByFunction.get(getToken) ?? new TokenSupply(settings);
    suppliesByFunction.set(getToken, supply);
    const sources = sharedByFunction.get(getToken) ?? new Map<string, HttpSource>();
    sharedByFunction.set(getToken, sources);
    const source = sources.get(key) ?? new HttpSource(settings, supply);
    sources.set(key, source);
    return source;
  }
  const known = shared.get(key)?.deref();
  if (known) return known;
  let supply: TokenSupply | undefined;
  if (token || tokenEndpoint) {
    const supplyKey = JSON.stringify([token, tokenEndpoint, org]);
    supply = supplies.get(supplyKey) ?? new TokenSupply(settings);
    supplies.set(supplyKey, supply);
  }
  const source = new HttpSource(settings, supply);
  shared.set(key, new WeakRef(source));
  return source;
}
