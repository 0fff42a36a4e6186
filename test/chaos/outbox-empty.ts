import { pause } from './door.ts';
import type { Ledger } from './ledger.ts';
import type { SmallDatabase } from './small-database.ts';

/**
 * Until every mail that waits has gone. What a killed worker held comes free after two minutes, and what was refused is
 * tried again after a while: both are brought forward, so that nobody has to wait for that. No worker that lives holds a
 * mail for half a minute.
 */
export async function outboxEmpty(asOwner: SmallDatabase['asOwner'], ledger: Ledger): Promise<void> {
  const end = performance.now() + 90_000;
  for (;;) {
    const waiting = await asOwner(async (sql) => {
      await sql`update roster.outbox set leased_until = null, lease_id = null, available_at = now()
                 where sent_at is null and failed_at is null and coalesce(leased_until < now() + interval '90 s', true)`;
      const rows = await sql`select from roster.outbox where sent_at is null and failed_at is null`;
      return rows.length;
    });
    if (waiting === 0) return;
    if (performance.now() > end) return void ledger.hung.push(`${waiting} mails wait`);
    await pause(1_000);
  }
}
