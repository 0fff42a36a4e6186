import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { invitations, members, outbox } from '../../db/schema.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';

/** An invitation that can be accepted at this moment, and who it is for. */
export interface OpenInvitation {
  id: string;
  memberId: string;
  email: string;
  name: string | null;
  invitedBy: string | null;
  expiresAt: Date;
  /**
   * The link went to the mailbox and nowhere else, so whoever shows it reads that mailbox. A link that was handed over by
   * an admin shows nothing of the kind.
   */
  mailed: boolean;
}

/** The database's clock decides, to the moment of the statement: servers disagree about the time. */
const overNow = sql<boolean>`${invitations.expiresAt} <= clock_timestamp()`;

/**
 * Finds the invitation of a token.
 * @throws Refused `not_found` for what was never a token of this organization, `gone` for one that no longer works
 */
export async function openInvitation(tx: Tx, organizationId: string, token: string): Promise<OpenInvitation> {
  return only(
    await select(tx, and(eq(invitations.organizationId, organizationId), eq(invitations.tokenHash, tokenHash(token)))),
  );
}

/** The same, held until the end of the transaction. The caller has the organization's lock already. */
export async function lockInvitation(tx: Tx, organizationId: string, token: string): Promise<OpenInvitation> {
  const mine = and(eq(invitations.organizationId, organizationId), eq(invitations.tokenHash, tokenHash(token)));
  await tx.select({ id: invitations.id }).from(invitations).where(mine).for('update');
  // Read only now: what changed while this waited for its turn is seen by a statement of its own.
  return only(await select(tx, mine));
}

type Row = Awaited<ReturnType<typeof select>>[number];

function only([row]: Row[]): OpenInvitation {
  if (!row) throw new Refused('not_found');
  const { over, ended, memberGone, ...invitation } = row;
  if (ended || over || memberGone) throw new Refused('gone');
  return invitation;
}

async function select(tx: Tx, which: SQL | undefined) {
  return tx
    .select({
      id: invitations.id,
      memberId: invitations.memberId,
      email: members.email,
      name: members.name,
      invitedBy: invitations.invitedBy,
      expiresAt: invitations.expiresAt,
      over: overNow,
      ended: sql<boolean>`${invitations.acceptedAt} is not null or ${invitations.revokedAt} is not null or ${invitations.replacedAt} is not null`,
      memberGone: sql<boolean>`${members.removedAt} is not null or ${members.joinedAt} is not null or ${members.suspendedAt} is not null`,
      mailed: sql<boolean>`exists (select from ${outbox} where ${outbox.organizationId} = ${invitations.organizationId}
        and ${outbox.id} = ${invitations.id} and ${outbox.kind} = 'invitation')`,
    })
    .from(invitations)
    .innerJoin(
      members,
      and(eq(members.organizationId, invitations.organizationId), eq(members.id, invitations.memberId)),
    )
    .where(which);
}
