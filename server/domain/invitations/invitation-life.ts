import { and, eq, isNull, sql } from 'drizzle-orm';
import { invitations, members } from '../../db/schema.ts';
import { giverOf } from '../authority/giver-of.ts';
import type { Context } from '../context.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { tokenHash } from '../secrets.ts';
import { durationSeconds } from '../sessions/session-life.ts';
import { invitationToken } from './invitation-link.ts';
import type { PendingMember } from './pending-member.ts';

/** Seconds an invitation lives. A portal document is checked when it is set, so this is never taken from thin air. */
export function lifeOf({ portal }: Pick<OrganizationRow, 'portal'>): number {
  return durationSeconds(portal.limits.invitationLife) ?? 86_400;
}

/**
 * Ends the link there is and makes a new invitation in its place, with its own time. Of two at once the organization's
 * lock lets the second replace the first one's, so that one link works.
 */
export async function replaceInvitation(
  context: Context,
  organization: OrganizationRow,
  member: PendingMember,
  { byHand = false }: { byHand?: boolean } = {},
): Promise<{ id: string; expiresAt: Date }> {
  const { tx, organizationId, services } = context;
  const ended = await tx
    .update(invitations)
    .set({ replacedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.id, member.invitation.id),
        isNull(invitations.replacedAt),
      ),
    )
    .returning({ id: invitations.id });
  if (ended.length !== 1) throw new Refused('not_pending');
  const id = services.newUuid();
  const [made] = await tx
    .insert(invitations)
    .values({
      organizationId,
      id,
      memberId: member.id,
      tokenHash: tokenHash(invitationToken(services.secrets, organizationId, id)),
      message: member.invitation.message,
      invitedBy: giverOf(context),
      createdAt: sql`statement_timestamp()`,
      // Nothing is on its way of which somebody could wait to hear.
      ...(byHand && { deliveredAt: sql`statement_timestamp()` }),
      expiresAt: sql`statement_timestamp() + make_interval(secs => ${lifeOf(organization)})`,
    })
    .returning({ expiresAt: invitations.expiresAt });
  // Also tells whoever has the person on screen that something is new: the version counts it.
  await tx
    .update(members)
    .set({ invitedAt: sql`statement_timestamp()` })
    .where(and(eq(members.organizationId, organizationId), eq(members.id, member.id)));
  return { id, expiresAt: made!.expiresAt };
}

/**
 * Puts the mail of invitations into the outbox, in the transaction that made them. Each has its invitation's own id, by
 * which the page that accepts knows that there was one. Where no mail leaves the house nobody is left waiting for it.
 */
export async function queueInvitations(
  { tx, organizationId, services }: Context,
  ids: readonly string[],
): Promise<void> {
  const made = sql`organization_id = ${organizationId} and id = any (${sql.param([...ids])}::uuid[])`;
  if (services.mailWorks) {
    await tx.execute(
      sql`insert into roster.outbox (organization_id, id, kind, member_id, subject_id)
          select organization_id, id, 'invitation', member_id, id from roster.invitations where ${made}`,
    );
    return;
  }
  await tx.execute(
    sql`update roster.invitations set failed_at = statement_timestamp(), failure = ${noMail} where ${made}`,
  );
}

const noMail = 'This server sends no mail. Make a link and hand it over.';
