import { sql } from 'drizzle-orm';
import type { Database } from '../../db/open-database.ts';
import type { Session } from './read-session.ts';

/** A session is written to once in this time, however many requests use it. */
const touchEvery = 60_000;

/** Whether the session's last use is old enough to be written again. */
export function isTouchDue(session: Pick<Session, 'lastUsedAt'>, now = Date.now()): boolean {
  return now - session.lastUsedAt.getTime() >= touchEvery;
}

/**
 * Writes when a session was last used, and with it when its person was last active in the organization. Two requests in the same
 * minute write once: the second finds the first one's moment in the row.
 */
export async function touchSession(
  database: Database,
  session: Pick<Session, 'id' | 'accountId'>,
  organizationId?: string,
): Promise<void> {
  const stale = sql`last_used_at < clock_timestamp() - interval '1 minute'`;
  const write = async (tx: Parameters<Parameters<Database['withAccount']>[1]>[0]): Promise<void> => {
    await tx.execute(sql`update roster.sessions set last_used_at = clock_timestamp()
      where account_id = ${session.accountId} and id = ${session.id} and ended_at is null and ${stale}`);
    if (organizationId === undefined) return;
    await tx.execute(sql`update roster.members set last_active_at = clock_timestamp(),
        last_active_day = to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD')
      where organization_id = ${organizationId} and account_id = ${session.accountId} and removed_at is null
        and (last_active_at is null or last_active_at < clock_timestamp() - interval '1 minute')`);
  };
  if (organizationId === undefined) await database.withAccount(session.accountId, write);
  else await database.withTenant({ organizationId, accountId: session.accountId }, write);
}
