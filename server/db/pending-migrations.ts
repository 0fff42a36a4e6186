import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { sqlState } from './database-unavailable.ts';
import { readMigrations } from './read-migrations.ts';

/** Names of the migrations that this version has and the database has not, as the application's role sees it. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const ours = (await readMigrations()).map(({ name }) => name);
  try {
    const rows = await database.withNobody((tx) =>
      tx.execute<{ name: string }>(sql`select name from roster.roster_migrations`),
    );
    const applied = new Set(rows.map(({ name }) => name));
    return ours.filter((name) => !applied.has(name));
  } catch (error) {
    // No schema, no table, or one of a version that did not yet let the application look.
    if (/^(3F000|42P01|42501)$/.test(sqlState(error) ?? '')) return ours;
    throw error;
  }
}
