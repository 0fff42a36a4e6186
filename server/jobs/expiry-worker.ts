import { sql } from 'drizzle-orm';
import type { Database } from '../db/open-database.ts';
import { asSystem } from '../domain/as-system.ts';
import { expireGiven } from '../domain/authority/expire-given.ts';
import type { Services } from '../domain/context.ts';
import type { Meter } from '../domain/meter.ts';
import { Refused } from '../domain/refused.ts';
import { startLoop, type Worker } from './loop.ts';

export interface ExpiryOptions {
  database: Database;
  services: Services;
  /** Milliseconds between two looks (30,000). */
  every?: number;
  /** Hears of trouble: codes, never what was typed. */
  onTrouble?: (event: string, fields: Record<string, unknown>) => void;
  meter?: Meter;
}

/** Organizations looked after in one round. */
const batch = 100;

/** Ends what was given for a time, soon after that time. Any number of them may run: the organization's lock lets one at a time. */
export function startExpiry(options: ExpiryOptions): Worker {
  const { database, services, every = 30_000, meter, onTrouble = () => {} } = options;
  return startLoop({
    name: 'expiry',
    poll: every,
    waitsFirst: true,
    onTrouble: (reason) => onTrouble('expiry.failed', { reason }),
    meter,
    round: async () => {
      await expireOnce(database, services);
      return false;
    },
  });
}

/** One round over the organizations in which something is over. @returns how many people lost something */
export async function expireOnce(database: Database, services: Services): Promise<number> {
  const due = await database.withNobody((tx) =>
    tx.execute<{ id: string }>(sql`select id from roster.organizations_to_expire(${batch}) id`),
  );
  let ended = 0;
  for (const { id } of due) {
    ended += await asSystem({ database, services, organization: id }, expireGiven).catch((error: unknown) => {
      // An organization that was deleted meanwhile has nothing left to end.
      if (error instanceof Refused) return 0;
      throw error;
    });
  }
  return ended;
}
