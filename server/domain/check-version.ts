import { Refused } from './refused.ts';

/**
 * Refuses a change that was made on an older state than there is.
 * @param seen the version the caller has seen; undefined where it did not say
 * @throws Refused `stale` with the present tag
 */
export function checkVersion(present: number, seen: number | undefined): void {
  if (seen !== undefined && seen !== present) throw new Refused('stale', { etag: `"${present}"` });
}
