import { sql } from 'drizzle-orm';
import type { Database } from '../../db/open-database.ts';
import type { Session } from './read-session.ts';

/** A session is written to once in this many milliseconds, however many requests use it. */
const touchEvery = 60_000;

/** Whether the session's last use is old enough to be written again. */
export function isTouchDue(session: Pick<Session, 'lastUsedAt'>, now = Date.now()): boolean {
  return now - session.lastUsedAt.getTime() >= touchEvery;
}

/** Writes when a session was last used. Two requests in the same minute write once: the second finds the first one's moment. */
export async function touchSession(database: Database, session: Pick<Session, 'id' | 'accountId'>): Promise<void> {
  await database.withAccount(session.accountId, (tx) =>
    tx.execute(sql`update roster.sessions set last_used_at = clock_timestamp()
      where account_id = ${session.accountId} and id = ${session.id} and ended_at is null
        and last_used_at < clock_timestamp() - interval '1 minute'`),
  );
}
