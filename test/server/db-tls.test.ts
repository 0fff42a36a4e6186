import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import postgres from 'postgres';
import { connectionTarget, InvalidDatabaseUrl } from '../../server/db/connection-target.ts';
import { DatabaseUnavailable } from '../../server/db/database-unavailable.ts';
import { startEmbedded, type Embedded } from '../../server/db/embedded.ts';
import { monotonicNow } from '../../server/db/lease.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';
import { certificate, privateKey } from '../support/localhost-certificate.ts';

describe('a database across a network', () => {
  let folder: string;
  let server: Embedded;
  let root: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'roster-tls-'));
    server = await startEmbedded({ folder });
    root = path.join(folder, 'root.pem');
    writeFileSync(root, certificate);
    writeFileSync(path.join(server.data, 'server.crt'), certificate);
    writeFileSync(path.join(server.data, 'server.key'), privateKey, { mode: 0o600 });
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function tlsIsOn(turnOn: boolean): Promise<void> {
    const owner = postgres(server.ownerUrl, { max: 1 });
    await owner.unsafe(`alter system set ssl = ${turnOn ? 'on' : 'off'}`);
    await owner`select pg_reload_conf()`;
    await owner.end();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  /** Whether the connection is encrypted, as the server sees it. */
  async function encrypted(query: string, host = '127.0.0.1'): Promise<boolean> {
    const pool = postgresPool(`${server.ownerUrl.replace('127.0.0.1', host)}?${query}`);
    try {
      const [row] = await pool.lease('select 1', monotonicNow() + 4_000, async (handle) => [
        ...(await handle.unsafe('select ssl from pg_stat_ssl where pid = pg_backend_pid()')),
      ]);
      return (row as { ssl: boolean }).ssl;
    } finally {
      await pool.close();
    }
  }
  const unavailable = (error: unknown) => error instanceof DatabaseUnavailable && error.nothingRan;

  test('a host that asks for TLS gets it, and one that has the server’s certificate is sure of the server', async () => {
    await tlsIsOn(true);
    assert.equal(await encrypted('sslmode=prefer'), true);
    assert.equal(await encrypted('sslmode=require'), true);
    assert.equal(await encrypted(`sslmode=verify-ca&sslrootcert=${root}`), true);
    assert.equal(await encrypted(`sslmode=verify-full&sslrootcert=${root}`, 'localhost'), true);
    assert.equal(await encrypted('sslmode=disable'), false);
  });

  test('a certificate that nobody vouches for, or of another name, is refused', async () => {
    await assert.rejects(encrypted('sslmode=verify-full', 'localhost'), unavailable);
    await assert.rejects(encrypted(`sslmode=verify-full&sslrootcert=${root}`), unavailable);
  });

  test('a server without TLS is refused where it was asked for, and taken where it was only preferred', async () => {
    await tlsIsOn(false);
    await assert.rejects(encrypted('sslmode=require'), unavailable);
    assert.equal(await encrypted('sslmode=prefer'), false);
  });

  test('words that somebody slipped in before TLS began are not taken for the server’s', async () => {
    const meddler = net.createServer((socket) => socket.once('data', () => socket.write('S and more')));
    await new Promise<void>((resolve) => meddler.listen(0, '127.0.0.1', resolve));
    const { port } = meddler.address() as net.AddressInfo;
    const pool = postgresPool(`postgres://a:b@127.0.0.1:${port}/c?sslmode=require`);
    const leased = pool.lease('select 1', monotonicNow() + 2_000, async () => 1);
    await assert.rejects(leased, (error: Error) => /more than one byte/.test(String(error.cause)));
    await pool.close();
    meddler.close();
  });

  test('FLT-02 a server that accepts and never speaks is a 503 at the deadline', async () => {
    const silent = net.createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as net.AddressInfo;
    for (const query of ['sslmode=require', 'sslmode=disable', 'target_session_attrs=read-write']) {
      const pool = postgresPool(`postgres://a:b@127.0.0.1:${port}/c?${query}`);
      const began = performance.now();
      await assert.rejects(
        pool.lease('select 1', monotonicNow() + 400, async () => 1),
        unavailable,
      );
      assert.ok(performance.now() - began < 1_000);
      assert.equal(pool.stats().total, 0);
      await pool.close();
    }
    silent.close();
  });

  test('an address is taken apart as libpq does, and a wrong one is refused without being repeated', () => {
    const { addresses, user, password, database, tls } = connectionTarget(
      'postgresql://a%40b:p%3Ass@one:5433,two,[::1]:9/da%20ta',
    );
    assert.deepEqual(
      { addresses, user, password, database, tls },
      {
        addresses: [
          { host: 'one', port: 5433 },
          { host: 'two', port: 5432 },
          { host: '::1', port: 9 },
        ],
        user: 'a@b',
        password: 'p:ss',
        database: 'da ta',
        tls: 'prefer',
      },
    );
    assert.deepEqual(connectionTarget('postgres://u@/d?host=/run/postgresql').addresses, [
      { path: '/run/postgresql/.s.PGSQL.5432' },
    ]);
    for (const wrong of [
      'mysql://a:secret@b/c',
      'postgres://a:secret@b:x/c',
      'postgres://a:secret%@b/c',
      'postgres://a:secret@b/c?sslmode=maybe',
      '',
    ]) {
      assert.throws(
        () => connectionTarget(wrong),
        (error) => error instanceof InvalidDatabaseUrl && !error.message.includes('secret'),
      );
    }
  });
});
