import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/open-database.ts';
import { accounts, accountTokens, invitations, members, organizations, outbox } from '../db/schema.ts';
import { resetToken } from '../domain/accounts/queue-reset.ts';
import type { Services } from '../domain/context.ts';
import { actForAccount } from '../domain/invitations/act-for-account.ts';
import { invitationUrl } from '../domain/invitations/invitation-link.ts';
import type { MailTemplates, OutgoingMail } from '../mail/index.ts';
import { durationInWords, oneLine } from '../mail/words.ts';

/** A place in the outbox that this worker holds. */
export interface ClaimedMail {
  organizationId: string;
  id: string;
  /** How often it was claimed, this time included. */
  attempts: number;
}

export interface Composer {
  services: Pick<Services, 'secrets' | 'publicUrl'>;
  templates: MailTemplates;
  /** Address mail comes from; the portal's name stands before it. */
  from: string;
}

/**
 * Writes the mail from what is true now. `withdrawn`: nobody should get it any more, because the invitation was revoked,
 * resent, accepted or is over, or the person or the organization is gone; `taken`: another worker has sent it.
 */
export async function composeMail(
  tx: Tx,
  claim: ClaimedMail,
  worker: string,
  composer: Composer,
): Promise<OutgoingMail | 'withdrawn' | 'taken'> {
  const [item] = await tx
    .select({ kind: outbox.kind, memberId: outbox.memberId, subjectId: outbox.subjectId })
    .from(outbox)
    .where(
      and(
        eq(outbox.organizationId, claim.organizationId),
        eq(outbox.id, claim.id),
        eq(outbox.leaseId, worker),
        isNull(outbox.sentAt),
        isNull(outbox.failedAt),
      ),
    );
  if (!item) return 'taken';
  const place = await readPlace(tx, claim.organizationId, item.memberId);
  if (!place) return 'withdrawn';
  const written =
    item.kind === 'invitation'
      ? await invitation(tx, claim.organizationId, item.subjectId, place, composer)
      : await reset(tx, item.subjectId, place, composer);
  if (!written) return 'withdrawn';
  const domain = composer.from.slice(composer.from.lastIndexOf('@') + 1);
  return {
    ...written.content,
    from: { name: oneLine(place.portalName), address: composer.from },
    // A new password is a matter of the account's own mailbox, whatever address an organization lists.
    to: { name: oneLine(place.name ?? ''), address: written.to },
    messageId: `<${claim.id}@${domain}>`,
  };
}

interface Place {
  locale: string;
  portalName: string;
  organizationName: string;
  singleSignOn: boolean;
  email: string;
  name: string | null;
  accountId: string | null;
}

async function readPlace(tx: Tx, organizationId: string, memberId: string): Promise<Place | undefined> {
  const [row] = await tx
    .select({
      organizationName: organizations.name,
      portal: organizations.portal,
      singleSignOn: organizations.singleSignOn,
      email: members.email,
      name: members.name,
      accountId: members.accountId,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(
      and(
        eq(members.organizationId, organizationId),
        eq(members.id, memberId),
        isNull(members.removedAt),
        isNull(members.suspendedAt),
        isNull(organizations.suspendedAt),
        isNull(organizations.deletedAt),
      ),
    );
  if (!row) return undefined;
  const { portal, ...rest } = row;
  return { ...rest, locale: portal.locale ?? 'en', portalName: portal.labels.portal ?? portal.name };
}

async function invitation(
  tx: Tx,
  organizationId: string,
  invitationId: string,
  place: Place,
  { services, templates }: Composer,
) {
  const [row] = await tx
    .select({
      message: invitations.message,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      inviterName: members.name,
    })
    .from(invitations)
    .leftJoin(
      members,
      and(eq(members.organizationId, organizationId), eq(members.id, invitations.invitedBy), isNull(members.removedAt)),
    )
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.id, invitationId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
        sql`${invitations.expiresAt} > clock_timestamp()`,
      ),
    );
  if (!row) return undefined;
  const content = templates.invitation({
    ...place,
    message: row.message,
    inviterName: row.inviterName,
    link: invitationUrl(services, organizationId, invitationId),
    life: durationInWords(row.expiresAt.getTime() - row.createdAt.getTime(), place.locale),
    expiresAt: row.expiresAt,
  });
  return { content, to: place.email };
}

async function reset(tx: Tx, tokenId: string, place: Place, { services, templates }: Composer) {
  if (!place.accountId) return undefined;
  await actForAccount(tx, place.accountId);
  const [row] = await tx
    .select({ email: accounts.email, createdAt: accountTokens.createdAt, expiresAt: accountTokens.expiresAt })
    .from(accountTokens)
    .innerJoin(accounts, eq(accounts.id, accountTokens.accountId))
    .where(
      and(
        eq(accountTokens.accountId, place.accountId),
        eq(accountTokens.id, tokenId),
        isNull(accountTokens.usedAt),
        sql`${accountTokens.expiresAt} > clock_timestamp()`,
      ),
    );
  if (!row) return undefined;
  const token = resetToken(services.secrets, place.accountId, tokenId);
  const content = templates.reset({
    locale: place.locale,
    portalName: place.portalName,
    name: place.name,
    email: row.email,
    link: `${services.publicUrl}/reset?token=${token}`,
    life: durationInWords(row.expiresAt.getTime() - row.createdAt.getTime(), place.locale),
    expiresAt: row.expiresAt,
  });
  return { content, to: row.email };
}
