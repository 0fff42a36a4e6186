import { and, eq, isNull, sql } from 'drizzle-orm';
import { groupMembers, invitations, members } from '../../db/schema.ts';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** A person whose invitation is open: pending or expired. */
export interface PendingMember {
  id: string;
  email: string;
  name: string | null;
  version: number;
  roleIds: string[];
  groupIds: string[];
  groupRole: 'owner' | 'member';
  invitation: { id: string; message: string | null };
}

/**
 * Reads and holds a person who was invited and has not joined. The caller has the organization's lock.
 * @throws Refused `not_found`, `not_pending` for a member, `stale`
 */
export async function lockPendingMember(
  { tx, organizationId }: Context,
  memberId: string,
  ifMatch: number | undefined,
): Promise<PendingMember> {
  const [row] = await tx
    .select({
      id: members.id,
      email: members.email,
      name: members.name,
      version: members.version,
      joinedAt: members.joinedAt,
      roleIds: members.roleIds,
      groupIds: members.groupIds,
      owns: sql<boolean>`exists (select from ${groupMembers} where ${groupMembers.organizationId} = ${members.organizationId}
        and ${groupMembers.memberId} = ${members.id} and ${groupMembers.groupRole} = 'owner')`,
    })
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.id, memberId), isNull(members.removedAt)))
    .for('no key update');
  if (!row) throw new Refused('not_found');
  checkVersion(row.version, ifMatch);
  const [invitation] = await tx
    .select({ id: invitations.id, message: invitations.message })
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.memberId, memberId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
      ),
    )
    .for('update');
  if (row.joinedAt !== null || !invitation) throw new Refused('not_pending');
  const { owns, joinedAt: _, ...rest } = row;
  return { ...rest, groupRole: owns ? 'owner' : 'member', invitation };
}
