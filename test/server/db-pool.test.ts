import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, sqlState, type UnavailableReason } from '../../server/db/database-unavailable.ts';
import { monotonicNow } from '../../server/db/lease.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { postgresPool } from '../../server/db/postgres-pool.ts';
import type { Tx } from '../../server/db/tx.ts';
import { startGateway } from '../chaos/gateway.ts';
import { givenDatabase, type GivenDatabase } from '../support/postgres.ts';
import { givenProbeTable, optra } from '../support/probe-table.ts';

const inOptra = { organizationId: optra };
const because = (reason: UnavailableReason) => (error: unknown) =>
  error instanceof DatabaseUnavailable && error.reason === reason;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const backendOf = async (tx: Tx) => {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  return row!.pid;
};
const backendIn = (pool: LeasePool, hold = 0) =>
  pool.lease('select 1', monotonicNow() + 4_000, async (handle) => {
    const [row] = await handle.unsafe('select pg_backend_pid() as pid');
    await pause(hold);
    return (row as { pid: number }).pid;
  });

describe('the pool over a PostgreSQL server', () => {
  let given: GivenDatabase;
  // The client sends a query only when somebody waits for it.
  const kill = async (pid: number) => {
    await given.ownerSql`select pg_terminate_backend(${pid})`;
  };
  before(async () => {
    given = await givenDatabase({ engine: 'postgres', max: 4 });
    await givenProbeTable(given.ownerSql);
  });
  after(() => given.close());

  test('FLT-01 a connection that dies in the middle of work ends it as a 503, and the next work is served', async () => {
    const working = given.database.withTenant(inOptra, async (tx) => {
      await tx.execute(sql`insert into roster.probe values (${optra}, 'half done')`);
      await kill(await backendOf(tx));
      await tx.execute(sql`select 1`);
    });
    await assert.rejects(working, because('lost'));
    const rows = await given.database.withTenant(inOptra, (tx) => tx.execute(sql`select note from roster.probe`));
    assert.deepEqual([...rows], [{ note: 'optra' }]);
  });

  test('FLT-01 connections that died while nobody used them cost nobody an error', async () => {
    const pids = await Promise.all(
      Array.from({ length: 4 }, () =>
        given.database.withNobody(async (tx) => {
          await pause(30);
          return backendOf(tx);
        }),
      ),
    );
    await Promise.all(pids.map(kill));
    await Promise.all(Array.from({ length: 8 }, () => given.database.withTenant(inOptra, backendOf)));
  });

  test('FLT-02 a query that the server never answers is a 503 at the deadline, and its place is free again', async () => {
    const hasty = await givenDatabase({ engine: 'postgres', max: 1, deadline: 400 });
    const began = performance.now();
    await assert.rejects(
      hasty.database.withNobody((tx) => tx.execute(sql`select pg_sleep(3)`)),
      because('deadline'),
    );
    assert.ok(performance.now() - began < 1_000);
    assert.equal(await hasty.database.ready(), true);
    await hasty.close();
  });

  test('FLT-03 when every connection is taken, the next caller hears so within two seconds, and so does /readyz', async () => {
    const hold = Array.from({ length: 4 }, () => given.database.withNobody(() => pause(2_200)));
    await pause(50);
    const began = performance.now();
    const [ready] = await Promise.all([
      given.database.ready(),
      assert.rejects(
        given.database.withNobody(async () => {}),
        because('pool'),
      ),
    ]);
    assert.equal(ready, false);
    assert.ok(performance.now() - began < 2_000);
    await Promise.all(hold);
    assert.equal(await given.database.ready(), true);
  });

  test('FLT-01 a connection that dies while COMMIT is on its way says that nobody knows', async () => {
    await given.ownerSql.unsafe(`
      create function roster.slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
      create constraint trigger slow after insert on roster.probe deferrable initially deferred
        for each row when (new.note = 'slow') execute function roster.slow()`);
    let pid = 0;
    const saving = given.database.withTenant(inOptra, async (tx) => {
      pid = await backendOf(tx);
      await tx.execute(sql`insert into roster.probe values (${optra}, 'slow')`);
    });
    setTimeout(() => void kill(pid), 300);
    await assert.rejects(saving, because('unknown-commit'));
  });

  test('a rule that is broken at COMMIT is told as itself, because nothing was kept', async () => {
    await given.ownerSql.unsafe(
      `alter table roster.probe add constraint once unique (note) deferrable initially deferred`,
    );
    const twice = given.database.withTenant(inOptra, async (tx) => {
      await tx.execute(sql`insert into roster.probe values (${optra}, 'twice'), (${optra}, 'twice')`);
    });
    await assert.rejects(twice, (error) => sqlState(error) === '23505');
  });

  test('CON-06 two who lock each other out are both served', async () => {
    await given.ownerSql.unsafe(`insert into roster.probe values ('${optra}', 'left'), ('${optra}', 'right')`);
    const touch = (tx: Tx, text: string) => tx.execute(sql`update roster.probe set note = note where note = ${text}`);
    const cross = (first: string, second: string) =>
      given.database.withTenant(inOptra, async (tx) => {
        await touch(tx, first);
        await pause(100);
        await touch(tx, second);
      });
    await Promise.all([cross('left', 'right'), cross('right', 'left')]);
  });

  test('FLT-16 connections renew at moments of their own, and nobody notices', async () => {
    // Their ends are spread over two seconds, of which a busy machine may miss some.
    const pool = postgresPool(given.url, { max: 20, lifetime: 4_000 });
    const first = await Promise.all(Array.from({ length: 20 }, () => backendIn(pool, 150)));
    await pause(3_500);
    const second = new Set(await Promise.all(Array.from({ length: 20 }, () => backendIn(pool, 150))));
    const kept = first.filter((pid) => second.has(pid)).length;
    assert.ok(kept > 0 && kept < 20, `${kept} of 20 were kept`);
    await pool.close();
  });

  test('an unused connection says goodbye, and the server keeps none of a pool that was closed', async () => {
    const pool = postgresPool(given.url, { max: 2 });
    const pid = await backendIn(pool);
    await pool.close();
    for (let tries = 0; tries < 40; tries++) {
      const rows = await given.ownerSql`select from pg_stat_activity where pid = ${pid}`;
      if (rows.length === 0) return;
      await pause(25);
    }
    assert.fail('the connection is still there');
  });

  test('the next address of a list is tried when the first does not answer, or takes no writes', async () => {
    const { port, username, password, pathname } = new URL(given.url);
    const pool = postgresPool(
      `postgres://${username}:${password}@127.0.0.1:1,127.0.0.1:${port}${pathname}?target_session_attrs=read-write`,
    );
    assert.ok((await backendIn(pool)) > 0);
    await pool.close();
  });

  test('FLT-02 where the network swallows everything, one caller waits for nothing, and the next one is served', async () => {
    const gateway = await startGateway(Number(new URL(given.url).port));
    const url = new URL(given.url);
    url.port = String(gateway.port);
    const pool = postgresPool(url.href, { max: 4 });
    await Promise.all([1, 2, 3, 4].map(() => backendIn(pool, 50)));
    assert.equal(gateway.deafen(), 4);
    await assert.rejects(
      pool.lease('select 1', monotonicNow() + 200, async () => {}),
      because('deadline'),
    );
    assert.ok((await backendIn(pool)) > 0);
    await pool.close();
    await gateway.close();
  });

  test('a server that is not there is a 503 that says nothing ran', async () => {
    const pool = postgresPool('postgres://nobody@127.0.0.1:1/none');
    await assert.rejects(backendIn(pool), (error) => error instanceof DatabaseUnavailable && error.nothingRan);
    assert.deepEqual(pool.stats(), { total: 0, idle: 0, waiting: 0 });
    await pool.close();
  });

  test('behind a pooler the server’s time limits are set in each transaction', async () => {
    const pool = postgresPool(`${given.url}?pgbouncer=true`);
    const limits = await pool.lease('select 1', monotonicNow() + 4_000, async (handle) => [
      ...(await handle.unsafe(`select current_setting('statement_timeout') as statement, current_setting($1) as lock`, [
        'lock_timeout',
      ])),
    ]);
    assert.deepEqual(limits, [{ statement: '5s', lock: '2s' }]);
    await pool.close();
  });
});
