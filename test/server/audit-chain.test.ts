import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { DatabaseUnavailable } from '../../server/db/database-unavailable.ts';
import { record } from '../../server/domain/audit/record.ts';
import { verifyAudit, type AuditFinding } from '../../server/domain/audit/verify-audit.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { runCommand } from '../support/command.ts';
import { given, rowsOf, type World } from '../support/given.ts';
import { engine } from '../support/postgres.ts';
import { secret } from '../support/site.ts';

const givenChain = async (rows: number): Promise<World> => {
  const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } } });
  await write(world, rows);
  return world;
};

/** Rows as verbs write them, a few in each transaction. */
async function write(
  world: World,
  rows: number,
  changes: (row: number) => Record<string, unknown> = (n) => ({ n }),
): Promise<void> {
  for (let done = 0; done < rows; done += 250) {
    await world.inTenant((context) =>
      record(
        context,
        ...Array.from({ length: Math.min(250, rows - done) }, (_, i) => ({
          action: 'member.updated',
          target: { kind: 'member' as const, id: world.uuid('bob') },
          changes: changes(done + i + 1),
          values: [{ field: 'name', memberId: world.uuid('bob'), value: `Bob ${done + i}` }],
        })),
      ),
    );
  }
}

const verify = (world: World): Promise<AuditFinding> =>
  verifyAudit(world.database, world.services.secrets, world.organizationId);
const faultOf = async (world: World) => (await verify(world)).fault;

/** What somebody with the whole database in hand does, row-level security and triggers out of the way. */
const tamper = (world: World, statement: string) =>
  world.given.ownerSql.unsafe(`select set_config('session_replication_role', 'replica', true); ${statement}`);
const here = (world: World) => `organization_id = '${world.organizationId}'`;

describe('the chain of what happened', () => {
  it('holds as it was written, whatever kinds of values are in it, over many pages', async () => {
    const world = await givenChain(0);
    assert.deepEqual((await verify(world)).fault, null, 'an empty one, too');
    const odd: Record<string, unknown> = {
      b: [1, 1.5, -0.25, 1e21, true, null, 'ä\u2028"\\', '\ud83d\ude00', { z: 1, a: { y: [], x: {} } }],
      a: '2026-01-01T00:00:00.000Z',
      __proto: 1,
      'a b': '',
      9: 'nine',
      10: 'ten',
    };
    await write(world, 2_300, (n) => ({ ...odd, n }));
    const found = await verify(world);
    assert.deepEqual([found.good, found.fault, found.head.seq], [2_300, null, 2_300]);
    assert.match(found.head.hash, /^[0-9a-f]{64}$/);
  });

  it('CON-09 a row that was edited is named, whichever of its fields it was', async () => {
    const world = await givenChain(12);
    const edits = [
      `action = 'member.removed'`,
      `at = at + interval '1 millisecond'`,
      `actor_kind = 'key'`,
      `actor_id = target_id`,
      `target_kind = 'group'`,
      `target_id = gen_random_uuid()`,
      `request_id = 'another'`,
      `changes = '{"n": 8}'`,
      `id = gen_random_uuid()`,
      `hash = sha256('x')`,
      `previous_hash = sha256('x')`,
    ];
    for (const edit of edits) {
      const [before] = await world.given.ownerSql.unsafe<{ row: string }>(
        `select to_jsonb(a)::text as row from roster.audit a where ${here(world)} and seq = 7`,
      );
      await tamper(world, `update roster.audit set ${edit} where ${here(world)} and seq = 7`);
      assert.deepEqual(await faultOf(world), { seq: 7, fault: 'changed' }, edit);
      await tamper(
        world,
        `delete from roster.audit where ${here(world)} and seq = 7; insert into roster.audit select * from jsonb_populate_record(null::roster.audit, '${before!.row}'::jsonb)`,
      );
      assert.equal(await faultOf(world), null);
    }
  });

  it('CON-09 deleted, put in, and cut off: each is reported with the first row that is not right', async () => {
    const deleted = await givenChain(12);
    await tamper(deleted, `delete from roster.audit where ${here(deleted)} and seq in (5, 9)`);
    assert.deepEqual(await faultOf(deleted), { seq: 5, fault: 'missing' });

    const closed = await givenChain(12);
    await tamper(
      closed,
      `delete from roster.audit where ${here(closed)} and seq = 5; update roster.audit set seq = seq - 1 where ${here(closed)} and seq > 5`,
    );
    assert.deepEqual(await faultOf(closed), { seq: 5, fault: 'changed' }, 'the gap was closed');

    const added = await givenChain(12);
    await tamper(
      added,
      `insert into roster.audit select organization_id, 13, gen_random_uuid(), at, 'member.removed', actor_kind, actor_id, target_kind, target_id, request_id, changes, hash, hash from roster.audit where ${here(added)} and seq = 12`,
    );
    assert.deepEqual(await faultOf(added), { seq: 13, fault: 'added' });

    const forged = await givenChain(12);
    await tamper(
      forged,
      `insert into roster.audit select organization_id, 13, gen_random_uuid(), at, 'member.removed', actor_kind, actor_id, target_kind, target_id, request_id, changes, hash, sha256('x') from roster.audit where ${here(forged)} and seq = 12; update roster.audit_heads set seq = 13, hash = sha256('x') where ${here(forged)}`,
    );
    assert.deepEqual(await faultOf(forged), { seq: 13, fault: 'changed' }, 'with the anchor moved as well');

    const cut = await givenChain(12);
    await tamper(cut, `delete from roster.audit where ${here(cut)} and seq > 8`);
    assert.deepEqual(await faultOf(cut), { seq: 9, fault: 'missing' });

    const all = await givenChain(12);
    await tamper(all, `delete from roster.audit where ${here(all)}`);
    assert.deepEqual(await faultOf(all), { seq: 1, fault: 'missing' });

    const headless = await givenChain(12);
    await tamper(headless, `delete from roster.audit_heads where ${here(headless)}`);
    assert.deepEqual(await faultOf(headless), { seq: 1, fault: 'added' });

    const backwards = await givenChain(12);
    const before = (await verify(backwards)).head;
    await tamper(
      backwards,
      `delete from roster.audit where ${here(backwards)} and seq > 8; update roster.audit_heads set seq = 8, hash = (select hash from roster.audit where ${here(backwards)} and seq = 8) where ${here(backwards)}`,
    );
    const after = (await verify(backwards)).head;
    assert.notDeepEqual(after, before, 'who sets the anchor back too is shown by an end that was kept elsewhere');
    assert.equal(after.seq, 8);
  });

  it('CON-09 two rows that changed places are found at the first of them', async () => {
    const world = await givenChain(12);
    await tamper(
      world,
      `update roster.audit set seq = -4 where ${here(world)} and seq = 4; update roster.audit set seq = 4 where ${here(world)} and seq = 6; update roster.audit set seq = 6 where ${here(world)} and seq = -4`,
    );
    assert.deepEqual(await faultOf(world), { seq: 4, fault: 'changed' });
  });

  it('somebody with another secret can add nothing that holds', async () => {
    const world = await givenChain(3);
    const secrets = makeSecrets('somebody else’s secret, as long as ours');
    await world.inTenant((context) =>
      record(
        { ...context, services: { ...context.services, secrets } },
        { action: 'member.updated', target: { kind: 'member', id: world.uuid('bob') } },
      ),
    );
    assert.deepEqual(await faultOf(world), { seq: 4, fault: 'changed' });
  });

  it('erasing what was personal leaves the chain whole', async () => {
    const world = await givenChain(5);
    await world.inTenant(({ tx, organizationId }) =>
      tx.execute(
        sql`delete from roster.audit_values where organization_id = ${organizationId} and member_id = ${world.uuid('bob')}`,
      ),
    );
    assert.deepEqual(await rowsOf(world, sql`select 1 from roster.audit_values`), []);
    assert.equal(await faultOf(world), null);
    assert.equal((await verify(world)).good, 5);
  });

  it('as the application’s role nothing of it can be changed or taken away, nor the anchor set back', async () => {
    const world = await givenChain(3);
    const refused = async (statement: ReturnType<typeof sql>): Promise<string> => {
      try {
        await world.inTenant(({ tx }) => tx.execute(statement));
      } catch (error) {
        for (let link = error as { code?: string; cause?: unknown }; link; link = link.cause as typeof link)
          if (typeof link.code === 'string') return link.code;
        throw error;
      }
      return 'done';
    };
    assert.equal(await refused(sql`update roster.audit set action = 'x'`), '42501');
    assert.equal(await refused(sql`delete from roster.audit`), '42501');
    assert.equal(await refused(sql`truncate roster.audit`), '42501');
    assert.equal(await refused(sql`update roster.audit_values set value = 'x'`), '42501');
    assert.equal(await refused(sql`delete from roster.audit_heads`), '42501');
    assert.equal(await refused(sql`update roster.audit_heads set seq = seq - 1`), '23514');
    assert.equal(await refused(sql`alter table roster.audit disable row level security`), '42501');
    assert.equal(await faultOf(world), null);
  });

  it('a hundred writers at once make one chain', async () => {
    const world = await givenChain(0);
    // On a busy machine not all of them get a connection in time; those come again, as their callers are told to.
    const patiently = (): Promise<void> =>
      write(world, 1).catch((error: unknown) => {
        if (error instanceof DatabaseUnavailable && error.nothingRan) return patiently();
        throw error;
      });
    await Promise.all(Array.from({ length: 100 }, patiently));
    assert.deepEqual([(await verify(world)).good, await faultOf(world)], [100, null]);
  });
});

const suite = engine === 'postgres' ? describe : () => {};
suite('roster audit verify', () => {
  it('CON-09 says ok and where each chain ends, and else which row is wrong, with status 1', async () => {
    const world = await givenChain(4);
    const other = await world.another({ preset: 'default', slug: 'other', people: { ada: { roles: ['admin'] } } });
    const environment = { DATABASE_URL: world.given.url, ROSTER_SECRET: secret };
    const whole = await runCommand(['audit', 'verify'], environment);
    assert.deepEqual([whole.status, whole.err], [0, ''], whole.out);
    assert.match(whole.out, /^ok {4}default: 4 rows, ending in 4:[0-9a-f]{64}$/m);
    assert.match(whole.out, /^ok {4}other: 0 rows, ending in 0:-$/m);
    await tamper(world, `delete from roster.audit where ${here(world)} and seq = 3`);
    const broken = await runCommand(['audit', 'verify', '--organization', 'default'], environment);
    assert.equal(broken.status, 1);
    assert.equal(broken.out, 'WRONG default: row 3 is missing; 2 rows before it as written\n');
    assert.equal(broken.err, '1 of 1 audit chains are not as they were written.\n');
    assert.equal((await runCommand(['audit', 'verify', '--organization', other.slug], environment)).status, 0);
    assert.equal((await runCommand(['audit', 'verify', '--organization', 'nowhere'], environment)).status, 1);
    assert.equal((await runCommand(['audit'], environment)).status, 2);
  });
});
