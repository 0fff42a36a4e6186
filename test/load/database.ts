import { mkdtempSync, rmSync } from 'node:fs';
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

/** @param durable waits for the disk at every commit, as a server in use does; else speed is all */
export async function startBenchServer({ durable = false } = {}): Promise<BenchServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-bench-'));
  const server = await startEmbedded({ folder, ephemeral: !durable });
  return {
    database: (name) => benchDatabase(server, name),
    empty: (name) => emptyDatabase(server, name),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function emptyDatabase({ ownerUrl: server }: Embedded, name: string): Promise<string> {
  const maker = postgres(server, { max: 1, onnotice: () => {} });
  await maker.unsafe(`create database ${name}`);
  await maker.end();
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

async function benchDatabase(embedded: Embedded, name: string): Promise<BenchDatabase> {
  const password = 'application';
  const own = await emptyDatabase(embedded, name);
  const address = (user?: string): string => {
    const url = new URL(own);
    if (user !== undefined) [url.username, url.password] = [user, password];
    return url.href;
  };
  await migrate({ ownerUrl: address(), appRole: { name: applicationRole, password } });
  const owner = postgres(address(), { max: 2, onnotice: () => {} });
  const url = address(applicationRole);
  const pool = postgresPool(url, { max: 16 });
  return {
    url,
    pool,
    ownerSql: owner as unknown as OwnerSql,
    async close() {
      await pool.close();
      await owner.end({ timeout: 1 });
    },
  };
}
