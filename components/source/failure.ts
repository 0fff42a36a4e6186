import type { ProblemCode } from '../../server/contract/index.ts';
import { SourceError } from './source.ts';

const statuses: Partial<Record<ProblemCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  rate_limited: 429,
};

/** The error for what came without a problem document of the API: no answer, or an answer of something in between. */
export function failure(
  code: ProblemCode,
  options: { offline?: boolean; retryAfter?: number; cause?: unknown } = {},
): SourceError {
  const status = statuses[code] ?? 503;
  const detail = options.offline ? 'The server did not answer.' : 'The server answered in a way that cannot be read.';
  return new SourceError(
    { type: `urn:roster:problem:${code}`, title: detail, status, detail, code, requestId: '' },
    options,
  );
}
