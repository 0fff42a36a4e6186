import type { BareConnection } from '../controllers/bare-connection.ts';
import { SourceError } from '../source/source.ts';

/** What went wrong at a sending, where it is shown: at a field, or above them all. */
export interface InviteProblem {
  title: string;
  detail?: string | undefined;
  /** By field of the request: `roles`, `groups`, `groupRole`, `message`, `people`. */
  fields: Partial<Record<string, string>>;
  /** People were sent, others not. */
  partly?: boolean;
}

/** Whatever a host's source throws, as the failure that elements show. */
export function errorOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const detail = error instanceof Error && error.message ? error.message : String(error);
  return new SourceError(
    { type: 'urn:roster:problem:unavailable', title: detail, status: 503, detail, code: 'unavailable', requestId: '' },
    { cause: error },
  );
}

/** A failure in words. */
export function failureText(
  { problem, offline, retryAfter }: SourceError,
  connection: Pick<BareConnection, 'common' | 'formats' | 'said'>,
): string {
  const { common: words, formats } = connection;
  if (offline) return words.offline;
  if (problem.code === 'rate_limited' && retryAfter) return words.waitSeconds(retryAfter, formats);
  if (problem.code === 'unauthenticated') return `${words.sessionEnded}. ${words.sessionEndedDetail}`;
  return connection.said({ ...problem, detail: problem.detail || problem.title });
}
