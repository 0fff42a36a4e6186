import type { GivenRows } from '../authority/given-rows.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { seal, unseal, type Seal } from '../sealed.ts';

/** Milliseconds in which a change can be taken back: ten minutes. */
export const undoLife = 10 * 60 * 1000;

/** What taking a change back needs to know. */
export type Undoable = {
  memberId: string;
  /** The member's version after the change: anything that happened since stands in the way. */
  version: number;
} & (
  | { what: 'suspended' }
  /** Roles and groups as they were, and by which right they were changed. */
  | { what: 'given'; permission: 'member:update' | 'group:members'; before: GivenRows }
  | {
      what: 'revoked';
      before: GivenRows;
      person: {
        email: string;
        name: string | null;
        contact: Record<string, string>;
        invitation: { id: string; message: string | null };
      };
    }
);

/**
 * Names a change for whoever made it, and carries all that is needed to take it back: sealed, because a revoked person's
 * name and address are in it and nowhere else any more. Whoever shows it must still be allowed to do what undoing does.
 */
export function sealUndo(context: Context, undoable: Undoable): string {
  return seal(sealOf(context), undoable);
}

/** @throws Refused `malformed` for what was never one of this organization, `gone` after ten minutes */
export function openUndo(context: Context, text: string): Undoable {
  let opened;
  try {
    opened = unseal(sealOf(context), text);
  } catch (cause) {
    throw new Refused('malformed', { detail: 'This does not name a change that can be undone.', cause });
  }
  if (opened.age > undoLife) throw new Refused('gone', { detail: 'The time in which this could be undone is over.' });
  return opened.value as Undoable;
}

function sealOf({ organizationId, services }: Context): Seal {
  return { key: services.secrets.key('undo'), binding: organizationId };
}
