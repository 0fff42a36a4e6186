import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { migrate, MigrationRefused } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { UnsafeDatabaseRole } from '../../server/db/refuse-unsafe-role.ts';
import { givenDatabase, type GivenDatabase } from '../support/postgres.ts';

describe('the application’s database role', () => {
  let given: GivenDatabase;
  const roles: string[] = [];
  before(async () => void (given = await givenDatabase({ engine: 'postgres' })));
  after(async () => {
    for (const role of roles.reverse()) await given.ownerSql.unsafe(`drop owned by ${role}; drop role ${role}`);
    await given.close();
  });

  async function givenRole(name: string, rights = ''): Promise<string> {
    const role = `role_${process.pid}_${name}`;
    await given.ownerSql.unsafe(`create role ${role} login password 'x' ${rights}`);
    roles.push(role);
    const url = new URL(given.url);
    [url.username, url.password] = [role, 'x'];
    return url.href;
  }
  const refusedBecause = (words: RegExp) => (error: unknown) =>
    error instanceof UnsafeDatabaseRole && words.test(error.message);

  test('TEN-09 the server starts with the role that the migration makes ready', async () => {
    const database = await openDatabase({ url: given.url });
    assert.equal(await database.ready(), true);
    await database.close();
  });

  test('TEN-09 the server refuses to start as a superuser', async () => {
    await assert.rejects(openDatabase({ url: given.ownerUrl }), refusedBecause(/is a superuser.*organization/));
  });

  test('TEN-09 the server refuses a role that bypasses row-level security', async () => {
    await assert.rejects(
      openDatabase({ url: await givenRole('bypass', 'bypassrls') }),
      refusedBecause(/has BYPASSRLS/),
    );
  });

  test('TEN-09 the server refuses a role that owns a table', async () => {
    const url = await givenRole('owner');
    await given.ownerSql.unsafe(
      `create table roster.owned (); alter table roster.owned owner to ${new URL(url).username}`,
    );
    await assert.rejects(openDatabase({ url }), refusedBecause(/owns the schema or tables/));
  });

  test('TEN-09 the server refuses a member of such a role, at any remove', async () => {
    const top = await givenRole('top', 'bypassrls');
    const middle = await givenRole('middle', `in role ${new URL(top).username}`);
    const url = await givenRole('member', `noinherit in role ${new URL(middle).username}`);
    await assert.rejects(openDatabase({ url }), refusedBecause(/member of "role_\d+_top", which has BYPASSRLS/));
  });

  test('TEN-09 the server refuses a role that has put on another one for the moment', async () => {
    const url = await givenRole('dressed', 'superuser');
    await given.ownerSql.unsafe(`alter role ${new URL(url).username} set role = 'roster_app'`);
    await assert.rejects(openDatabase({ url }), refusedBecause(/is a superuser/));
  });

  test('a login of the host’s own becomes a member of the application’s role and is served', async () => {
    const url = await givenRole('login');
    await migrate({ ownerUrl: given.ownerUrl, appRole: { name: new URL(url).username } });
    const database = await openDatabase({ url });
    assert.equal(await database.ready(), true);
    await database.close();
  });

  test('migrating again, and from two starters at once, changes nothing', async () => {
    const again = () => migrate({ ownerUrl: given.ownerUrl, appRole: { name: 'roster_app' } });
    assert.deepEqual(await Promise.all([again(), again()]), [[], []]);
  });

  test('a migration that was changed after it had been applied is refused, and so is a newer database', async () => {
    const changed = await givenDatabase({ engine: 'postgres' });
    const again = () => migrate({ ownerUrl: changed.ownerUrl, appRole: { name: 'roster_app' } });
    await changed.ownerSql`insert into roster.roster_migrations (name, checksum) values ('9999_later', 'x')`;
    await assert.rejects(again(), (error) => error instanceof MigrationRefused && /newer/.test(error.message));
    await changed.ownerSql`delete from roster.roster_migrations where name = '9999_later'`;
    await changed.ownerSql`update roster.roster_migrations set checksum = 'x'`;
    await assert.rejects(again(), (error) => error instanceof MigrationRefused && /was changed/.test(error.message));
    await changed.close();
  });
});
