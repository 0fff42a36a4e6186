import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nextMigration } from '../chaos/cluster/next-migration.ts';
import { runCommand, startCommand, type Running } from '../support/command.ts';
import { given, testSecret, type World } from '../support/given.ts';
import { Listening } from '../support/listening.ts';
import { engine } from '../support/postgres.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const additive = `${nextMigration}--> statement-breakpoint
create index members_by_shoe on roster.members (organization_id, shoe_size);
`;

/** The sources as their next version will have them: the same, with one migration more. */
function nextVersion(sql: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-next-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(path.join(root, 'server'), path.join(folder, 'server'), { recursive: true });
  cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  writeFileSync(path.join(folder, 'server/db/migrations/0001_next.sql'), sql);
  return folder;
}

interface Version {
  url: string;
  running: Running;
  stop(): Promise<number | null>;
}

async function serve(world: World, sources = root): Promise<Version> {
  const port = await freePort();
  const running = startCommand(['serve'], { ...environmentOf(world), PORT: String(port) }, root, sources);
  const stop = async (): Promise<number | null> => {
    running.process.kill('SIGTERM');
    return (await running.ended).status;
  };
  after(() => void running.process.kill('SIGKILL'));
  await running.said('Roster is at');
  return { url: `http://127.0.0.1:${port}/roster/v1`, running, stop };
}

function environmentOf(world: World): Record<string, string> {
  return { DATABASE_URL: world.given.url, ROSTER_SECRET: testSecret, ROSTER_LOG: 'error' };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

let walks = 0;

/** What people do with the API, each request to the next of these servers in turn: what one writes another reads. */
async function walk(world: World, key: string, servers: Version[]): Promise<void> {
  const name = `walk${++walks}`;
  let turn = 0;
  const raw = (method: string, at: string, body?: unknown, token = key): Promise<Response> =>
    fetch(servers[turn++ % servers.length]!.url + at, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  // eslint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  const ask = async (method: string, at: string, status: number, body?: unknown): Promise<any> => {
    const answer = await raw(method, at, body);
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${at}: ${text}`);
    return text.startsWith('{') ? JSON.parse(text) : text;
  };
  const stream = new Listening(await raw('GET', '/events'));
  const { roles } = await ask('GET', '/capabilities', 200);
  const role = (key_: string): string => roles.find((one: { key: string }) => one.key === key_).id;
  const made = await ask('POST', '/members', 201, { email: `${name}@default.example`, name, roles: [role('member')] });
  const id = made.member.id as string;
  await ask('POST', '/invitations', 201, {
    people: [{ email: `${name}-guest@default.example` }],
    roles: [role('member')],
  });
  const found = await ask('GET', `/members?query=${name}`, 200);
  assert.equal(found.items.length, 2);
  await ask('PATCH', `/members/${id}`, 200, { name: `${name} Smith`, contact: { phone: '1' } });
  const { group } = await ask('POST', '/groups', 201, { name, roles: [role('manager')] });
  await ask('PATCH', `/groups/${group.id}/members`, 200, { add: [{ id, groupRole: 'owner' }] });
  const access = await ask('GET', `/members/${id}/access`, 200);
  assert.equal(access.roles.length, 2);
  await ask('POST', `/members/${id}/suspension`, 200);
  await ask('DELETE', `/members/${id}/suspension`, 200);
  const { token } = await ask('POST', '/tokens', 201, { email: world.email('admin') });
  assert.equal((await raw('GET', '/members', undefined, token)).status, 200);
  await ask('PUT', `/resources/chart/${name}/grants/${id}`, 200, { access: 'edit' });
  const csv: string = await ask('GET', '/members/export', 200);
  assert.match(csv, new RegExp(`${name} Smith`));
  await ask('DELETE', `/groups/${group.id}`, 204);
  await ask('DELETE', `/members/${id}`, 204);
  const { items } = await ask('GET', `/labels?id=${id}`, 200);
  assert.equal(items[0].name, 'User Removed');
  const audit = await ask('GET', `/audit?target=${id}`, 200);
  assert.ok(audit.items.length >= 5);
  const gone = (): boolean => stream.events.some(({ event, data }) => event === 'member.removed' && data?.includes(id));
  await stream.until(gone);
  await stream.leave();
}

// PGlite lives inside one process: there are no two versions of it.
if (engine === 'postgres') {
  describe('a version that takes over from the one before it', () => {
    it('FLT-12: both serve the same people, while the database is brought from one to the other and afterwards', async () => {
      const world = await given();
      const key = await world.keySecret('*');
      const next = nextVersion(additive);
      const old = await serve(world);
      await walk(world, key, [old]);

      // The next one on the old schema says so and does not serve: nobody meets a version that cannot answer.
      const early = startCommand(['serve'], { ...environmentOf(world), PORT: String(await freePort()) }, root, next);
      const { status, err } = await early.ended;
      assert.equal(status, 1);
      assert.match(err, /^The database is not of this version yet \(0001_next\)/);

      let over = false;
      const walking = (async () => {
        do await walk(world, key, [old]);
        while (!over);
      })();
      const migrating = startCommand(
        ['migrate'],
        { ...environmentOf(world), ROSTER_OWNER_URL: world.given.ownerUrl },
        root,
        next,
      );
      assert.match((await migrating.ended).out, /^Applied 0001_next\.$/m);
      over = true;
      await walking;

      await walk(world, key, [old]);
      const young = await serve(world, next);
      await walk(world, key, [young]);
      await walk(world, key, [old, young]);
      await walk(world, key, [young, old]);
      // A server of the old version that is started only now serves as well: one can go back.
      const late = await serve(world);
      await walk(world, key, [late, young]);
      const verified = await runCommand(['audit', 'verify'], environmentOf(world));
      assert.equal(verified.status, 0, verified.out + verified.err);
      for (const one of [old, young, late]) assert.equal(await one.stop(), 0, one.running.err());
    });

    it('FLT-12: the walk fails where the next version takes something away that the old one needs', async () => {
      const world = await given();
      const key = await world.keySecret('*');
      const old = await serve(world);
      await walk(world, key, [old]);
      await world.given.ownerSql.unsafe('alter table roster.members rename column contact to details');
      await assert.rejects(walk(world, key, [old]), { name: 'AssertionError' });
      await old.stop();
    });
  });
}
