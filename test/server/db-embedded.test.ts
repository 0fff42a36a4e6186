import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { DatabaseUnavailable } from '../../server/db/database-unavailable.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { FolderInUse, lockFolder } from '../../server/db/folder-lock.ts';
import { monotonicNow } from '../../server/db/lease.ts';
import { openDatabase } from '../../server/db/open-database.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const until = async (happened: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !happened(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(happened());
};

describe('the embedded database', () => {
  let folder: string;
  before(() => void (folder = mkdtempSync(path.join(tmpdir(), 'roster-embedded-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A Roster of its own in another process; tells the number of its PostgreSQL. */
  async function givenOtherProcess(): Promise<{ pid: number; kill(): Promise<void> }> {
    const program = fileURLToPath(new URL('../support/embedded-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { pid: Number(String(line)), kill };
  }

  test('FLT-11 a process that was killed holds no folder, also while nobody has asked how it ended', async () => {
    if (!existsSync('/proc/self/stat')) return;
    // The shell's child ends as a zombie: the shell has become a program that asks after nobody.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(line));
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8');
    await until(() => stat().includes(') Z '));
    const held = mkdtempSync(path.join(tmpdir(), 'roster-zombie-'));
    const began = stat()
      .slice(stat().lastIndexOf(')') + 2)
      .split(' ')[19];
    writeFileSync(path.join(held, 'roster.lock'), JSON.stringify({ pid, began, token: 'x' }));
    try {
      lockFolder(held)();
    } finally {
      parent.kill('SIGKILL');
      rmSync(held, { recursive: true, force: true });
    }
  });

  test('starts in an empty folder, keeps its secrets to itself, and has everything again the second time', async () => {
    const first = await startEmbedded({ folder });
    const owner = postgres(first.ownerUrl, { max: 1 });
    await owner`create table kept as select 42 as answer`;
    await owner.end();
    await first.stop();
    assert.equal(isAlive(first.pid), false);
    for (const secret of ['owner-password']) assert.equal(statSync(path.join(folder, secret)).mode & 0o777, 0o600);

    const second = await startEmbedded({ folder });
    const again = postgres(second.ownerUrl, { max: 1 });
    assert.deepEqual([...(await again`select answer from kept`)], [{ answer: 42 }]);
    const [listens] =
      await again`select current_setting('listen_addresses') as on, current_setting('unix_socket_directories') as sockets`;
    assert.deepEqual(listens, { on: '127.0.0.1', sockets: '' });
    await again.end();
    await second.stop();
  });

  test('lets nobody in without the password', async () => {
    const server = await startEmbedded({ folder });
    const stranger = postgres(server.ownerUrl.replace(/:[^:@]+@/, ':wrong@'), { max: 1 });
    await assert.rejects(Promise.resolve(stranger`select 1`), { code: '28P01' });
    await stranger.end();
    await server.stop();
  });

  test('a second Roster on the same folder is told so in a sentence, and disturbs nothing', async () => {
    const server = await startEmbedded({ folder });
    for (const engine of ['postgres', 'pglite'] as const) await assert.rejects(openDatabase({ folder, engine }));
    await assert.rejects(
      startEmbedded({ folder }),
      (error) => error instanceof FolderInUse && /process \d+\) has the folder/.test(error.message),
    );
    const owner = postgres(server.ownerUrl, { max: 1 });
    await owner`select 1`;
    await owner.end();
    await server.stop();
  });

  test('another process that has the folder open is named, and when it is killed its PostgreSQL goes and the folder opens', async () => {
    const other = await givenOtherProcess();
    await assert.rejects(startEmbedded({ folder }), FolderInUse);
    await other.kill();
    const server = await startEmbedded({ folder });
    await until(() => !isAlive(other.pid));
    assert.notEqual(server.pid, other.pid);
    await server.stop();
  });

  test('what a crash leaves behind does not stand in the way, even if its number now belongs to somebody else', async () => {
    writeFileSync(path.join(folder, 'roster.lock'), JSON.stringify({ pid: process.pid, began: '1', token: 'x' }));
    writeFileSync(path.join(folder, 'postgres', 'postmaster.pid'), `${process.ppid}\n${folder}/postgres\n`);
    await (await startEmbedded({ folder })).stop();
    writeFileSync(path.join(folder, 'roster.lock'), 'half a lo');
    await (await startEmbedded({ folder })).stop();
    assert.equal(existsSync(path.join(folder, 'roster.lock')), false);
  });

  test('FLT-01 while the server restarts there are 503s and nothing else, and then it is served again at once', async () => {
    const first = await startEmbedded({ folder });
    const pool = postgresPool(first.ownerUrl);
    const ask = () =>
      pool.lease('select 1', monotonicNow() + 4_000, async (handle) => (await handle.unsafe('select 1')).length);
    await Promise.all(Array.from({ length: 10 }, ask));
    let stopping = true;
    const refused: unknown[] = [];
    const asking = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (stopping) await ask().catch((error: unknown) => refused.push(error));
      }),
    );
    await first.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await startEmbedded({ folder, port: first.port });
    const began = performance.now();
    assert.equal(await ask(), 1);
    assert.ok(performance.now() - began < 5_000);
    stopping = false;
    await asking;
    assert.ok(refused.length > 0 && refused.every((error) => error instanceof DatabaseUnavailable));
    await pool.close();
    await second.stop();
  });

  test('opened as a database it serves as a role that owns nothing, and PGlite never takes its place', async () => {
    const database = await openDatabase({ folder });
    const [row] = await database.withNobody((tx) => tx.execute(sql`select current_user as role`));
    assert.deepEqual(row, { role: 'roster_app' });
    await database.close();
    await assert.rejects(openDatabase({ folder, engine: 'pglite' }), /holds a PostgreSQL database/);
  });

  test('PGlite in a folder keeps what was written, for one process at a time', async () => {
    const own = mkdtempSync(path.join(tmpdir(), 'roster-pglite-'));
    const first = await openDatabase({ folder: own, engine: 'pglite' });
    await assert.rejects(openDatabase({ folder: own, engine: 'pglite' }), FolderInUse);
    await first.close();
    const second = await openDatabase({ folder: own, engine: 'pglite' });
    assert.equal(second.kind, 'pglite');
    assert.equal(await second.ready(), true);
    await second.close();
    rmSync(own, { recursive: true, force: true });
  });
});
