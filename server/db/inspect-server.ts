import { sql } from 'drizzle-orm';
import { databaseOver, type Database } from './database.ts';
import { postgresPool } from './postgres-pool.ts';

/** What the server says of itself to any role. */
export interface ServerFacts extends Record<string, unknown> {
  /** As in `180004`. */
  version: number;
  /** A standby, or a server that is still being recovered: it takes no writes. */
  standby: boolean;
  encrypted: boolean;
  /** Whether what is committed waits until a standby has it as well. */
  synchronous: boolean;
  /** Whether the log is kept, so that one can go back to a moment. */
  archives: boolean;
  /** The last try to keep a piece of it failed. */
  archiveFails: boolean;
  trigrams: boolean;
  /** Milliseconds since 1970. */
  clock: number;
}

export async function inspectServer(database: Database): Promise<ServerFacts> {
  const [facts] = await database.withNobody((tx) =>
    tx.execute<ServerFacts>(sql`
      select current_setting('server_version_num')::int as version,
             pg_is_in_recovery() as standby,
             coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as encrypted,
             current_setting('synchronous_standby_names') <> '' as synchronous,
             current_setting('archive_mode') <> 'off' as archives,
             coalesce((select last_failed_time > coalesce(last_archived_time, '-infinity') from pg_stat_archiver), false)
               as "archiveFails",
             exists (select from pg_extension where extname = 'pg_trgm') as trigrams,
             (extract(epoch from clock_timestamp()) * 1000)::float8 as clock`),
  );
  return facts!;
}

/** Whether somebody who signs in so may change Roster's schema, or make it. */
export async function mayMigrate(ownerUrl: string): Promise<boolean> {
  const owner = databaseOver(postgresPool(ownerUrl, { max: 1 }));
  try {
    const [answer] = await owner.withNobody((tx) =>
      tx.execute<{ may: boolean }>(sql`
        select coalesce((select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = 'roster'),
                        has_database_privilege(current_database(), 'create')) as may`),
    );
    return answer!.may;
  } finally {
    await owner.close();
  }
}
