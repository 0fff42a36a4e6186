import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import type { Group, Member, MemberSummary } from '../../server/contract/index.ts';
import { verifyAudit } from '../../server/domain/audit/verify-audit.ts';
import { invitationToken } from '../../server/domain/invitations/invitation-link.ts';
import { createRoster, type Roster } from '../../server/index.ts';
import { preset } from '../../server/presets/presets.ts';
import { runCommand, type Finished } from '../support/command.ts';
import { clientOf, publicUrl, type Client, type Reply } from '../support/given.ts';
import { engine } from '../support/postgres.ts';
import {
  folderForServers,
  postgresPrograms,
  runProgram,
  startCluster,
  type Cluster,
} from '../support/postgres-programs.ts';
import { otherPassword, password, secret, Visitor } from '../support/site.ts';

const slugs = ['north', 'south'] as const;
const person = 'ada@north.example';

/** A database of Roster's on a server of an operator's: an owner without privileges of its own, and the server's role. */
interface Place {
  cluster: Cluster;
  database: string;
}

const ownerUrl = ({ cluster, database }: Place): string => cluster.address('roster_owner', 'owner', database);
const appUrl = ({ cluster, database }: Place): string => cluster.address('roster_app', 'application', database);
const command = (place: Place, ...words: string[]): Promise<Finished> =>
  runCommand(words, { DATABASE_URL: appUrl(place), ROSTER_OWNER_URL: ownerUrl(place), ROSTER_SECRET: secret });

async function asSuperuser(cluster: Cluster, statements: string, database = 'postgres'): Promise<postgres.Row[]> {
  const sql = postgres(cluster.address('postgres', 'superuser', database), { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statements))];
  } finally {
    await sql.end();
  }
}

/** Everything a role may do, and to which rows, as the catalogue has it. */
const privileges = `
  select 'table' as kind, c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relacl::text as grants,
         c.relrowsecurity and c.relforcerowsecurity as guarded
    from pg_class c where c.relnamespace = 'roster'::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
  union all
  select 'function', p.oid::regprocedure::text, pg_get_userbyid(p.proowner), p.proacl::text, p.prosecdef
    from pg_proc p where p.pronamespace = 'roster'::regnamespace
  union all
  select 'policy', tablename || '.' || policyname, roles::text, coalesce(qual, '') || '; ' || coalesce(with_check, ''), true
    from pg_policies where schemaname = 'roster'
  union all
  select 'schema', nspname, pg_get_userbyid(nspowner), nspacl::text, true from pg_namespace where nspname = 'roster'
  union all
  select 'role', rolname, '', concat(rolsuper, rolbypassrls, rolcreaterole, rolcanlogin), true
    from pg_roles where rolname like 'roster%'
  order by 1, 2`;

/** What an admin sees of their organization, counted by hand. */
async function countedOf(client: Client): Promise<{ emails: string[]; told: unknown; counted: unknown }> {
  const members: Member[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Reply<{ items: Member[]; next: string | null }> = await client.get(
      `/members?limit=100${cursor && `&cursor=${cursor}`}`,
    );
    assert.equal(page.status, 200, page.text);
    members.push(...page.body.items);
    cursor = page.body.next;
  }
  const { body: summary } = await client.get<MemberSummary>('/members/summary');
  const { body: groups } = await client.get<{ items: Group[] }>('/groups?limit=100');
  const active = members.filter(({ status }) => status === 'active').length;
  return {
    emails: members.map(({ email }) => email),
    told: [
      summary.total,
      summary.byStatus,
      Object.fromEntries(groups.items.map(({ id, memberCount }) => [id, memberCount])),
    ],
    counted: [
      members.length,
      { invited: members.filter(({ status }) => status === 'invited').length, active, suspended: 0 },
      Object.fromEntries(groups.items.map(({ id }) => [id, members.filter((one) => one.groups.includes(id)).length])),
    ],
  };
}

/** Changes the rows of one table in a dump written out as text. */
function withRows(text: string, table: string, change: (rows: string[]) => string[]): string {
  const begin = text.indexOf(`COPY roster.${table} (`);
  assert.ok(begin > 0, `${table} is in the dump`);
  const first = text.indexOf('\n', begin) + 1;
  const last = text.indexOf('\n\\.\n', first);
  return [text.slice(0, first), change(text.slice(first, last).split('\n')).join('\n'), text.slice(last)].join('');
}

// The programs are PostgreSQL's: run once, and not again with the tests on PGlite.
const suite = engine === 'postgres' ? describe : () => {};

suite('an operator who saves the database while people work', () => {
  const opened: (() => Promise<unknown>)[] = [];
  const keys = new Map<string, string>();
  /** Whom the API has answered for, and those of them for whom it had before the backup began. */
  const acknowledged: string[] = [];
  let beforehand: string[];
  let programs: string;
  let folder: string;
  let dump: string;
  let archive: string;
  let source: Place;
  let target: Place;
  let restored: Roster;

  /** As an operator runs it. */
  const script = async (name: string, place: Place): Promise<void> => {
    const file = fileURLToPath(new URL(`../../server/deployment/${name}`, import.meta.url));
    const env = { PATH: `${programs}:${process.env.PATH}`, LC_ALL: 'C', ROSTER_OWNER_URL: ownerUrl(place) };
    const child = spawn('sh', [file, dump], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [status] = await once(child, 'close');
    assert.equal(status, 0, said);
  };
  const start = async (...options: Parameters<typeof startCluster> extends [string, ...infer Rest] ? Rest : never) => {
    const cluster = await startCluster(programs, ...options);
    opened.push(() => cluster.stop());
    return cluster;
  };
  /** As the guide says, on a server with nothing in it. */
  const prepare = (cluster: Cluster): Place => {
    const file = fileURLToPath(new URL('../../server/deployment/roles.sql', import.meta.url));
    runProgram(programs, 'psql', ['--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, cluster.url], {
      OWNER_PASSWORD: 'owner',
    });
    return { cluster, database: 'roster' };
  };
  const emptyDatabase = async (cluster: Cluster, name: string): Promise<Place> => {
    await asSuperuser(cluster, `create database ${name} owner roster_owner`);
    return { cluster, database: name };
  };
  const serverOf = async (place: Place): Promise<Roster> => {
    const roster = await createRoster({ database: appUrl(place), secret, url: publicUrl, log: () => {} });
    opened.push(() => roster.close());
    return roster;
  };
  const clientIn = (roster: Roster, slug: string): Client => clientOf(roster.app, async () => keys.get(slug)!);
  const invite = async (client: Client, email: string): Promise<void> => {
    const reply = await client.post('/invitations', { people: [{ email }] });
    assert.equal(reply.status, 201, reply.text);
    acknowledged.push(email);
  };

  async function settle(roster: Roster): Promise<void> {
    for (const slug of slugs) {
      const portal = preset('default');
      await roster.organizations.found({ slug, name: slug, portal, domains: [`${slug}.example`] });
      keys.set(slug, (await roster.createKey(slug, { name: 'all', scopes: ['*'] })).secret);
      const client = clientIn(roster, slug);
      const group = await client.post('/groups', { name: 'Start', isDefault: true });
      assert.equal(group.status, 201, group.text);
      for (let i = 0; i < 20; i++) await invite(client, `first${i}@${slug}.example`);
    }
    const north = clientIn(roster, 'north');
    const { body } = await north.get<{ items: { id: string; key: string }[] }>('/roles');
    const roles = body.items.filter(({ key }) => key === 'admin').map(({ id }) => id);
    const made = await north.post('/members', { email: person, roles, temporaryPassword: otherPassword });
    assert.equal(made.status, 201, made.text);
    acknowledged.push(person);
    const ada = new Visitor(roster, {});
    await ada.signIn(person, otherPassword);
    const home = await ada.send({ current: otherPassword, password });
    assert.equal(home.at, '/roster/home', home.text);
  }

  before(async () => {
    programs = postgresPrograms();
    folder = folderForServers();
    dump = path.join(folder, 'roster.dump');
    archive = path.join(folder, 'archive');
    mkdirSync(archive);
    chmodSync(archive, 0o777);
    const archiving = ['archive_mode=on', `archive_command=cp %p ${archive}/%f`];
    const [old, empty] = await Promise.all([start({ settings: archiving }), start()]);
    source = prepare(old);
    const migrated = await command(source, 'migrate');
    assert.equal(migrated.status, 0, migrated.err);
    const roster = await serverOf(source);
    await settle(roster);

    let saved = false;
    const work = slugs.map(async (slug) => {
      for (let i = 0; !saved; i++) await invite(clientIn(roster, slug), `later${i}@${slug}.example`);
    });
    while (acknowledged.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    beforehand = [...acknowledged];
    await script('backup.sh', source).finally(() => (saved = true));
    await Promise.all(work);
    assert.ok(acknowledged.length > beforehand.length, 'people worked meanwhile');

    target = prepare(empty);
    await asSuperuser(empty, `create role roster_app login password 'application'`);
    await script('restore.sh', target);
    restored = await serverOf(target);
  });
  after(async () => {
    for (const close of opened.toReversed()) await close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has on an empty server everybody whom the API had answered for, counters that are exact, and whole audit chains', async () => {
    const found: string[] = [];
    for (const slug of slugs) {
      const { emails, told, counted } = await countedOf(clientIn(restored, slug));
      assert.deepEqual(told, counted);
      assert.ok(emails.every((email) => email.endsWith(`@${slug}.example`)));
      found.push(...emails);
    }
    const there = new Set(found);
    assert.deepEqual(
      beforehand.filter((email) => !there.has(email)),
      [],
      'somebody is lost',
    );
    const doctor = await command(target, 'doctor');
    assert.equal(doctor.status, 0, doctor.out);
    const verified = await command(target, 'audit', 'verify');
    assert.equal(verified.status, 0, verified.out);
    assert.deepEqual([...verified.out.matchAll(/^ok +(\w+)/gm)].map(([, slug]) => slug).toSorted(), [...slugs]);
  });

  it('finds roles, privileges and row-level security as they were, and nothing without the name of an organization', async () => {
    const [now, then] = [target, source].map(({ cluster, database }) => asSuperuser(cluster, privileges, database));
    const rows = await now!;
    assert.deepEqual(rows, await then!);
    assert.ok(rows.filter(({ kind, guarded }) => kind === 'table' && guarded).length > 15);
    const app = postgres(appUrl(target), { max: 1, onnotice: () => {} });
    try {
      assert.deepEqual([...(await app`select id from roster.members`)], []);
      await assert.rejects(
        app`update roster.audit set action = 'member.removed'`.then(() => {
          throw new Error('the audit can be rewritten');
        }),
        /permission denied/,
      );
    } finally {
      await app.end();
    }
  });

  it('lets people go on: passwords, links that were sent, keys, and the chain of what happens', async () => {
    const ada = new Visitor(restored, {});
    assert.equal((await ada.signIn(person, password)).at, '/roster/home');
    const [invited] = await asSuperuser(
      target.cluster,
      `select i.organization_id as organization, i.id from roster.invitations i join roster.members m
         on m.organization_id = i.organization_id and m.id = i.member_id where m.email = 'first0@south.example'`,
      target.database,
    );
    const token = invitationToken(restored.services.secrets, invited!.organization, invited!.id);
    const page = await new Visitor(restored, {}).visit(`accept?token=${token}`);
    assert.match(page.html, /first0@south\.example/);
    await invite(clientIn(restored, 'north'), 'new@north.example');
    const chain = await verifyAudit(restored.database, restored.services.secrets, invited!.organization);
    assert.equal(chain.fault, null);
    const { told, counted } = await countedOf(clientIn(restored, 'north'));
    assert.deepEqual(told, counted);
  });

  it('CON-09: is told by "audit verify" that somebody has changed the file in between', async () => {
    const text = runProgram(programs, 'pg_restore', ['--file=-', dump]);
    const [north, south] = await Promise.all(
      slugs.map(async (slug) => {
        const [row] = await asSuperuser(
          source.cluster,
          `select id from roster.organizations where slug = '${slug}'`,
          'roster',
        );
        return row!.id as string;
      }),
    );
    const isIn = (row: string, organization: string): boolean => row.startsWith(`${organization}\t`);
    let newest = 0;
    const changed = withRows(text, 'audit', (rows) => {
      const ninth = rows.findIndex((row) => isIn(row, north!) && row.split('\t')[1] === '9');
      assert.match(rows[ninth]!, /member\.invited/);
      newest = Math.max(...rows.filter((row) => isIn(row, south!)).map((row) => Number(row.split('\t')[1])));
      return rows
        .map((row, at) => (at === ninth ? row.replace('member.invited', 'member.removed') : row))
        .filter((row) => !isIn(row, south!) || Number(row.split('\t')[1]) !== newest);
    });
    const tidied = withRows(changed, 'audit_values', (rows) =>
      rows.filter((row) => !isIn(row, south!) || !row.split('\t').includes(String(newest))),
    );
    const forged = await emptyDatabase(target.cluster, 'forged');
    const file = path.join(folder, 'forged.sql');
    writeFileSync(file, tidied);
    runProgram(programs, 'psql', ['--quiet', '--set=ON_ERROR_STOP=1', `--file=${file}`, ownerUrl(forged)]);
    const { status, out } = await command(forged, 'audit', 'verify');
    assert.equal(status, 1);
    assert.match(out, /^WRONG north: row 9 is not as it was written; 8 rows before it as written$/m);
    assert.match(out, /^WRONG south: row \d+ is missing;/m);
  });

  it('goes back to the moment before a mistake, from a base backup and the archived log', async () => {
    const { cluster } = source;
    const base = path.join(folder, 'base');
    runProgram(programs, 'pg_basebackup', [
      '--checkpoint=fast',
      '--no-sync',
      `--pgdata=${base}`,
      `--dbname=${cluster.url}`,
    ]);
    const roster = await serverOf(source);
    await invite(clientIn(roster, 'south'), 'last@south.example');
    const [moment] = await asSuperuser(cluster, `select clock_timestamp()::text as at`);
    // It is in use: whoever drops it may be the one that a deadlock ends.
    const mistake = (tries: number): Promise<unknown> =>
      asSuperuser(cluster, `drop schema roster cascade`, 'roster').catch((error: unknown) => {
        if (tries > 0 && (error as { code?: string }).code === '40P01') return mistake(tries - 1);
        throw error;
      });
    await mistake(5);
    const [log] = await asSuperuser(cluster, `select pg_walfile_name(pg_switch_wal()) as name`);
    const archived = path.join(archive, log!.name as string);
    for (let i = 0; i < 600 && !existsSync(archived); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    writeFileSync(path.join(base, 'recovery.signal'), '');
    const recovered = await start({
      data: base,
      settings: [
        `restore_command=cp ${archive}/%f %p`,
        `recovery_target_time=${moment!.at as string}`,
        'recovery_target_action=promote',
      ],
    });
    const again = await serverOf({ cluster: recovered, database: 'roster' });
    for (const slug of slugs) {
      const { emails, told, counted } = await countedOf(clientIn(again, slug));
      assert.deepEqual(told, counted);
      const expected = new Set(acknowledged.filter((email) => email.endsWith(`@${slug}.example`)));
      expected.delete('new@north.example');
      assert.deepEqual(new Set(emails), expected);
    }
  });
});
