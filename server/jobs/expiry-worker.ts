import { sql } from 'drizzle-orm';
import type { Database } from '../db/open-database.ts';
import { asSystem } from '../domain/as-system.ts';
import { expireGiven } from '../domain/authority/expire-given.ts';
import type { Services } from '../domain/context.ts';
import { Refused } from '../domain/refused.ts';
import { makeAlarm } from './alarm.ts';

export interface ExpiryWorker {
  /** Finishes the organization at hand, and ends. */
  stop(): Promise<void>;
}

export interface ExpiryOptions {
  database: Database;
  services: Services;
  /** Milliseconds between two looks (30,000). */
  every?: number;
  /** Hears of trouble: codes, never what was typed. */
  onTrouble?: (event: string, fields: Record<string, unknown>) => void;
}

/** Organizations looked after in one round. */
const batch = 100;

/** Ends what was given for a time, soon after that time. Any number of them may run: the organization's lock lets one at a time. */
export function startExpiry({ database, services, every = 30_000, onTrouble = () => {} }: ExpiryOptions): ExpiryWorker {
  const alarm = makeAlarm();
  let stopping = false;
  const run = async (): Promise<void> => {
    for (;;) {
      // Servers that were started together do not all look at once.
      await alarm.wait(every * (0.8 + Math.random() * 0.4));
      if (stopping) return;
      try {
        await expireOnce(database, services);
      } catch (error) {
        onTrouble('expiry.failed', { reason: error instanceof Error ? error.name : 'Error' });
      }
    }
  };
  const running = run();
  return {
    async stop() {
      stopping = true;
      alarm.ring();
      await running;
    },
  };
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
