import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { takeTry } from '../../server/domain/accounts/tries.ts';
import { rowsOf, type Client, type World } from '../support/given.ts';
import { atEndOfTest, codeOf, endOfTest, givenWorld, invite, tally } from '../support/invite.ts';
import { engine } from '../support/postgres.ts';
import { givenSmtp } from '../support/smtp.ts';

const tenMinutes = 600_000;

/** Source of a module that sets the clock of its process: it goes on, only somewhere else. */
const wrongClock = (skew: number): string => `
  const { Date: Right } = globalThis;
  globalThis.Date = class Date extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + ${skew}); }
    static now() { return Right.now() + ${skew}; }
  };`;

const clockModule = (skew: number): string => `data:text/javascript,${encodeURIComponent(wrongClock(skew))}`;

/** A mail worker in a process whose clock is wrong by so much. */
async function workerWithClock(skew: number, url: string, smtp: string): Promise<void> {
  const worker = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      clockModule(skew),
      new URL('../support/worker-process.ts', import.meta.url).pathname,
      url,
      smtp,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  atEndOfTest(async () => {
    worker.kill('SIGKILL');
    if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
  });
  const [said] = (await once(worker.stdout, 'data')) as [Buffer];
  assert.equal(String(said).trim(), 'ready');
}

/** Runs work while the clock of this process is wrong by so much. */
async function withClock<T>(skew: number, work: () => Promise<T>): Promise<T> {
  const { Date: Right } = globalThis;
  globalThis.Date = class extends Right {
    constructor(...given: [] | [number]) {
      if (given.length > 0) super(...(given as [number]));
      else super(Right.now() + skew);
    }
    static override now(): number {
      return Right.now() + skew;
    }
  } as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = Right;
  }
}

// PGlite tells the time by this very process, so there are no two clocks to disagree.
if (engine === 'postgres') {
  describe('servers whose clocks are ten minutes wrong, on one database', () => {
    afterEach(endOfTest);

    it('FLT-24: a worker that is ahead and one that is behind send each mail once, and take nothing that another one holds', async () => {
      const world = await givenWorld();
      const smtp = await givenSmtp();
      atEndOfTest(() => smtp.close());
      await invite(world, { emails: ['held@default.example'] });
      const held = await world.database.withNobody((tx) =>
        tx.execute(sql`select * from roster.claim_mail(gen_random_uuid(), 300, 10)`),
      );
      assert.equal(held.length, 1);
      const emails = Array.from({ length: 20 }, (_, index) => `p${index}@default.example`);
      await invite(world, { emails });
      await Promise.all([tenMinutes, -tenMinutes].map((skew) => workerWithClock(skew, world.given.url, smtp.url)));
      await smtp.until(emails.length);
      // Several rounds more, for whoever would come again or take what is held.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const to = smtp.received.flatMap((mail) => mail.to).toSorted();
      assert.deepEqual(to, emails.toSorted());
      const rows = await rowsOf<{ attempts: number; sent: boolean; off: number }>(
        world,
        sql`select attempts, sent_at is not null as sent, abs(extract(epoch from sent_at - clock_timestamp()))::float as off
              from roster.outbox`,
      );
      assert.equal(rows.length, 21);
      assert.equal(rows.filter(({ sent }) => !sent).length, 1, 'the one that is held');
      assert.ok(rows.every(({ attempts }) => attempts === 1));
      assert.ok(
        rows.every(({ off }) => off === null || off < 120),
        'they were sent at the database’s time',
      );
    });

    /** Ada's token has five minutes left and Bob's none: what each is told at every server, by how wrong its clock is. */
    async function toldByClock(
      ask: (client: Client, world: World, person: string) => Promise<number>,
    ): Promise<Record<string, number[]>> {
      const world = await givenWorld({ people: { ada: { roles: ['admin'] }, bob: { roles: ['admin'] } } });
      const [ada, bob] = [world.as('ada'), world.as('bob')];
      for (const client of [ada, bob]) assert.equal((await client.get('/members')).status, 200);
      await world.inTenant(({ tx }) =>
        tx.execute(sql`
          update roster.widget_tokens set expires_at = clock_timestamp()
            + case when member_id = ${world.uuid('ada')} then interval '5 minutes' else interval '-1 second' end`),
      );
      const told: Record<string, number[]> = {};
      for (const [clock, skew] of Object.entries({ right: 0, ahead: tenMinutes, behind: -tenMinutes }))
        told[clock] = await withClock(skew, async () => [await ask(ada, world, 'ada'), await ask(bob, world, 'bob')]);
      return told;
    }

    it('FLT-24: a token is over when the database says so, neither sooner nor later', async () => {
      assert.deepEqual(await toldByClock(async (client) => (await client.get('/members')).status), {
        right: [200, 401],
        ahead: [200, 401],
        behind: [200, 401],
      });
    });

    it('FLT-24: a server that went by its own clock would be found out, sooner and later', async () => {
      const byItsOwn = async (_: Client, world: World, person: string): Promise<number> => {
        const [token] = await rowsOf<{ over: string }>(
          world,
          sql`select expires_at as over from roster.widget_tokens where member_id = ${world.uuid(person)}`,
        );
        return new Date(token!.over).getTime() > Date.now() ? 200 : 401;
      };
      assert.deepEqual(await toldByClock(byItsOwn), { right: [200, 401], ahead: [401, 401], behind: [200, 200] });
    });

    it('FLT-24: a worker whose clock is wrong has another time than this process', async () => {
      const said = spawn(process.execPath, ['--import', clockModule(tenMinutes), '-p', 'Date.now()'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [theirs] = (await once(said.stdout, 'data')) as [Buffer];
      const off = Number(String(theirs)) - Date.now();
      assert.ok(off > tenMinutes / 2, `${off}`);
    });

    it('FLT-24: what is given for a time cannot end before it begins, by the clock that will end it', async () => {
      const world = await givenWorld({ people: { ada: { roles: ['admin'] }, bob: {} } });
      const bob = `/members/${world.id('bob')}`;
      const role = world.id('member');
      await world.as('ada').patch(bob, { roles: [role] });
      const endsIn = (minutes: number) => ({
        until: { [role]: new Date(Date.now() + minutes * 60_000).toISOString() },
      });
      const [future, past] = [endsIn(5), endsIn(-5)];
      for (const skew of [0, tenMinutes, -tenMinutes]) {
        await withClock(skew, async () => {
          const over = await world.as('ada').patch(bob, past);
          assert.deepEqual([over.status, over.body.errors?.[0]?.code], [422, 'past'], `${skew}`);
          assert.equal((await world.as('ada').patch(bob, future)).status, 200, `${skew}`);
        });
      }
    });

    it('FLT-24: what may be tried three times in five minutes may be, whatever the clocks of the servers', async () => {
      const world = await givenWorld();
      const limits = { perAccount: 3, perNetwork: 30, seconds: 300 };
      const tried = { what: 'reset', email: 'ada@default.example', network: '192.0.2.1' } as const;
      const outcomes: string[] = [];
      for (const skew of [0, tenMinutes, -tenMinutes, tenMinutes, 0, -tenMinutes]) {
        outcomes.push(
          await withClock(skew, () => codeOf(() => takeTry(world.database, world.services.secrets, tried, limits))),
        );
      }
      assert.deepEqual(tally(outcomes), { ok: 3, rate_limited: 3 });
      assert.deepEqual(outcomes.slice(0, 3), ['ok', 'ok', 'ok']);
    });
  });
}
