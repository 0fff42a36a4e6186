import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import postgres from 'postgres';
import { databaseOver, type Database } from '../../server/db/database.ts';
import { startEmbedded, type Embedded } from '../../server/db/embedded.ts';
import { monotonicNow } from '../../server/db/lease.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { applicationRole, migrate, migratePglite } from '../../server/db/migrate.ts';
import { pglitePool } from '../../server/db/pglite-pool.ts';
import { postgresPool, type PostgresPoolOptions } from '../../server/db/postgres-pool.ts';
import { readMigrations } from '../../server/db/read-migrations.ts';
import { atEnd } from './at-end.ts';

type Rows<Row> = Promise<Row[]>;
// eslint-disable-next-line typescript/no-explicit-any -- rows of whatever a test asks for
type AnyRow = Record<string, any>;

/** Looks at a test's database as its owner, past row-level security. */
export interface OwnerSql {
  <Row = AnyRow>(strings: TemplateStringsArray, ...values: unknown[]): Rows<Row>;
  /** Plain SQL, several statements if need be. */
  unsafe<Row = AnyRow>(text: string): Rows<Row>;
}

/** A migrated database of the test's own. */
export interface GivenDatabase {
  database: Database;
  /** What `database` stands on. */
  pool: LeasePool;
  ownerSql: OwnerSql;
  /** Addresses of the application's role and of the owner; empty on PGlite, which has none. */
  url: string;
  ownerUrl: string;
  close(): Promise<void>;
}

export interface GivenOptions extends PostgresPoolOptions {
  /** Milliseconds for one transaction, all in all. */
  deadline?: number;
  /** For tests of what only one engine has; else the one of `ROSTER_TEST_ENGINE`. */
  engine?: 'postgres' | 'pglite';
}

/** Which engine the tests of this process run on: `ROSTER_TEST_ENGINE`. */
export const engine: 'postgres' | 'pglite' = process.env.ROSTER_TEST_ENGINE === 'pglite' ? 'pglite' : 'postgres';

const password = 'application';
const caches = fileURLToPath(new URL('../../node_modules/.cache/roster', import.meta.url));
let own: Promise<Embedded> | undefined;
let ownFolder: string | undefined;
let template: Promise<string> | undefined;
let dump: Promise<Blob> | undefined;
let given = 0;

atEnd(async () => {
  await (await own)?.stop();
  if (ownFolder) rmSync(ownFolder, { recursive: true, force: true });
});

/** A fresh, migrated database on the engine this process tests. */
export function givenDatabase(options: GivenOptions = {}): Promise<GivenDatabase> {
  return (options.engine ?? engine) === 'pglite' ? givenPglite(options) : givenPostgres(options);
}

/** The server's owner address: the one the test command started, else one of this process. */
export async function testServerUrl(): Promise<string> {
  const shared = process.env.ROSTER_TEST_POSTGRES;
  if (shared) return shared;
  own ??= startEmbedded({ folder: (ownFolder = mkdtempSync(path.join(tmpdir(), 'roster-test-'))), ephemeral: true });
  return (await own).ownerUrl;
}

async function givenPostgres({ deadline, engine: _engine, ...options }: GivenOptions): Promise<GivenDatabase> {
  const serverUrl = await testServerUrl();
  template ??= migratedTemplate(serverUrl);
  const name = `test_${process.pid}_${++given}_${randomBytes(3).toString('hex')}`;
  await asOwner(serverUrl, `create database ${name} template ${await template}`);
  const ownerUrl = addressOf(serverUrl, name);
  const url = addressOf(serverUrl, name, applicationRole, password);
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} });
  const pool = postgresPool(url, options);
  const database = databaseOver(pool, deadline === undefined ? {} : { deadline });
  return {
    database,
    pool,
    ownerSql: owner as unknown as OwnerSql,
    url,
    ownerUrl,
    async close() {
      await database.close();
      await owner.end({ timeout: 1 });
      await asOwner(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Migrated once for a server and a state of the migrations; every test's database is a copy of it. */
async function migratedTemplate(serverUrl: string): Promise<string> {
  const state = (await readMigrations()).map(({ checksum }) => checksum).join();
  const name = `template_${createHash('sha256').update(state).digest('hex').slice(0, 12)}`;
  const owner = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    // Several test processes may share the server: one migrates, the others wait.
    await owner`select pg_advisory_lock(5417)`;
    const [found] = await owner`select datistemplate as done from pg_database where datname = ${name}`;
    if (!found?.done) {
      await owner.unsafe(`drop database if exists ${name}`);
      await owner.unsafe(`create database ${name}`);
      await migrate({ ownerUrl: addressOf(serverUrl, name), appRole: { name: applicationRole, password } });
      await owner.unsafe(`alter database ${name} is_template true`);
    }
    return name;
  } finally {
    await owner.end({ timeout: 1 });
  }
}

async function givenPglite({ deadline }: GivenOptions): Promise<GivenDatabase> {
  dump ??= migratedDump();
  const pglite = await PGlite.create({ loadDataDir: await dump, extensions: { pg_trgm } });
  const pool = pglitePool(pglite, { role: applicationRole });
  const database = databaseOver(pool, deadline === undefined ? {} : { deadline });
  // The one connection is shared with the application, so the owner waits for its turn as well.
  const run = (text: string, values: unknown[] = []) =>
    pool.lease('set local role none', monotonicNow() + 10_000, async (handle) => [
      ...(await handle.unsafe(text, values)),
    ]);
  const tagged = (strings: TemplateStringsArray, ...values: unknown[]) =>
    run(
      strings.reduce((text, piece, index) => `${text}$${index}${piece}`),
      values,
    );
  const ownerSql = Object.assign(tagged, { unsafe: (text: string) => run(text) }) as unknown as OwnerSql;
  return { database, pool, ownerSql, url: '', ownerUrl: '', close: () => database.close() };
}

/** Made once for a state of the migrations and kept: PGlite takes five seconds of work to begin from nothing. */
async function migratedDump(): Promise<Blob> {
  const migrations = await readMigrations();
  const state = createHash('sha256').update(migrations.map(({ checksum }) => checksum).join());
  const kept = path.join(caches, `pglite-${state.digest('hex').slice(0, 12)}.tar`);
  if (existsSync(kept)) return new Blob([readFileSync(kept)]);
  const pglite = await PGlite.create({ extensions: { pg_trgm } });
  await migratePglite(pglite, migrations);
  const dumped = await pglite.dumpDataDir('none');
  await pglite.close();
  mkdirSync(caches, { recursive: true });
  // Whole or not at all: another process may look at the same moment.
  writeFileSync(`${kept}.${process.pid}`, Buffer.from(await dumped.arrayBuffer()));
  renameSync(`${kept}.${process.pid}`, kept);
  return dumped;
}

async function asOwner(serverUrl: string, statement: string): Promise<void> {
  const owner = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    await owner.unsafe(statement);
  } finally {
    await owner.end({ timeout: 1 });
  }
}

function addressOf(serverUrl: string, database: string, user?: string, secret?: string): string {
  const url = new URL(serverUrl);
  url.pathname = database;
  if (user !== undefined) [url.username, url.password] = [user, secret ?? ''];
  return url.href;
}
