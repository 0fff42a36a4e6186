import type { Context } from './context.ts';
import { Refused } from './refused.ts';
import { seal, unseal, type Seal } from './sealed.ts';

const life = 24 * 60 * 60 * 1000;

/**
 * Where the next page of a list begins, sealed: the place holds an address or a name, and cursors stand in URLs. It opens
 * for the same organization and the same question only, and for a day.
 */
export function sealCursor(context: Context, question: string, place: unknown): string {
  return seal(sealOf(context, question), place);
}

/** @throws Refused `bad_cursor` for one that was changed, is too old, or belongs to another organization or question */
export function openCursor(context: Context, question: string, cursor: string): unknown {
  try {
    const { value, age } = unseal(sealOf(context, question), cursor);
    if (age > life) throw new Error('too old');
    return value;
  } catch (cause) {
    throw new Refused('bad_cursor', { detail: 'Ask for the first page of this list again.', cause });
  }
}

function sealOf({ organizationId, services }: Context, question: string): Seal {
  return { key: services.secrets.key('cursor'), binding: `${organizationId} ${question}` };
}
