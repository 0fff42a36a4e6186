import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database, Tx } from '../../db/open-database.ts';
import { sessions } from '../../db/schema.ts';
import { tokenHash } from '../secrets.ts';
import { sessionAccount } from './read-session.ts';

/** Ends the session of a cookie's value; its very next use is refused. Says nothing when there is none. */
export async function endSession(database: Database, token: unknown): Promise<void> {
  const accountId = sessionAccount(token);
  if (accountId === undefined) return;
  const mine = and(eq(sessions.accountId, accountId), eq(sessions.tokenHash, tokenHash(token as string)));
  await database.withAccount(accountId, (tx) => end(tx, mine));
}

/** Ends all sessions of an account, in a transaction that acts as it. */
export async function endSessions(tx: Tx, accountId: string): Promise<void> {
  await end(tx, eq(sessions.accountId, accountId));
}

async function end(tx: Tx, which: ReturnType<typeof and>): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(and(which, isNull(sessions.endedAt)));
}
