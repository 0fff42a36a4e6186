import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';

/**
 * Lets the rest of this transaction see one account beside its organization. Only for a caller that has shown a link made
 * for that account's mailbox, or that writes mail to it. Local to the transaction, so that the connection forgets it.
 */
export async function actForAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.execute(sql`select set_config('roster.account_id', ${accountId}, true)`);
}
