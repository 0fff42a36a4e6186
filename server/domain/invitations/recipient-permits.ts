import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';

/** Invitations one mailbox gets in an hour, from all organizations together. */
export const mailsPerRecipient = 5;
const seconds = 3600;

export interface Permit {
  granted: boolean;
  /** Seconds until the next one can be had. */
  retryAfter: number;
}

/**
 * Takes a permit for each address, in one statement. Always in the same order, so that two organizations that invite the
 * same people at once wait for each other instead of blocking each other for good.
 */
export async function takePermits(context: Context, emails: readonly string[]): Promise<Map<string, Permit>> {
  if (emails.length === 0) return new Map();
  const buckets = emails.map((email) => ({ email, bucket: bucketOf(context, email) }));
  buckets.sort((a, b) => (a.bucket < b.bucket ? -1 : a.bucket > b.bucket ? 1 : 0));
  const rows = await context.tx.execute<{ at: number; granted: boolean; retry_after: number }>(
    sql`select b.at::int as at, p.granted, p.retry_after
          from unnest(${sql.param(buckets.map(({ bucket }) => bucket))}::text[]) with ordinality b (bucket, at),
               lateral roster.take_permit(decode(b.bucket, 'hex'), ${mailsPerRecipient}, ${seconds}) p`,
  );
  return new Map(
    rows.map(({ at, granted, retry_after }) => [buckets[at - 1]!.email, { granted, retryAfter: retry_after }]),
  );
}

/** Keyed, so that nobody who reads the table learns who was invited. */
function bucketOf({ services }: Context, email: string): string {
  return createHmac('sha256', services.secrets.key('rate:recipient')).update(mailboxOf(email)).digest('hex');
}

/** Where mail really arrives: some providers ignore dots and what follows a plus. For counting only, never for identity. */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const [base = ''] = email.slice(0, at).split('+', 1);
  return domain === 'gmail.com' || domain === 'googlemail.com'
    ? `${base.replaceAll('.', '')}@gmail.com`
    : `${base}@${domain}`;
}
