import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, sqlState, type UnavailableReason } from '../../server/db/database-unavailable.ts';
import { monotonicNow } from '../../server/db/lease.ts';
import type { Tx } from '../../server/db/tx.ts';
import { givenDatabase, type GivenDatabase } from '../support/postgres.ts';
import { givenProbeTable, optra, spectra } from '../support/probe-table.ts';

const inOptra = { organizationId: optra };
const inSpectra = { organizationId: spectra };
const notes = (tx: Tx) => tx.execute<{ note: string }>(sql`select note from roster.probe order by note`);
const note = (tx: Tx, text: string, organization = optra) =>
  tx.execute(sql`insert into roster.probe values (${organization}, ${text})`);
const because = (reason: UnavailableReason) => (error: unknown) =>
  error instanceof DatabaseUnavailable && error.reason === reason;
const texts = (rows: { note: string }[]) => rows.map((row) => row.note);

describe('the door to a tenant’s transaction', () => {
  let given: GivenDatabase;
  before(async () => {
    given = await givenDatabase();
    await givenProbeTable(given.ownerSql);
  });
  after(() => given.close());

  test('TEN-06 an organization sees its own rows, and nobody sees none, without an error', async () => {
    assert.deepEqual(texts(await given.database.withTenant(inOptra, notes)), ['optra']);
    assert.deepEqual(texts(await given.database.withTenant(inSpectra, notes)), ['spectra']);
    assert.deepEqual(texts(await given.database.withNobody(notes)), []);
    assert.deepEqual(texts(await given.database.withAccount(optra, notes)), []);
  });

  test('TEN-06 an organization cannot write a row of another', async () => {
    const forged = given.database.withTenant(inOptra, (tx) => note(tx, 'forged', spectra));
    await assert.rejects(forged, (error) => sqlState(error) === '42501');
  });

  test('TEN-07 no connection carries an organization’s name to its next user', async () => {
    const mixed = Array.from({ length: 200 }, (_, index) =>
      given.database.withTenant(index % 2 ? inOptra : inSpectra, notes),
    );
    await Promise.allSettled([
      ...mixed,
      given.database.withTenant(inOptra, () => Promise.reject(new Error('changed my mind'))),
    ]);
    const settings = `select coalesce(current_setting('roster.organization_id', true), '') || coalesce(current_setting('roster.account_id', true), '') as left_over`;
    const looks = Array.from({ length: 10 }, () =>
      given.pool.lease('select 1', monotonicNow() + 4_000, async (handle) => [...(await handle.unsafe(settings))]),
    );
    for (const [row] of await Promise.all(looks)) assert.deepEqual(row, { left_over: '' });
  });

  test('TEN-07 a transaction that leaked from its callback is refused, whoever has its connection now', async () => {
    let leaked!: Tx;
    let built!: PromiseLike<unknown>;
    await given.database.withTenant(inOptra, async (tx) => {
      leaked = tx;
      built = tx.execute(sql`select note from roster.probe`);
    });
    await given.database.withTenant(inSpectra, async () => {
      await assert.rejects(Promise.resolve(built), (error: Error) => because('over')(error.cause ?? error));
      await assert.rejects(Promise.resolve(notes(leaked)), (error: Error) => because('over')(error.cause ?? error));
      await assert.rejects(leaked.transaction(notes), because('over'));
    });
  });

  test('only a UUID can name an organization, so nothing can be smuggled into the first message', async () => {
    for (const organizationId of ['', 'x', `${optra}'`, `${optra}',true);select 1--`]) {
      await assert.rejects(given.database.withTenant({ organizationId }, notes), TypeError);
    }
    await assert.rejects(given.database.withTenant({ organizationId: optra, accountId: "'" }, notes), TypeError);
  });

  test('what the callback returns comes out, and what it throws undoes its work and comes out as it is', async () => {
    const own = new Error('changed my mind');
    const failed = given.database.withTenant(inOptra, async (tx) => {
      await note(tx, 'undone');
      throw own;
    });
    await assert.rejects(failed, (error) => error === own);
    assert.equal(await given.database.withTenant(inOptra, async () => 42), 42);
    assert.deepEqual(texts(await given.database.withTenant(inOptra, notes)), ['optra']);
  });

  test('an error that was swallowed inside does not pass for success', async () => {
    const swallowed = given.database.withTenant(inOptra, async (tx) => {
      await note(tx, 'lost');
      await tx.execute(sql`select 1 / 0`).catch(() => {});
      return 'saved';
    });
    await assert.rejects(swallowed, because('rolled-back'));
    assert.deepEqual(texts(await given.database.withTenant(inOptra, notes)), ['optra']);
  });

  test('a savepoint undoes what failed in it and keeps the rest', async () => {
    await given.database.withTenant(inOptra, async (tx) => {
      await note(tx, 'savepoint: kept');
      await assert.rejects(
        tx.transaction(async (inner) => {
          await note(inner, 'savepoint: undone');
          await inner.execute(sql`select 1 / 0`);
        }),
      );
      await tx.transaction(async (inner) => {
        await note(inner, 'savepoint: also kept');
        await inner.transaction((innermost) => note(innermost, 'savepoint: kept, two deep'));
      });
    });
    const rows = await given.ownerSql<{
      note: string;
    }>`delete from roster.probe where note like 'savepoint%' returning note`;
    assert.deepEqual(texts(rows).sort(), ['savepoint: also kept', 'savepoint: kept', 'savepoint: kept, two deep']);
  });

  test('CON-06 work that collided is run again, and its rows are there once', async () => {
    let runs = 0;
    await given.database.withTenant(inOptra, async (tx) => {
      await note(tx, 'collided');
      const code = ['40001', '40P01'][runs++];
      if (code) await tx.execute(sql.raw(`do $$ begin raise exception 'collision' using errcode = '${code}'; end $$`));
    });
    assert.equal(runs, 3);
    const rows = await given.ownerSql`delete from roster.probe where note = 'collided' returning note`;
    assert.equal(rows.length, 1);
  });

  test('CON-06 work that never stops colliding ends after three more runs, as a 503', async () => {
    let runs = 0;
    const colliding = given.database.withTenant(inOptra, async (tx) => {
      runs++;
      await tx.execute(sql`do $$ begin raise exception 'collision' using errcode = '40001'; end $$`);
    });
    await assert.rejects(colliding, because('conflict'));
    assert.equal(runs, 4);
  });

  test('FLT-04 a database that only reads refuses writes as a 503 and answers reads', async () => {
    const writing = given.database.withTenant(inOptra, async (tx) => {
      await tx.execute(sql`set local transaction_read_only = on`);
      await note(tx, 'standby');
    });
    await assert.rejects(writing, because('refused'));
    assert.deepEqual(texts(await given.database.withTenant(inOptra, notes)), ['optra']);
  });

  test('FLT-02 work that never ends is given up at the deadline, and the next one is served', async () => {
    const hasty = await givenDatabase({ deadline: 300, max: 1 });
    let late: Promise<unknown> | undefined;
    let wake = (): void => {};
    const stuck = hasty.database.withTenant(inOptra, async (tx) => {
      await new Promise<void>((resolve) => (wake = resolve));
      late = Promise.resolve(tx.execute(sql`select 1`));
      await late;
    });
    await assert.rejects(stuck, because('deadline'));
    assert.equal(await hasty.database.ready(), true);
    wake();
    await new Promise((resolve) => setImmediate(resolve));
    await assert.rejects(late!);
    await hasty.close();
  });

  test('values come out the same from every engine', async () => {
    const [row] = await given.database.withTenant(inOptra, (tx) =>
      tx.execute(sql`select 9007199254740993::bigint as big, 7::int as number, 1.50::numeric as exact, true as truth, null as nothing,
        '2026-11-21 10:00:00.123+02'::timestamptz as moment, '{"a":[1]}'::jsonb as json, '\\x00ff'::bytea as bytes,
        ${sql.param(['a', 'b "c", \\d', null])}::text[] as texts, ${sql.param([])}::int[] as none,
        ${sql.param(new Uint8Array([1, 254]))}::bytea as given_bytes, ${sql.param({ b: 'é' })}::jsonb as given_json`),
    );
    assert.deepEqual(row, {
      big: '9007199254740993',
      number: 7,
      exact: '1.50',
      truth: true,
      nothing: null,
      moment: '2026-11-21 08:00:00.123+00',
      json: { a: [1] },
      bytes: new Uint8Array([0, 255]),
      texts: ['a', 'b "c", \\d', null],
      none: [],
      given_bytes: new Uint8Array([1, 254]),
      given_json: { b: 'é' },
    });
  });

  test('FLT-11 closing waits for work that runs, and refuses what comes later', async () => {
    const closing = await givenDatabase();
    const running = closing.database.withNobody(async () => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return 'done';
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const closed = closing.database.close();
    await assert.rejects(
      closing.database.withNobody(async () => {}),
      because('closed'),
    );
    assert.equal(await closing.database.ready(), false);
    assert.equal(await running, 'done');
    await closed;
    await closing.close();
  });
});
