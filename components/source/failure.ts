import type { ProblemCode } from '../../server/contract/index.ts';
import { SourceError } from './source.ts';

/** The error for what came without a problem document of the API: no answer, or an answer of something in between. */
export function failure(
  code: ProblemCode,
  options: { status?: number; offline?: boolean; retryAfter?: number; cause?: unknown } = {},
): SourceError {
  const status = options.status ?? (code === 'unauthenticated' ? 401 : 503);
  const detail = options.offline ? 'The server did not answer.' : 'The server answered in a way that cannot be read.';
  return new SourceError(
    { type: `urn:roster:problem:${code}`, title: detail, status, detail, code, requestId: '' },
    options,
  );
}

/** Whatever was thrown, as the error that elements show. */
export function toSourceError(cause: unknown): SourceError {
  return cause instanceof SourceError ? cause : failure('unavailable', { cause });
}
