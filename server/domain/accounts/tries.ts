import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../../db/open-database.ts';
import { Refused } from '../refused.ts';
import type { Secrets } from '../secrets.ts';

/** How often something may be tried within a window that starts with the first try. */
export interface TryLimits {
  /** For one address from one network, so that nobody can lock a person out from elsewhere. */
  perAccount: number;
  /** For one network, whatever the addresses. */
  perNetwork: number;
  seconds: number;
}

export const signInLimits: TryLimits = { perAccount: 5, perNetwork: 60, seconds: 15 * 60 };
export const resetLimits: TryLimits = { perAccount: 3, perNetwork: 30, seconds: 60 * 60 };

export interface TriedBy {
  what: 'sign-in' | 'reset' | 'change-password';
  /** The account's address, canonical, or what was typed in its place. */
  email: string;
  /** The network the request came from; what cannot be told apart shares one. */
  network: string;
}

/**
 * Counts one try before it is made, in one statement each, so that two hundred at once are counted like two hundred in a row.
 * @throws Refused `rate_limited` with the seconds to wait
 */
export async function takeTry(database: Database, secrets: Secrets, tried: TriedBy, limits: TryLimits): Promise<void> {
  const counted = [
    { bucket: accountBucket(secrets, tried), capacity: limits.perAccount },
    { bucket: networkBucket(secrets, tried), capacity: limits.perNetwork },
  ];
  // Kept whatever follows: a refusal thrown inside would undo the counting.
  const wait = await database.withNobody(async (tx) => {
    let longest = 0;
    for (const { bucket, capacity } of counted) {
      longest = Math.max(longest, await takePermit(tx, bucket, { capacity, seconds: limits.seconds }));
    }
    return longest;
  });
  if (wait === 0) return;
  const minutes = Math.ceil(wait / 60);
  throw new Refused('rate_limited', {
    detail: `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
    retryAfter: wait,
  });
}

/**
 * Takes one of so many permits within a window that starts with the first.
 * @returns seconds to wait; 0 where it was granted
 */
export async function takePermit(
  tx: Tx,
  bucket: Uint8Array,
  { capacity, seconds }: { capacity: number; seconds: number },
): Promise<number> {
  const [permit] = await tx.execute<{ granted: boolean; retry_after: number }>(
    sql`select granted, retry_after from roster.take_permit(${bucket}, ${capacity}, ${seconds})`,
  );
  return permit?.granted ? 0 : (permit?.retry_after ?? seconds);
}

/** After a try that was right: the address starts afresh, and the network gets its one try back. */
export async function returnTry(
  database: Database,
  secrets: Secrets,
  tried: TriedBy,
  limits: TryLimits,
): Promise<void> {
  await database.withNobody(async (tx) => {
    await tx.execute(sql`select roster.return_permits(${accountBucket(secrets, tried)}, ${limits.perAccount + 1})`);
    await tx.execute(sql`select roster.return_permits(${networkBucket(secrets, tried)}, 1)`);
  });
}

function accountBucket(secrets: Secrets, { what, email, network }: TriedBy): Uint8Array {
  return bucketOf(secrets, [what, 'account', network, email]);
}

function networkBucket(secrets: Secrets, { what, network }: TriedBy): Uint8Array {
  return bucketOf(secrets, [what, 'network', network]);
}

/** Keyed, so that the table tells nobody which addresses were tried. */
export function bucketOf(secrets: Secrets, parts: string[]): Uint8Array {
  return new Uint8Array(createHmac('sha256', secrets.key('rate-limits')).update(JSON.stringify(parts)).digest());
}
