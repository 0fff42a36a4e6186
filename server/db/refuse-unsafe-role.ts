import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';

/** The role in the database's address could step around row-level security, so nothing is served with it. */
export class UnsafeDatabaseRole extends Error {
  override name = 'UnsafeDatabaseRole';
}

/**
 * Every role that the connection is, can become again (`reset role`) or may take (`set role`), with what it could do about
 * row-level security. Before PostgreSQL 16 a role that may create roles could take any other.
 */
const reach = sql`
  with recursive mine(oid) as (
    select oid from pg_catalog.pg_roles where rolname in (current_user, session_user)
    union
    select membership.roleid from pg_catalog.pg_auth_members membership join mine on membership.member = mine.oid
  )
  select
    role.rolname as name,
    role.rolname in (current_user, session_user) as own,
    role.rolsuper as superuser,
    role.rolbypassrls as bypasses,
    role.rolcreaterole and current_setting('server_version_num')::int < 160000 as takes_any,
    exists (
      select from pg_catalog.pg_namespace namespace
      where namespace.nspname = 'roster' and (namespace.nspowner = role.oid
        or exists (select from pg_catalog.pg_class class where class.relnamespace = namespace.oid and class.relowner = role.oid))
    ) as owns
  from mine join pg_catalog.pg_roles role on role.oid = mine.oid`;

interface Reach extends Record<string, unknown> {
  name: string;
  own: boolean;
  superuser: boolean;
  bypasses: boolean;
  takes_any: boolean;
  owns: boolean;
}

/**
 * Refuses a database role that row-level security does not bind.
 * @throws UnsafeDatabaseRole with a sentence that says why and what to do
 */
export async function refuseUnsafeRole(database: Database): Promise<void> {
  const roles = await database.withNobody((tx) => tx.execute<Reach>(reach));
  for (const role of roles) {
    const can = power(role);
    if (!can) continue;
    const who = role.own
      ? `signs in as "${role.name}", which ${can}`
      : `signs in as a member of "${role.name}", which ${can}`;
    throw new UnsafeDatabaseRole(
      `Roster will not start: DATABASE_URL ${who}, so one organization could read another's data. ` +
        'Give it a role of its own that owns nothing and has neither SUPERUSER nor BYPASSRLS; `roster migrate` makes one ready.',
    );
  }
}

function power(role: Reach): string | undefined {
  if (role.superuser) return 'is a superuser';
  if (role.bypasses) return 'has BYPASSRLS';
  if (role.owns) return 'owns the schema or tables of Roster';
  if (role.takes_any) return 'has CREATEROLE and could take any role on this version of PostgreSQL';
  return undefined;
}
