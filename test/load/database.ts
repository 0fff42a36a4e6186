import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded, type Embedded } from '../../server/db/embedded.ts';
import { applicationRole, migrate } from '../../server/db/migrate.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import type { OwnerSql } from '../support/postgres.ts';

/**
 * A PostgreSQL for benchmarks. Not the one of the tests: loading the test runner switches on hooks around every promise,
 * which a server in use does not have.
 */
export interface BenchServer {
  /** One that is there already has what was filled in by a run before. */
  database(name: string): Promise<BenchDatabase>;
  /** The owner's address of a database with nothing in it. */
  empty(name: string): Promise<string>;
  stop(): Promise<void>;
}

export interface BenchDatabase {
  url: string;
  pool: LeasePool;
  ownerSql: OwnerSql;
  close(): Promise<void>;
}

export interface BenchServerOptions {
  /** Waits for the disk at every commit, as a server in use does; else speed is all. */
  durable?: boolean;
  /** Where the databases stay for the next run, which fills only those whose tables or people are others by then. */
  keep?: string | undefined;
}

export async function startBenchServer({ durable = false, keep }: BenchServerOptions = {}): Promise<BenchServer> {
  const folder = keep ?? mkdtempSync(path.join(tmpdir(), 'roster-bench-'));
  const server = await startEmbedded({ folder, ephemeral: !durable && keep === undefined });
  if (!durable && keep !== undefined) {
    const owner = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
    for (const setting of ['fsync', 'synchronous_commit']) await owner.unsafe(`alter system set ${setting} = off`);
    await owner.unsafe('select pg_reload_conf()');
    await owner.end();
  }
  return {
    database: (name) => benchDatabase(server, `${name}_${tables()}`),
    empty: (name) => emptyDatabase(server, name),
    async stop() {
      await server.stop();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Tells apart databases that were filled by another version. */
function tables(): string {
  const files = ['../../server/db/migrations/0000_first.sql', 'fill.ts'];
  const content = files.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  return createHash('sha256').update(content.join()).digest('hex').slice(0, 8);
}

async function emptyDatabase({ ownerUrl: server }: Embedded, name: string): Promise<string> {
  const maker = postgres(server, { max: 1, onnotice: () => {} });
  await maker.unsafe(`drop database if exists ${name}`);
  await maker.unsafe(`create database ${name}`);
  await maker.end();
  return addressOf(server, name);
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

async function benchDatabase(embedded: Embedded, name: string): Promise<BenchDatabase> {
  const password = 'application';
  const maker = postgres(embedded.ownerUrl, { max: 1, onnotice: () => {} });
  const [known] = await maker`select from pg_database where datname = ${name}`;
  if (!known) await maker.unsafe(`create database ${name}`);
  await maker.end();
  const own = addressOf(embedded.ownerUrl, name);
  await migrate({ ownerUrl: own, appRole: { name: applicationRole, password } });
  const url = new URL(own);
  [url.username, url.password] = [applicationRole, password];
  const owner = postgres(own, { max: 2, onnotice: () => {} });
  const pool = postgresPool(url.href, { max: 16 });
  return {
    url: url.href,
    pool,
    ownerSql: owner as unknown as OwnerSql,
    async close() {
      await pool.close();
      await owner.end({ timeout: 1 });
    },
  };
}
