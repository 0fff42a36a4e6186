import { toId } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import type { HeldMember } from './lock-members.ts';
import { makeTombstones } from './make-tombstones.ts';

/** Removes people for good. Judged by the caller, who has the organization's lock. */
export async function writeRemoval(context: Context, people: readonly HeldMember[]): Promise<void> {
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return;
  await makeTombstones(context, ids);
  await record(
    context,
    ...people.map(({ id, status, roleIds, groupIds }) => ({
      action: 'member.removed',
      target: { kind: 'member' as const, id },
      changes: {
        status: { before: status, after: 'removed' },
        roles: { removed: roleIds.map((role) => toId('rol', role)) },
        groups: { removed: groupIds.map((group) => toId('grp', group)) },
      },
    })),
  );
  await tell(context, 'member.removed', ids);
}
