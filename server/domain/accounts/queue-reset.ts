import { and, eq, lt, sql } from 'drizzle-orm';
import { accounts, accountTokens, outbox } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { mailboxOf } from '../invitations/recipient-permits.ts';
import { tokenHash, type Secrets } from '../secrets.ts';
import { bucketOf, takePermit } from './tries.ts';

/** Messages one mailbox gets, whoever asks for them and from wherever: the person themself, or admins of any organization. */
const perMailbox = { capacity: 5, seconds: 60 * 60 };

/** The token of a reset, made from its id whenever it is needed; only its hash is kept. */
export function resetToken(secrets: Secrets, accountId: string, tokenId: string): string {
  return secrets.derivedToken('rst', accountId, 'reset', tokenId);
}

/**
 * Puts a message with a link to choose a new password into one organization's outbox, in a transaction that acts as the
 * account. The link works for an hour.
 * @returns seconds to wait where the mailbox has had enough of them; 0 where the message is on its way
 */
export async function queueReset(
  { tx, organizationId, services }: Pick<Context, 'tx' | 'organizationId' | 'services'>,
  { accountId, memberId }: { accountId: string; memberId: string },
): Promise<number> {
  const { secrets } = services;
  const [account] = await tx.select({ email: accounts.email }).from(accounts).where(eq(accounts.id, accountId));
  if (!account) return perMailbox.seconds;
  const wait = await takePermit(tx, bucketOf(secrets, ['reset', 'mailbox', mailboxOf(account.email)]), perMailbox);
  if (wait > 0) return wait;
  await tx
    .delete(accountTokens)
    .where(
      and(
        eq(accountTokens.accountId, accountId),
        lt(accountTokens.expiresAt, sql`clock_timestamp() - interval '30 days'`),
      ),
    );
  const id = services.newUuid();
  await tx.insert(accountTokens).values({
    accountId,
    id,
    kind: 'reset',
    tokenHash: tokenHash(resetToken(secrets, accountId, id)),
    expiresAt: sql`clock_timestamp() + interval '1 hour'`,
  });
  await tx.insert(outbox).values({ organizationId, id: services.newUuid(), kind: 'reset', memberId, subjectId: id });
  return 0;
}
