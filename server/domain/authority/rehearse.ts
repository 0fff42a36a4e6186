import { sql } from 'drizzle-orm';
import { problems, type Refusal } from '../../contract/index.ts';
import { refusal } from '../capabilities/refusal.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * Makes a change and takes it back, so that what is said beforehand is what the change itself would say: there is no
 * second opinion that could differ. What only the present state forbids is answered; what somebody may not do at all is
 * refused as ever.
 * @returns why the change would be refused; null where it would be made
 */
export async function rehearse({ tx }: Pick<Context, 'tx'>, change: () => Promise<unknown>): Promise<Refusal | null> {
  await tx.execute(sql`savepoint rehearsal`);
  let refused: Refusal | null = null;
  try {
    await change();
  } catch (error) {
    if (!(error instanceof Refused) || problems[error.code].status !== 409) throw error;
    refused = refusal(error.code, error.message);
  }
  await tx.execute(sql`rollback to savepoint rehearsal`);
  return refused;
}
