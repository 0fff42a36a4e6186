import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problems, type Problem, type ProblemCode } from '../contract/index.ts';
import { DatabaseUnavailable } from '../domain/context.ts';
import { describeError, type Log } from '../domain/log.ts';
import { Refused } from '../domain/refused.ts';
import type { Form } from './form.ts';

/** The one place in which a refusal becomes an answer. The same refusal gives the same octets, the request's id apart. */
export function problemResponse(
  code: ProblemCode,
  options: Refused['options'],
  requestId: string,
  form?: Form,
): Response {
  const { status, title } = problems[code];
  const body: Problem = {
    type: `urn:roster:problem:${code}`,
    title,
    status,
    detail: options.detail ?? `${title}.`,
    code,
    requestId,
    ...(options.errors && { errors: options.errors }),
    ...(options.permission !== undefined && { permission: options.permission }),
    ...(options.etag !== undefined && { etag: options.etag }),
  };
  const said = form?.refusal(code, options) ?? { status, body };
  const headers = new Headers({ 'content-type': form?.type ?? 'application/problem+json' });
  if (options.etag !== undefined) headers.set('etag', options.etag);
  if (options.retryAfter !== undefined) headers.set('retry-after', String(options.retryAfter));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(said.body), { status: said.status as ContentfulStatusCode, headers });
}

/** What somebody is told of an error: a rule's own words, a calm "later" without a database, and else nothing. */
export function errorResponse(error: unknown, requestId: string, log: Log, form?: Form): Response {
  if (error instanceof Refused) return problemResponse(error.code, error.options, requestId, form);
  if (error instanceof DatabaseUnavailable) {
    log('warn', 'database_unavailable', { requestId, reason: error.reason, ...describeError(error.cause) });
    return problemResponse('unavailable', { retryAfter: 2 }, requestId, form);
  }
  log('error', 'defect', { requestId, ...describeError(error) });
  const body = {
    type: 'urn:roster:problem:defect',
    title: 'Something went wrong',
    status: 500,
    detail: 'This is a defect of the server. It has been noted under the id of this request.',
    code: 'defect',
    requestId,
  };
  return new Response(JSON.stringify(form?.defect(body.detail) ?? body), {
    status: 500,
    headers: { 'content-type': form?.type ?? 'application/problem+json' },
  });
}
