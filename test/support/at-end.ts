import { after } from 'node:test';

/**
 * Runs when the tests of this process are over. The runner watches every promise from the moment it is asked for that, which
 * costs a fifth of all speed: whoever is no test sets `ROSTER_TEST_RUNNER=none`, and ends what it began itself.
 */
export function atEnd(work: () => Promise<unknown>): void {
  if (process.env.ROSTER_TEST_RUNNER !== 'none') after(work);
}
