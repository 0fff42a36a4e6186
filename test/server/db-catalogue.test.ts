import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from '../../server/db/schema.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { givenDatabase, type GivenDatabase } from '../support/postgres.ts';

let world: GivenDatabase;

/** Reached by functions only, hence without a policy for the application: a bucket belongs to no organization. */
const functionsOnly = ['rate_limits'];
/** Seen by whoever acts as the account. */
const ofAnAccount = ['accounts', 'sessions', 'account_tokens'];

interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
  rule: string | null;
  check: string | null;
}

/** The application's policies, and only those: the owner's are for the look-up functions. */
const readTables = () => world.ownerSql<Table>`
  select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         pg_get_expr(p.polqual, c.oid) as rule, pg_get_expr(p.polwithcheck, c.oid) as check
    from pg_class c
    left join pg_policy p on p.polrelid = c.oid and 'roster_app'::regrole = any (p.polroles)
   where c.relnamespace = 'roster'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'roster_migrations'
   order by c.relname`;

/** Tables that would show a tenant another tenant's rows. */
function unguarded(tables: Table[]): string[] {
  return tables
    .filter(({ name, enabled, forced, rule, check }) => {
      if (!enabled || !forced) return true;
      if (functionsOnly.includes(name)) return rule !== null;
      const owner = ofAnAccount.includes(name) ? 'current_account' : 'current_organization';
      return !rule?.includes(`roster.${owner}()`) || rule !== check;
    })
    .map(({ name }) => name);
}

describe('The database itself', () => {
  before(async () => {
    world = await givenDatabase();
  });
  after(() => world.close());

  test('TEN-10: every table forces row-level security with a policy of its tenant', async () => {
    const tables = await readTables();
    assert.ok(tables.length >= 27);
    assert.deepEqual(unguarded(tables), []);
  });

  test('TEN-10: a table that a migration adds without a policy is found', async () => {
    await world.ownerSql.unsafe('create table roster.forgotten (organization_id uuid not null, id uuid not null)');
    assert.deepEqual(unguarded(await readTables()), ['forgotten']);
    await world.ownerSql.unsafe('drop table roster.forgotten');
  });

  test('TEN-04: keys, references and unique indexes of a tenant begin with the organization', async () => {
    const leading = await world.ownerSql<{ name: string; table: string; first: string }>`
    select i.indexrelid::regclass::text as name, c.relname as table, a.attname as first
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where c.relnamespace = 'roster'::regnamespace and i.indisunique
       and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
    union all
    select k.conname, c.relname, a.attname
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
     where c.relnamespace = 'roster'::regnamespace and k.contype = 'f'
       and exists (select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')`;
    assert.ok(leading.length >= 60);
    // An account stands above organizations, so the reference to it cannot begin with one.
    const others = leading.filter(({ first }) => first !== 'organization_id').map(({ name }) => name);
    assert.deepEqual(others, ['members_account_id_accounts_id_fk']);
  });

  test('TEN-04: every table is an organization’s, and can be spread over machines by it, but for those above organizations', async () => {
    const tables = await world.ownerSql<{ name: string; owned: boolean }>`
    select c.relname as name, coalesce(bool_or(a.attname = 'organization_id' and a.attnotnull), false) as owned
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'roster'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'roster_migrations'
     group by c.relname order by c.relname`;
    assert.deepEqual(
      tables.filter(({ owned }) => !owned).map(({ name }) => name),
      [...ofAnAccount, ...functionsOnly, 'organizations'].toSorted(),
    );
    // Without a primary key, rows could not be told apart where they are copied to.
    const keyless = await world.ownerSql<{ name: string }>`
    select c.relname as name from pg_class c
     where c.relnamespace = 'roster'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`;
    assert.deepEqual([...keyless], []);
  });

  test('TEN-04: the database itself refuses a member of another organization in a group', async () => {
    const [ours, theirs] = [newUuid(), newUuid()];
    const stranger = newUuid();
    const group = newUuid();
    for (const [id, slug] of [
      [ours, 'ours'],
      [theirs, 'theirs'],
    ] as const) {
      await world.ownerSql`insert into roster.organizations (id, slug, name, portal) values (${id}, ${slug}, ${slug}, '{}')`;
    }
    await world.ownerSql`insert into roster.members (organization_id, id, email, name_key, words)
    values (${theirs}, ${stranger}, 'stranger@theirs.example', '', '{}')`;
    await world.ownerSql`insert into roster.groups (organization_id, id, name, name_key) values (${ours}, ${group}, 'Ops', 'ops')`;
    await assert.rejects(
      world.ownerSql`insert into roster.group_members (organization_id, group_id, member_id) values (${ours}, ${group}, ${stranger})`,
      /foreign key/,
    );
  });

  test('TEN-06: without a tenant the application sees no row of any table, and no error', async () => {
    const tables = (await readTables()).map(({ name }) => name).filter((name) => !functionsOnly.includes(name));
    const seen = await world.database.withNobody(async (tx) => {
      const counts = [];
      for (const name of tables)
        counts.push((await tx.execute(`select count(*)::int as count from roster.${name}`))[0]?.count);
      return counts;
    });
    assert.deepEqual(new Set(seen), new Set([0]));
  });

  test('The application owns nothing and cannot rewrite the audit trail', async () => {
    const [rights] = await world.ownerSql`
    select (select count(*)::int from pg_class where relowner = 'roster_app'::regrole) as owned,
           has_table_privilege('roster_app', 'roster.audit', 'update') as update,
           has_table_privilege('roster_app', 'roster.audit', 'delete') as delete,
           has_table_privilege('roster_app', 'roster.audit', 'insert') as insert,
           has_table_privilege('roster_app', 'roster.rate_limits', 'select') as buckets`;
    assert.deepEqual({ ...rights }, { owned: 0, update: false, delete: false, insert: true, buckets: false });
  });

  test('The look-ups that run as the owner are these, and each fixes its search path', async () => {
    const functions = await world.ownerSql<{ name: string; fixed: boolean }>`
    select proname as name, coalesce(proconfig::text like '%search_path=pg_catalog, pg_temp%', false) as fixed
      from pg_proc where pronamespace = 'roster'::regnamespace and prosecdef order by proname`;
    assert.deepEqual(
      functions.map(({ name }) => name),
      [
        'account_by_email',
        'audited_organizations',
        'backlog',
        'claim_deliveries',
        'claim_mail',
        'end_account_access',
        'forget_account',
        'is_only_here',
        'members_containing',
        'members_with',
        'my_memberships',
        'open_streams',
        'organization_by',
        'organizations_to_expire',
        'return_permits',
        'sweep',
        'take_permit',
      ],
    );
    assert.ok(functions.every(({ fixed }) => fixed));
  });

  test('The tables the code reads are the tables the migrations make', async () => {
    const columns = await world.ownerSql<{ table_name: string; column_name: string }>`
    select table_name, column_name from information_schema.columns
     where table_schema = 'roster' and table_name <> 'roster_migrations'`;
    const made = columns.map((column) => `${column.table_name}.${column.column_name}`).sort();
    const read = Object.values(schema)
      .filter((value) => is(value, PgTable))
      .map((table) => getTableConfig(table))
      .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
      .sort();
    assert.deepEqual(made, read);
  });
});
