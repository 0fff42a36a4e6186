import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { tell } from '../../server/domain/invitations/tell.ts';
import { given, rowsOf, type World } from '../support/given.ts';
import { engine } from '../support/postgres.ts';

interface EventRow extends Record<string, unknown> {
  id: string;
  type: string;
  data: { id: string };
}

let world: World;
before(async () => {
  world = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: {}, eve: {} } });
});

const readAfter = (id: string) =>
  rowsOf<EventRow>(world, sql`select id, type, data from roster.events where id > ${id} order by id`);

/** A door that somebody waits at until somebody else opens it. */
function door(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('the order in which events are read', () => {
  // On PGlite one transaction follows the other.
  if (engine === 'postgres') {
    /** Bob's event begins before eve's and ends after it. Answers who is read first, and then on from there. */
    async function interleave(world: World): Promise<string[][]> {
      const read = (id: string) =>
        rowsOf<EventRow>(world, sql`select id, data from roster.events where id > ${id} order by id`);
      const [begun, ended] = [door(), door()];
      const slow = world.inTenant(async (context) => {
        await tell(context, 'member.updated', [world.uuid('bob')]);
        begun.open();
        await ended.opened;
      });
      await begun.opened;
      await world.inTenant((context) => tell(context, 'member.updated', [world.uuid('eve')]));
      const first = await read('00000000-0000-0000-0000-000000000000');
      ended.open();
      await slow;
      return [first, await read(first.at(-1)!.id)].map((rows) => rows.map(({ data }) => data.id));
    }

    test('an event of a transaction that began first and ended last comes last, so that nobody reads past it', async () => {
      assert.deepEqual(await interleave(world), [[world.id('eve')], [world.id('bob')]]);
    });

    test('with ids in the order in which transactions began, a reader would miss it, and that test would say so', async () => {
      const bad = await given({ preset: 'default', people: { bob: {}, eve: {} } });
      await bad.given.ownerSql.unsafe(
        'drop trigger hold_event on roster.events; drop trigger order_event on roster.events',
      );
      assert.deepEqual(await interleave(bad), [[bad.id('eve')], []]);
    });

    test('of many who write and one who reads on from the last event, the reader misses none and sees none twice', async () => {
      const seen: string[] = [];
      let cursor = (await readAfter('00000000-0000-0000-0000-000000000000')).at(-1)?.id ?? '';
      let writing = true;
      const reader = (async () => {
        for (let last = false; ; last = !writing) {
          for (const { id } of await readAfter(cursor)) seen.push((cursor = id));
          if (last) return;
        }
      })();
      const start = cursor;
      const writers = Array.from({ length: 6 }, async () => {
        for (let i = 0; i < 25; i++) {
          await world.inTenant(async (context) => {
            await tell(context, 'member.updated', [world.uuid('bob'), world.uuid('eve')]);
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
          });
        }
      });
      await Promise.all(writers);
      writing = false;
      await reader;
      assert.equal(seen.length, 300);
      assert.deepEqual(
        seen,
        (await readAfter(start)).map(({ id }) => id),
      );
    });

    test('one who tells before taking a lock and one who tells after it do not wait for each other', async () => {
      const touchBob = sql`update roster.members set contact = contact where id = ${world.uuid('bob')}`;
      const [told, touched] = [door(), door()];
      const start = performance.now();
      await Promise.all([
        world.inTenant(async (context) => {
          await tell(context, 'member.updated', [world.uuid('bob')]);
          told.open();
          await touched.opened;
          await context.tx.execute(touchBob);
        }),
        world.inTenant(async (context) => {
          await told.opened;
          await context.tx.execute(touchBob);
          touched.open();
          await tell(context, 'member.updated', [world.uuid('bob')]);
        }),
      ]);
      assert.ok(performance.now() - start < 900, 'there was no deadlock to be found and undone');
    });
  }

  test('an id is later than the one before even when the clock of the database has gone back', async () => {
    const future = '7fffffff-ffff-7abc-8000-000000000000';
    await world.inTenant((context) => tell(context, 'member.updated', [world.uuid('bob')]));
    await world.given.ownerSql`update roster.events set id = ${future} where organization_id = ${world.organizationId}
      and id = (select id from roster.events where organization_id = ${world.organizationId} order by id desc limit 1)`;
    await world.inTenant((context) => tell(context, 'member.updated', [world.uuid('eve')]));
    const [after] = await readAfter(future);
    assert.equal(after?.data.id, world.id('eve'));
    assert.match(after.id, /^7fffffff-ffff-7abd-[89ab]/, 'a UUIDv7 still');
    await world.given.ownerSql`delete from roster.events where id >= ${future}`;
  });

  test('what is older than a day is taken away, unless an endpoint still waits for it', async () => {
    const other = await world.another({ preset: 'default', slug: 'sweeping' });
    await other.inTenant(async (context) => {
      await context.tx.execute(sql`insert into roster.webhooks (organization_id, id, url, events, secret)
        values (${other.organizationId}, gen_random_uuid(), 'https://hooks.example', '{member.joined}', '')`);
    });
    await other.inTenant(async (context) => {
      await tell(context, 'member.updated', [other.uuid('admin')]);
      await tell(context, 'member.joined', [other.uuid('admin')]);
    });
    await other.inTenant(({ tx }) => tx.execute(sql`update roster.events set at = now() - interval '27 hours'`));
    await other.inTenant((context) => tell(context, 'member.removed', [other.uuid('admin')]));
    await other.database.withNobody((tx) => tx.execute(sql`select roster.sweep(500)`));
    const kept = await rowsOf<EventRow>(other, sql`select type from roster.events order by id`);
    assert.deepEqual(
      kept.map(({ type }) => type),
      ['member.joined', 'member.removed'],
    );
    const deliveries = await rowsOf(other, sql`select 1 from roster.webhook_deliveries`);
    assert.equal(deliveries.length, 1, 'and what the endpoint asked for is entered for it, and nothing else');
  });

  test('mail that went is forgotten after a week, unless its invitation can still be accepted', async () => {
    const other = await world.another({ preset: 'default', slug: 'forgetting' });
    const emails = ['open', 'joined', 'fresh'].map((name) => ({ email: `${name}@forgetting.example` }));
    assert.equal((await other.as('admin').post('/invitations', { people: emails })).status, 201);
    const left = async () =>
      (
        await rowsOf<{ email: string }>(
          other,
          sql`select m.email from roster.outbox o join roster.members m on m.organization_id = o.organization_id and m.id = o.member_id
               order by m.email`,
        )
      ).map(({ email }) => email.split('@')[0]);
    await rowsOf(other, sql`update roster.outbox o set sent_at = now() - interval '8 days'`);
    await rowsOf(
      other,
      sql`update roster.outbox o set sent_at = now() - interval '6 days' from roster.members m
           where m.organization_id = o.organization_id and m.id = o.member_id and m.email like 'fresh%'`,
    );
    await rowsOf(
      other,
      sql`update roster.invitations i set accepted_at = now() from roster.members m
           where m.organization_id = i.organization_id and m.id = i.member_id and m.email not like 'open%'`,
    );
    await other.database.withNobody((tx) => tx.execute(sql`select roster.sweep(500)`));
    assert.deepEqual(await left(), ['fresh', 'open']);
    await rowsOf(other, sql`update roster.invitations set expires_at = now() - interval '1 second'`);
    await other.database.withNobody((tx) => tx.execute(sql`select roster.sweep(500)`));
    assert.deepEqual(await left(), ['fresh'], 'what is over is forgotten with it');
  });

  if (engine === 'postgres') {
    test('FLT-22: no transaction notifies; word of many changes goes out together, with organizations’ ids and nothing else', async () => {
      const heard: string[] = [];
      const outsider = postgres(world.given.url, { max: 1 });
      const start = performance.now();
      await outsider.listen('roster_changes', (payload) => void heard.push(payload));
      await Promise.all(
        Array.from({ length: 60 }, () =>
          world.inTenant((context) => tell(context, 'member.updated', [world.uuid('bob')])),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const most = (performance.now() - start) / 100 + 2;
      await outsider.end();
      assert.ok(heard.length >= 1 && heard.length <= most, `${heard.length} words of 60 changes`);
      for (const payload of heard) assert.match(payload, /^[0-9a-f-]{36}(,[0-9a-f-]{36})+$/);
      assert.ok(heard.some((payload) => payload.includes(world.organizationId)));
    });
  }
});
