import type { SourceError } from '../source/source.ts';

/** Why there is nothing to show: the session has ended, it may not be seen, it is not there, or it could not be loaded. */
export type Trouble = 'ended' | 'forbidden' | 'missing' | 'failed';

const troubles: Partial<Record<string, Trouble>> = {
  unauthenticated: 'ended',
  forbidden: 'forbidden',
  password_change_required: 'forbidden',
  not_found: 'missing',
};

/** What a failure means for the one who wanted to see. */
export function troubleOf({ problem }: SourceError): Trouble {
  return troubles[problem.code] ?? 'failed';
}
