import type { Hono } from 'hono';
import type { Problem } from '../../server/contract/index.ts';

/** Where the worlds of tests mount the API. */
export const basePath = '/roster';

/** An answer, read. */
export interface Reply<T = unknown> {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON in it; a problem document where it is one. */
  body: T & Partial<Problem>;
}

type Headers_ = Record<string, string>;

/** Speaks to the API as one caller. Paths are those below `/v1`. */
export interface Client {
  // eslint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  get<T = any>(path: string, headers?: Headers_): Promise<Reply<T>>;
  // eslint-disable-next-line typescript/no-explicit-any
  post<T = any>(path: string, body?: unknown, headers?: Headers_): Promise<Reply<T>>;
  // eslint-disable-next-line typescript/no-explicit-any
  put<T = any>(path: string, body?: unknown, headers?: Headers_): Promise<Reply<T>>;
  // eslint-disable-next-line typescript/no-explicit-any
  patch<T = any>(path: string, body?: unknown, headers?: Headers_): Promise<Reply<T>>;
  // eslint-disable-next-line typescript/no-explicit-any
  delete<T = any>(path: string, headers?: Headers_): Promise<Reply<T>>;
  /** Anything at all; `path` is below the base path, so `/v1/…` or `/docs`. */
  request(path: string, init?: RequestInit): Promise<Response>;
}

/** A client that shows whatever `credential` answers, or nothing. */
export function clientOf(app: Pick<Hono, 'request'>, credential: () => Promise<string | undefined>): Client {
  const request: Client['request'] = async (path, init = {}) => {
    const token = await credential();
    const headers = new Headers(init.headers);
    if (token !== undefined && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    return app.request(`http://localhost${basePath}${path}`, { ...init, headers });
  };
  const send = async <T>(method: string, path: string, body: unknown, headers: Headers_ = {}): Promise<Reply<T>> => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Headers_ = body === undefined ? {} : { 'content-type': 'application/json' };
    return read<T>(await request(`/v1${path}`, { method, headers: { ...type, ...headers }, ...json }));
  };
  return {
    request,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, headers),
    put: (path, body, headers) => send('PUT', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  };
}

/** Reads an answer to its end. */
export async function read<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (json && text ? JSON.parse(text) : {}) as Reply<T>['body'],
  };
}
