import type { Problem, ProblemCode } from '../../server/contract/index.ts';
import { EventStream, type EventReader } from './event-stream.ts';
import { failure } from './failure.ts';
import { bodyOf, search, type Ask, type Read } from './http-source.ts';
import { routes } from './routes.ts';
import { SourceError, type ChangeOptions } from './source.ts';

/** A file of a hundred thousand people takes its time. */
const exportTimeout = 600_000;

/** Makes the request that a method of the source is; the last of its arguments may be its options. */
export async function call(name: keyof typeof routes, values: unknown[], ask: Ask, read: Read): Promise<unknown> {
  const [, method = '', pattern = '', filters, key, fixed, sent] =
    /^(\w+) ([^?+]+)(\?(\w*)(=\w+)?)?(\+\w*)?$/.exec(routes[name]) ?? [];
  const take = (named: string | undefined): unknown => (named ? { [named]: values.shift() } : values.shift());
  const path = pattern.replaceAll(':', () => encodeURIComponent(String(values.shift())));
  const asked = path + (fixed ? filters : filters ? search(take(key) as object) : '');
  const body = sent && take(sent.slice(1));
  const options = (values.shift() ?? {}) as ChangeOptions;
  if (method === 'GET') return read(asked, options);
  if (method === 'FILE') {
    const file = await ask('GET', asked, options.signal, { accept: 'text/csv' }, undefined, exportTimeout);
    return file.blob();
  }
  const response = await ask(
    method,
    asked,
    options.signal,
    {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    },
    body,
  );
  return response.status === 204 ? undefined : bodyOf(response, options.signal);
}

const streams = new WeakMap<object, EventStream>();

/** Lets `reader` hear the events of a source: one stream for all who do. */
export function listen(source: object, ask: Ask, reader: EventReader, signal: AbortSignal): void {
  const headers = (after: string): Record<string, string> => ({
    accept: 'text/event-stream',
    ...(after ? { 'last-event-id': after } : {}),
  });
  const stream =
    streams.get(source) ??
    new EventStream((after, ended) => ask('GET', '/events', ended, headers(after), undefined, Infinity));
  streams.set(source, stream);
  stream.add(reader, signal);
}

/** What the server refused, and why. */
export async function refusalOf(response: Response): Promise<SourceError> {
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
