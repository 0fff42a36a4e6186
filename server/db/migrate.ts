import type { PGlite } from '@electric-sql/pglite';
import { sqlState } from './database-unavailable.ts';
import { monotonicNow } from './lease.ts';
import { postgresPool } from './postgres-pool.ts';
import { readMigrations, type Migration } from './read-migrations.ts';

/** The role that owns nothing and that row-level security binds. The migrations grant to it by this name. */
export const applicationRole = 'roster_app';

export interface AppRole {
  /** The role the application signs in as: `roster_app` itself, or one that becomes a member of it. */
  name: string;
  /** Set on the role, which is made when absent. Left out: the role is expected to exist and keeps its password. */
  password?: string;
}

/** A migration could not be applied; the message says which, and why. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

/** Plain SQL, as the owner; rows back. */
type Run = (sql: string) => Promise<Row[]>;
type Row = Record<string, unknown>;
/** The little that migrations ask of an engine: a transaction of the owner's. */
type Transaction = (step: (run: Run) => Promise<void>) => Promise<void>;

/** Keeps two starters from migrating at once; any number will do, as long as nobody else takes it. */
const advisoryLock = 7_267_843_121;
const lockAttempts = 180;
/** Whoever uses a table stands in line behind a migration that waits for it, and is to notice little of that. */
const tablePatience = '500ms';
/** Milliseconds one migration may take: an index over millions of rows is not hurried. */
const longestMigration = 3_600_000;
/** Roles belong to the whole server, and the lock to one database: another database's starter may make the same role just now. */
const rolesAreShared = /^(55P03|42710|23505|XX000)$/;

/**
 * Brings a PostgreSQL database to the schema of this version and makes the application's role ready. Safe to run any number of
 * times, and from several processes at once.
 * @returns the names of the migrations it applied
 * @throws MigrationRefused when a file fails or was changed after it had been applied, or the database is of a newer version
 */
export async function migrate({ ownerUrl, appRole }: { ownerUrl: string; appRole: AppRole }): Promise<string[]> {
  const pool = postgresPool(ownerUrl, { max: 1 });
  const transaction: Transaction = (step) =>
    pool.lease('set local statement_timeout = 0', monotonicNow() + longestMigration, (handle) =>
      step(async (sql) => [...(await handle.unsafe(sql))] as Row[]),
    );
  const password = appRole.name === applicationRole ? appRole.password : undefined;
  try {
    await locked(transaction, (run) => ensureRole(run, applicationRole, password), rolesAreShared);
    const applied = await apply(transaction, await readMigrations());
    if (appRole.name !== applicationRole) await locked(transaction, (run) => admit(run, appRole), rolesAreShared);
    return applied;
  } finally {
    await pool.close();
  }
}

/** The same for PGlite, where nobody signs in. */
export async function migratePglite(pglite: PGlite, migrations: Migration[]): Promise<string[]> {
  const run: Run = async (sql) => (await pglite.exec(sql)).at(-1)?.rows ?? [];
  const transaction: Transaction = async (step) => {
    await run('begin');
    try {
      await step(run);
      await run('commit');
    } catch (error) {
      await run('rollback');
      throw error;
    }
  };
  await locked(transaction, (run) => ensureRole(run, applicationRole));
  return apply(transaction, migrations);
}

async function apply(transaction: Transaction, migrations: Migration[]): Promise<string[]> {
  const applied: string[] = [];
  for (const migration of migrations) {
    await locked(transaction, async (run) => {
      const known = await checksums(run);
      refuseStrangers(known, migrations);
      if (known.has(migration.name)) return;
      for (const statement of migration.statements) {
        await run(statement).catch((cause: Error) => {
          throw new MigrationRefused(`The migration ${migration.name} failed: ${cause.message}`, { cause });
        });
      }
      await run(`create table if not exists roster.roster_migrations (
        name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
      // A server tells at its start from these rows that its database is not of its version yet.
      await run('grant select on roster.roster_migrations to roster_app');
      await run(`insert into roster.roster_migrations (name, checksum)
        values (${literal(migration.name)}, ${literal(migration.checksum)})`);
      applied.push(migration.name);
    });
  }
  return applied;
}

async function checksums(run: Run): Promise<Map<unknown, unknown>> {
  const [found] = await run(`select to_regclass('roster.roster_migrations') is not null as here`);
  const rows = found?.here ? await run('select name, checksum from roster.roster_migrations') : [];
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function refuseStrangers(known: Map<unknown, unknown>, migrations: Migration[]): void {
  const ours = new Map(migrations.map(({ name, checksum }) => [name as unknown, checksum]));
  for (const [name, checksum] of known) {
    if (!ours.has(name))
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version does not know: it belongs to a newer one.`,
      );
    if (ours.get(name) !== checksum)
      throw new MigrationRefused(
        `The migration ${name} was changed after it had been applied; write a new one instead.`,
      );
  }
}

/**
 * Runs a step in a transaction, alone. At a stretch it waits two seconds for other starters, and half a second for a table.
 * @param passing the SQLSTATEs after which the step is run again
 */
async function locked(transaction: Transaction, step: (run: Run) => Promise<void>, passing = /^55P03$/): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction(async (run) => {
        await run(`set local lock_timeout = '2s'; select pg_advisory_xact_lock(${advisoryLock});
          set local lock_timeout = '${tablePatience}'`);
        await step(run);
      });
    } catch (error) {
      if (!passing.test(sqlState(error) ?? '') || attempt === lockAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
    }
  }
}

async function ensureRole(run: Run, name: string, password?: string): Promise<void> {
  const [found] = await run(`select 1 as here from pg_roles where rolname = ${literal(name)}`);
  const secret = password === undefined ? '' : `login password ${literal(password)}`;
  if (!found) {
    await run(`create role ${identifier(name)} ${secret || 'nologin'}`).catch((error: unknown) => {
      if (sqlState(error) !== '42501') throw error;
      throw new MigrationRefused(
        `The role ${name} is missing and the owner may not create roles; have it made with: create role ${identifier(name)} nologin;`,
      );
    });
  } else if (secret) await run(`alter role ${identifier(name)} ${secret}`);
}

/** Makes the role that signs in a member of `roster_app`, which holds the grants. */
async function admit(run: Run, { name, password }: AppRole): Promise<void> {
  if (password !== undefined) await ensureRole(run, name, password);
  const [member] = await run(`select pg_has_role(${literal(name)}, ${literal(applicationRole)}, 'usage') as already`);
  if (!member?.already) await run(`grant ${identifier(applicationRole)} to ${identifier(name)}`);
}

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const identifier = (value: string): string => `"${value.replaceAll('"', '""')}"`;
