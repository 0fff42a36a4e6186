import { sql } from 'drizzle-orm';
import type { Database } from './context.ts';

/** What waits to leave, over all organizations. */
export interface Backlog {
  /** `invitation`, `reset`, … and `webhook`. */
  kind: string;
  waiting: number;
  /** Seconds since the oldest of them was put there; 0 where there is none. */
  oldest: number;
}

/** For whoever looks after the server; says nothing of any organization. @throws DatabaseUnavailable */
export async function readBacklog(database: Database): Promise<Backlog[]> {
  const rows = await database.withNobody((tx) =>
    tx.execute<{ kind: string; waiting: number; oldest: number }>(
      sql`select kind, waiting, oldest from roster.backlog() order by kind`,
    ),
  );
  return [...rows].map(({ kind, waiting, oldest }) => ({ kind, waiting: Number(waiting), oldest: Number(oldest) }));
}
