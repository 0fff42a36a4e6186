import { and, eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { sessions } from '../../db/schema.ts';
import { sessionPrefix } from '../credentials/session-cookie.ts';
import { tokenHash, type Secrets } from '../secrets.ts';

export interface NewSession {
  accountId: string;
  id: string;
  /** Seconds until it ends by itself. */
  life: number;
  userAgent?: string;
  /** Where the request came from, as the person's list of sessions shows it. */
  address?: string;
}

/**
 * Begins a session in a transaction that acts as its account.
 * @returns the cookie's value, of which only the hash is kept
 */
export async function startSession(tx: Tx, secrets: Secrets, session: NewSession): Promise<string> {
  const token = secrets.randomToken(sessionPrefix, session.accountId);
  // What ended long ago goes when the same person comes again, so that nothing has to walk over everybody's.
  await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.accountId, session.accountId),
        lt(sql`least(${sessions.endedAt}, ${sessions.expiresAt})`, sql`clock_timestamp() - interval '30 days'`),
      ),
    );
  await tx.insert(sessions).values({
    accountId: session.accountId,
    id: session.id,
    tokenHash: tokenHash(token),
    userAgent: session.userAgent?.slice(0, 500) ?? null,
    address: session.address ?? null,
    expiresAt: sql`clock_timestamp() + make_interval(secs => ${session.life})`,
  });
  return token;
}
