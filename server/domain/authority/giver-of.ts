import type { Context } from '../context.ts';

/** Who gives: a member; null where a program or the system does. */
export function giverOf({ actor }: Pick<Context, 'actor'>): string | null {
  return actor.kind === 'member' ? actor.memberId : null;
}
