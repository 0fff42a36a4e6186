import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/open-database.ts';
import { invitations, outbox } from '../db/schema.ts';
import type { Services } from '../domain/context.ts';
import { tell } from '../domain/invitations/tell.ts';
import type { ClaimedMail } from './compose-mail.ts';

/** What becomes of a claimed mail. All of them in the tenant's transaction, by the database's clock. */

type Ids = Pick<Services, 'newUuid'>;

export async function markSent(tx: Tx, claimed: ClaimedMail, services: Ids): Promise<void> {
  const item = await settle(tx, claimed, { sentAt: sql`clock_timestamp()`, failedAt: null, failure: null });
  if (item?.kind !== 'invitation') return;
  await tx
    .update(invitations)
    .set({ deliveredAt: sql`clock_timestamp()`, failedAt: null, failure: null })
    .where(and(eq(invitations.organizationId, claimed.organizationId), eq(invitations.id, item.subjectId)));
  await tell({ tx, organizationId: claimed.organizationId, services }, 'member.updated', [item.memberId]);
}

/** A dead letter. The admin reads the reason beside the invitation, and may send it again. */
export async function markGivenUp(tx: Tx, claimed: ClaimedMail, failure: string, services: Ids): Promise<void> {
  const item = await settle(tx, claimed, { failedAt: sql`clock_timestamp()`, failure });
  if (item?.kind !== 'invitation') return;
  await tx
    .update(invitations)
    .set({ failedAt: sql`clock_timestamp()`, failure })
    .where(and(eq(invitations.organizationId, claimed.organizationId), eq(invitations.id, item.subjectId)));
  await tell({ tx, organizationId: claimed.organizationId, services }, 'member.updated', [item.memberId]);
}

/** Nobody should get it any more. Says nothing about the invitation, which ended otherwise. */
export async function markWithdrawn(tx: Tx, claimed: ClaimedMail): Promise<void> {
  await settle(tx, claimed, { failedAt: sql`clock_timestamp()`, failure: 'withdrawn' });
}

/** `wait` in milliseconds. */
export async function retryLater(
  tx: Tx,
  claimed: ClaimedMail,
  worker: string,
  { wait, failure }: { wait: number; failure: string },
): Promise<void> {
  await tx
    .update(outbox)
    .set({ ...noLease, failure, availableAt: sql`clock_timestamp() + make_interval(secs => ${wait / 1000})` })
    .where(and(rowOf(claimed), eq(outbox.leaseId, worker), isNull(outbox.sentAt)));
}

/** Gives back what was claimed and not begun; it does not count as a try. */
export async function letGo(tx: Tx, claimed: ClaimedMail, worker: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ ...noLease, attempts: sql`${outbox.attempts} - 1` })
    .where(and(rowOf(claimed), eq(outbox.leaseId, worker)));
}

const noLease = { leaseId: null, leasedUntil: null };

/** Also where the lease ran out meanwhile: whoever tried knows best. */
async function settle(tx: Tx, claimed: ClaimedMail, end: Parameters<ReturnType<Tx['update']>['set']>[0]) {
  const [item] = await tx
    .update(outbox)
    .set({ ...noLease, ...end })
    .where(and(rowOf(claimed), isNull(outbox.sentAt)))
    .returning({ kind: outbox.kind, memberId: outbox.memberId, subjectId: outbox.subjectId });
  return item;
}

function rowOf({ organizationId, id }: ClaimedMail) {
  return and(eq(outbox.organizationId, organizationId), eq(outbox.id, id));
}
