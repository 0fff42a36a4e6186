import type { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';
import { sqlState } from './database-unavailable.ts';
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

/** The little that migrations ask of an engine: one owner's connection, plain SQL, rows back. */
interface Session {
  run(sql: string): Promise<Record<string, unknown>[]>;
}

/** Keeps two starters from migrating at once; any number will do, as long as nobody else takes it. */
const advisoryLock = 7_267_843_121;
const lockAttempts = 60;
/** Roles belong to the whole server, and the lock to one database: another database's starter may make the same role just now. */
const rolesAreShared = /^(55P03|42710|23505|XX000)$/;

/**
 * Brings a PostgreSQL database to the schema of this version and makes the application's role ready. Safe to run any number of
 * times, and from several processes at once.
 * @returns the names of the migrations it applied
 * @throws MigrationRefused when an applied file has changed, or the database is of a newer version
 */
export async function migrate({ ownerUrl, appRole }: { ownerUrl: string; appRole: AppRole }): Promise<string[]> {
  const owner = postgres(ownerUrl, {
    max: 1,
    fetch_types: false,
    prepare: false,
    onnotice: () => {},
    connect_timeout: 10,
  });
  const session: Session = { run: async (sql) => [...(await owner.unsafe(sql))] };
  try {
    const password = appRole.name === applicationRole ? appRole.password : undefined;
    await locked(session, () => ensureRole(session, applicationRole, password), rolesAreShared);
    const applied = await apply(session, await readMigrations());
    if (appRole.name !== applicationRole) await locked(session, () => admit(session, appRole), rolesAreShared);
    return applied;
  } finally {
    await owner.end({ timeout: 2 });
  }
}

/** The same for PGlite, where nobody signs in. A browser hands in migrations that it has bundled. */
export async function migratePglite(pglite: PGlite, migrations: Migration[]): Promise<string[]> {
  const session: Session = { run: async (sql) => (await pglite.exec(sql)).at(-1)?.rows ?? [] };
  await locked(session, () => ensureRole(session, applicationRole));
  return apply(session, migrations);
}

async function apply(session: Session, migrations: Migration[]): Promise<string[]> {
  const applied: string[] = [];
  for (const migration of migrations) {
    await locked(session, async () => {
      const known = await checksums(session);
      refuseStrangers(known, migrations);
      if (known.has(migration.name)) return;
      for (const statement of migration.statements) await session.run(statement);
      await session.run(`create table if not exists roster.roster_migrations (
        name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
      // A server tells at its start from these rows that its database is not of its version yet.
      await session.run('grant select on roster.roster_migrations to roster_app');
      await session.run(`insert into roster.roster_migrations (name, checksum)
        values (${literal(migration.name)}, ${literal(migration.checksum)})`);
      applied.push(migration.name);
    });
  }
  return applied;
}

async function checksums(session: Session): Promise<Map<unknown, unknown>> {
  const [found] = await session.run(`select to_regclass('roster.roster_migrations') is not null as here`);
  const rows = found?.here ? await session.run('select name, checksum from roster.roster_migrations') : [];
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
 * Runs a step in a transaction, alone. Waits for tables and for other starters, never longer than two seconds at a stretch.
 * @param passing the SQLSTATEs after which the step is run again
 */
async function locked(session: Session, step: () => Promise<void>, passing = /^55P03$/): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await session.run(`begin; set local lock_timeout = '2s'; set local client_min_messages = warning;
        select pg_advisory_xact_lock(${advisoryLock})`);
      await step();
      await session.run('commit');
      return;
    } catch (error) {
      await session.run('rollback');
      if (!passing.test(sqlState(error) ?? '') || attempt === lockAttempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
    }
  }
}

async function ensureRole(session: Session, name: string, password?: string): Promise<void> {
  const [found] = await session.run(`select 1 as here from pg_roles where rolname = ${literal(name)}`);
  const secret = password === undefined ? '' : `login password ${literal(password)}`;
  if (!found) {
    await session.run(`create role ${identifier(name)} ${secret || 'nologin'}`).catch((error: unknown) => {
      if (sqlState(error) !== '42501') throw error;
      throw new MigrationRefused(
        `The role ${name} is missing and the owner may not create roles; have it made with: create role ${identifier(name)} nologin;`,
      );
    });
  } else if (secret) await session.run(`alter role ${identifier(name)} ${secret}`);
}

/** Makes the role that signs in a member of `roster_app`, which holds the grants. */
async function admit(session: Session, { name, password }: AppRole): Promise<void> {
  if (password !== undefined) await ensureRole(session, name, password);
  const [member] = await session.run(
    `select pg_has_role(${literal(name)}, ${literal(applicationRole)}, 'usage') as already`,
  );
  if (!member?.already) await session.run(`grant ${identifier(applicationRole)} to ${identifier(name)}`);
}

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const identifier = (value: string): string => `"${value.replaceAll('"', '""')}"`;
