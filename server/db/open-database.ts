import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { databaseOver, type Database, type DatabaseOptions } from './database.ts';
import { canStartEmbedded, hasEmbeddedData, passwordIn, startEmbedded } from './embedded.ts';
import { lockFolder } from './folder-lock.ts';
import { applicationRole, migrate, migratePglite } from './migrate.ts';
import { pglitePool } from './pglite-pool.ts';
import { postgresPool, type PostgresPoolOptions } from './postgres-pool.ts';
import { readMigrations } from './read-migrations.ts';
import { refuseUnsafeRole } from './refuse-unsafe-role.ts';
import { noteRunning } from './running-embedded.ts';

export type { Database, DatabaseOptions, TenantContext } from './database.ts';
export { applicationRole, migrate } from './migrate.ts';
export { pendingMigrations } from './pending-migrations.ts';
export { runningUrl } from './running-embedded.ts';
export { DatabaseUnavailable } from './database-unavailable.ts';
export type { Tx } from './tx.ts';

export interface OpenServerOptions extends DatabaseOptions, PostgresPoolOptions {
  /** Signs in as the application's role to a database that `migrate` has made ready. */
  url: string;
}

export interface OpenFolderOptions extends DatabaseOptions, PostgresPoolOptions {
  /** Where the embedded database lives. Without one, PGlite keeps everything in memory. */
  folder?: string;
  /** `postgres` where the platform has its programs, else `pglite`. Asked for, `pglite` is taken anyway. */
  engine?: 'postgres' | 'pglite';
  /** PostgreSQL only: gives up safety against power loss for speed, and removes the data when it is closed. */
  ephemeral?: boolean;
}

/**
 * Opens the one door to the database.
 * @throws UnsafeDatabaseRole when row-level security would not bind the role in `url`
 * @throws FolderInUse when another live process has `folder` open, FolderUnusable when it cannot be one
 * @throws DatabaseUnavailable when the server at `url` does not answer
 */
export async function openDatabase(options: OpenServerOptions | OpenFolderOptions): Promise<Database> {
  if ('url' in options) return openServer(options);
  const engine = options.engine ?? (canStartEmbedded() ? 'postgres' : 'pglite');
  return engine === 'postgres' ? openEmbedded(options) : openPglite(options);
}

async function openServer({ url, ...options }: OpenServerOptions): Promise<Database> {
  const database = databaseOver(postgresPool(url, options), options);
  try {
    await refuseUnsafeRole(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openEmbedded({ folder, ephemeral, ...options }: OpenFolderOptions): Promise<Database> {
  if (!folder) throw new TypeError('The embedded PostgreSQL needs a folder.');
  const server = await startEmbedded({ folder, ephemeral: ephemeral ?? false });
  try {
    const password = passwordIn(folder, 'application-password');
    await migrate({ ownerUrl: server.ownerUrl, appRole: { name: applicationRole, password } });
    const url = `postgres://${applicationRole}:${password}@127.0.0.1:${server.port}/postgres`;
    const database = await openServer({ url, ...options });
    const forget = noteRunning(folder, server.port);
    const close = async (): Promise<void> => {
      forget();
      await database.close();
      await server.stop();
    };
    return { ...database, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function openPglite({ folder, ...options }: OpenFolderOptions): Promise<Database> {
  if (folder && hasEmbeddedData(folder)) {
    throw new Error(`The folder ${folder} holds a PostgreSQL database; PGlite would begin an empty one beside it.`);
  }
  const [{ PGlite }, { pg_trgm }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
  ]);
  const unlock = folder ? lockFolder(folder) : () => {};
  try {
    const dataDir = folder && path.join(folder, 'pglite');
    if (dataDir && !existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const pglite = await PGlite.create({ ...(dataDir && { dataDir }), extensions: { pg_trgm } });
    await migratePglite(pglite, await readMigrations());
    return databaseOver(pglitePool(pglite, { role: applicationRole, onClose: async () => unlock() }), options);
  } catch (error) {
    unlock();
    throw error;
  }
}
