import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { tell } from '../../server/domain/invitations/tell.ts';
import type { Worker } from '../../server/jobs/loop.ts';
import { startWebhookWorker, type WebhookWorkerOptions } from '../../server/jobs/webhook-worker.ts';
import type { EventFilter, Webhook } from '../../server/contract/index.ts';
import { given, rowsOf, testSecret, type World } from '../support/given.ts';
import { engine } from '../support/postgres.ts';
import { givenReceiver, type Received, type Receiver } from '../support/receiver.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const people = { ada: { roles: ['admin'] }, bob: { roles: ['member'] } };
const brisk = { poll: 30, firstRetry: 40, longestRetry: 80, patience: 2_000 };

interface Place {
  world: World;
  receiver: Receiver;
  troubles: string[];
  hook(events?: EventFilter[], url?: string): Promise<{ webhook: Webhook; secret: string }>;
  work(options?: Partial<WebhookWorkerOptions>): Worker;
  update(...who: string[]): Promise<void>;
  webhooks(): Promise<Webhook[]>;
}

/** An organization, an endpoint, and what carries messages between them. */
async function givenPlace({ allowPrivate = true } = {}): Promise<Place> {
  const world = await given({ preset: 'default', people });
  world.services.allowPrivateWebhooks = allowPrivate;
  const receiver = await givenReceiver();
  ends.push(() => receiver.close());
  const troubles: string[] = [];
  return {
    world,
    receiver,
    troubles,
    async hook(events = ['*'], url = receiver.url) {
      const reply = await world.as('ada').post('/webhooks', { url, events });
      assert.equal(reply.status, 201, reply.text);
      return reply.body;
    },
    work(options = {}) {
      const worker = startWebhookWorker({
        database: world.database,
        services: world.services,
        onTrouble: (event, fields) => void troubles.push(`${event} ${JSON.stringify(fields)}`),
        ...options,
        timing: { ...brisk, ...options.timing },
      });
      ends.push(() => worker.stop());
      return worker;
    },
    update: (...who) =>
      world.inTenant((context) =>
        tell(
          context,
          'member.updated',
          who.map((person) => world.uuid(person)),
        ),
      ),
    webhooks: async () => (await world.as('ada').get('/webhooks')).body.items,
  };
}

async function until(condition: () => Promise<boolean>, patience = 8_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to that in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a receiver does by the text of the specification, with nothing of ours. */
function verify(secret: string, { headers, body }: Pick<Received, 'headers' | 'body'>, now = Date.now()): boolean {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    String(headers[`webhook-${name}`]),
  );
  if (Math.abs(now / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64');
  return signatures!.split(' ').includes(`v1,${expected}`);
}

describe('a host that wants to be told', () => {
  test('gets what happened, signed as Standard Webhooks has it, by ids and nothing else', async () => {
    const { world, receiver, hook, work } = await givenPlace();
    const { webhook, secret } = await hook(['member.*']);
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    work();
    const reply = await world
      .as('ada')
      .post('/invitations', { people: [{ email: 'new@default.example', name: 'Newton' }] });
    assert.equal(reply.status, 201);
    const [received] = await receiver.until(1);
    assert.equal(received!.headers['content-type'], 'application/json');
    const { type, timestamp, data } = JSON.parse(received!.body);
    assert.equal(type, 'member.invited');
    assert.ok(Math.abs(Date.parse(timestamp) - Date.now()) < 60_000);
    assert.deepEqual(Object.keys(data).toSorted(), ['id', 'organization']);
    assert.ok(!received!.body.includes('Newton') && !received!.body.includes('new@'));
    assert.match(String(received!.headers['webhook-id']), /^evt_/);
    assert.ok(verify(secret, received!));
    await until(
      async () =>
        (await rowsOf(world, sql`select 1 from roster.webhook_deliveries where delivered_at is null`)).length === 0,
    );
    assert.equal(webhook.failingSince, null);
  });

  test('can tell a forged, changed or old message from a true one', async () => {
    const { receiver, hook, work, update } = await givenPlace();
    const { secret } = await hook();
    const other = await hook();
    work();
    await update('bob');
    await receiver.until(2);
    const received = receiver.received.find((one) => verify(secret, one))!;
    assert.ok(received, 'one of the two is signed with this secret');
    assert.equal(verify(other.secret, received), false, 'and not with the other one’s');
    assert.equal(verify(secret, { ...received, body: received.body.replace('updated', 'removed') }), false);
    const later = {
      ...received.headers,
      'webhook-timestamp': String(Number(received.headers['webhook-timestamp']) + 1),
    };
    assert.equal(verify(secret, { ...received, headers: later }), false, 'the moment is signed');
    const renamed = { ...received.headers, 'webhook-id': 'evt_other' };
    assert.equal(verify(secret, { ...received, headers: renamed }), false, 'so is the id');
    assert.equal(
      verify(secret, received, Date.now() + 301_000),
      false,
      'who hears it again after five minutes sees it is old',
    );
  });

  test('sees the secret once; it is kept sealed, for that endpoint alone', async () => {
    const { world, hook, webhooks, work, update, receiver } = await givenPlace();
    const { webhook, secret } = await hook();
    const second = await hook(['group.*']);
    assert.ok(!JSON.stringify(await webhooks()).includes('whsec_'));
    const dump = JSON.stringify([
      await world.given.ownerSql`select to_jsonb(w) from roster.webhooks w`,
      await world.given.ownerSql`select to_jsonb(a) from roster.audit a`,
      await world.given.ownerSql`select to_jsonb(i) from roster.idempotency i`,
      world.log,
    ]);
    const bytes = Buffer.from(secret.slice(6), 'base64');
    for (const trace of [secret.slice(6), bytes.toString('hex'), Buffer.from(secret).toString('hex')])
      assert.ok(!dump.includes(trace));
    const actions = await rowsOf<{ action: string }>(world, sql`select action from roster.audit order by seq`);
    assert.deepEqual(
      actions.map(({ action }) => action).filter((action) => action.startsWith('webhook')),
      ['webhook.created', 'webhook.created'],
    );
    // Somebody who can write to the table puts one endpoint's secret under another's name.
    await world.given
      .ownerSql`update roster.webhooks set secret = (select secret from roster.webhooks where events = '{group.*}')
      where events = '{*}'`;
    work({ timing: { attempts: 1 } });
    await update('bob');
    await until(async () => (await webhooks()).some(({ id, failure }) => id === webhook.id && failure !== null));
    assert.equal(receiver.received.length, 0);
    assert.ok(second.secret !== secret);
  });

  test('is told only what it asked for, and nothing of what was before, of elsewhere, or after it is taken out', async () => {
    const { world, receiver, hook, work, update } = await givenPlace();
    const elsewhere = await world.another({ preset: 'default', slug: 'elsewhere', people });
    await update('ada');
    const { webhook } = await hook(['group.*', 'member.updated']);
    work();
    await elsewhere.inTenant((context) => tell(context, 'member.updated', [elsewhere.uuid('bob')]));
    await world.inTenant((context) => tell(context, 'member.removed', [world.uuid('bob')]));
    await world.inTenant((context) => tell(context, 'group.created', [world.uuid('bob')]));
    await update('bob');
    await receiver.until(2);
    assert.equal((await world.as('ada').delete(`/webhooks/${webhook.id}`)).status, 204);
    await update('bob');
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual(receiver.received.map(({ body }) => JSON.parse(body).type).toSorted(), [
      'group.created',
      'member.updated',
    ]);
    assert.ok(receiver.received.every(({ body }) => !body.includes(elsewhere.id('bob'))));
    assert.equal((await world.as('ada').delete(`/webhooks/${webhook.id}`)).status, 404);
  });

  test('needs the permission, and a sane address', async () => {
    const { world, hook } = await givenPlace({ allowPrivate: false });
    const good = { url: 'https://hooks.example/x', events: ['*'] };
    assert.equal((await world.as('bob').post('/webhooks', good)).status, 403);
    assert.equal((await world.as('bob').get('/webhooks')).status, 403);
    assert.equal(
      (await world.key('organization:manage').post('/webhooks', good)).status,
      403,
      'who may not read events sends none on',
    );
    for (const url of [
      'http://hooks.example/x',
      'ftp://hooks.example',
      'javascript:alert(1)',
      'hooks.example',
      'https://user:secret@hooks.example',
      'https://localhost/x',
      'https://localhost./x',
      'https://intranet/x',
      'https://printer.local/x',
      'https://metadata.google.internal/x',
      'https://127.0.0.1/x',
      'https://2130706433/x',
      'https://0x7f.1/x',
      'https://[::1]/x',
      'https://[::ffff:10.0.0.1]/x',
      'https://169.254.169.254/latest',
    ]) {
      const reply = await world.as('ada').post('/webhooks', { ...good, url });
      assert.equal(reply.status, 422, url);
      assert.equal(reply.body.errors![0]!.pointer, '/url');
    }
    for (const events of [[], ['member'], ['*', 'x.y'], 'member.*', ['resync']]) {
      const reply = await world.as('ada').post('/webhooks', { ...good, events });
      assert.ok([400, 422].includes(reply.status), JSON.stringify(events));
    }
    for (let i = 0; i < 20; i++) await hook(['*'], good.url);
    assert.equal((await world.as('ada').post('/webhooks', good)).status, 422, 'twenty are enough');
  });
});

describe('an endpoint that has its moods', () => {
  test('gets what failed again and again, with the same id and a new moment, until it takes it', async () => {
    const { receiver, hook, work, update, webhooks } = await givenPlace();
    const { secret } = await hook();
    receiver.mood = 500;
    work();
    await update('bob');
    await receiver.until(2);
    const [failing] = await webhooks();
    assert.ok(failing!.failingSince);
    assert.equal(failing!.failure, 'The endpoint answered 500.');
    receiver.mood = 204;
    const before = receiver.received.length;
    await receiver.until(before + 1);
    await until(async () => (await webhooks())[0]!.failingSince === null);
    assert.equal((await webhooks())[0]!.failure, null);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.ok(receiver.received.every((received) => verify(secret, received)));
  });

  test('redirects, silence, endless answers and closed doors are failures with a reason that an admin can read', async () => {
    const { world, receiver, hook, work, update, webhooks } = await givenPlace();
    const trap = await givenReceiver();
    ends.push(() => trap.close());
    await hook();
    work({ timing: { ...brisk, patience: 300 } });
    const reasons: [Receiver['mood'], RegExp][] = [
      [{ status: 302, headers: { location: trap.url } }, /answered 302; redirects are not followed/],
      [{ status: 307, headers: { location: trap.url } }, /answered 307; redirects are not followed/],
      ['silent', /did not answer in time/],
      [404, /answered 404/],
    ];
    for (const [mood, reason] of reasons) {
      receiver.mood = mood;
      await update('bob');
      await until(async () => reason.test((await webhooks())[0]!.failure ?? ''));
    }
    assert.equal(trap.received.length, 0, 'no redirect was followed');
    receiver.mood = 'endless';
    await until(async () => (await webhooks())[0]!.failure === null, 10_000);
    await receiver.close();
    await update('bob');
    await until(async () => /could not be reached \(ECONNREFUSED\)/.test((await webhooks())[0]!.failure ?? ''));
    assert.ok(world);
  });

  test('is given up after days of failing, or at once when it says that it is gone; the reason stays', async () => {
    const { world, receiver, hook, work, update, webhooks } = await givenPlace();
    await hook();
    receiver.mood = 503;
    work();
    await update('bob');
    await until(async () => (await webhooks())[0]!.failingSince !== null);
    assert.equal((await webhooks())[0]!.disabledAt, null);
    await rowsOf(world, sql`update roster.webhooks set failing_since = now() - interval '73 hours'`);
    await until(async () => (await webhooks())[0]!.disabledAt !== null);
    assert.equal((await webhooks())[0]!.failure, 'The endpoint answered 503.');
    const tries = receiver.received.length;
    await update('bob');
    await new Promise((resolve) => setTimeout(resolve, 250));
    assert.equal(receiver.received.length, tries, 'nothing more is sent');
    const open = sql`select 1 from roster.webhook_deliveries where delivered_at is null and failed_at is null`;
    assert.deepEqual(await rowsOf(world, open), []);
    const audited = await rowsOf<{ actor_kind: string }>(
      world,
      sql`select actor_kind from roster.audit where action = 'webhook.disabled'`,
    );
    assert.deepEqual(audited, [{ actor_kind: 'system' }]);
    const { id } = (await webhooks())[0]!;
    assert.equal((await world.as('bob').post(`/webhooks/${id}/enable`)).status, 403);
    receiver.mood = 200;
    for (let time = 0; time < 2; time++) {
      const { status, body } = await world.as('ada').post(`/webhooks/${id}/enable`);
      const { disabledAt, failingSince, failure } = body.webhook;
      assert.deepEqual([status, disabledAt, failingSince, failure], [200, null, null, null]);
    }
    await update('bob');
    await until(async () => receiver.received.length > tries);
    assert.equal(receiver.received.length, tries + 1, 'what happened while it was given up is not sent');
    const enabled = await rowsOf(world, sql`select 1 from roster.audit where action = 'webhook.enabled'`);
    assert.equal(enabled.length, 1, 'and the second time changed nothing');
    await hook();
    receiver.mood = 410;
    await update('bob');
    await until(async () => (await webhooks()).every(({ disabledAt }) => disabledAt !== null));
  });

  test('a message that fails again and again is given up, and others go on', async () => {
    const { world, receiver, hook, work, update } = await givenPlace();
    await hook();
    receiver.mood = 500;
    work({ timing: { attempts: 3 } });
    await update('bob');
    await until(
      async () =>
        (await rowsOf(world, sql`select 1 from roster.webhook_deliveries where failed_at is not null`)).length === 1,
    );
    assert.equal(receiver.received.length, 3);
    receiver.mood = 204;
    await update('ada');
    await receiver.until(4);
    const done = sql`select 1 from roster.webhook_deliveries where delivered_at is not null`;
    await until(async () => (await rowsOf(world, done)).length === 1);
    const rows = await rowsOf<{ delivered: boolean; failure: string | null }>(
      world,
      sql`select delivered_at is not null as delivered, failure from roster.webhook_deliveries order by event_id`,
    );
    assert.deepEqual(rows, [
      { delivered: false, failure: 'The endpoint answered 500.' },
      { delivered: true, failure: null },
    ]);
  });

  test('one that never answers does not hold up another one', async () => {
    const { receiver, hook, work, update } = await givenPlace();
    const slow = await givenReceiver();
    ends.push(() => slow.close());
    slow.mood = 'silent';
    await hook(['*'], slow.url);
    await hook();
    for (let i = 0; i < 10; i++) await update('bob', 'ada');
    work({ timing: { patience: 5_000 } });
    const start = performance.now();
    await receiver.until(20);
    assert.ok(performance.now() - start < 3_000);
    assert.ok(slow.received.length <= 4, 'it gets a few at a time');
  });
});

describe('workers', () => {
  test('FLT-09: what a dead worker held is taken over after its lease, and counted', async () => {
    const { world, receiver, hook, work, update } = await givenPlace();
    await hook();
    await update('bob');
    const claim = () =>
      world.database.withNobody((tx) =>
        tx.execute(sql`select * from roster.claim_deliveries(gen_random_uuid(), 1, 10)`),
      );
    assert.equal((await claim()).length, 1);
    assert.equal((await claim()).length, 0, 'nobody else gets it meanwhile');
    work();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(receiver.received.length, 0);
    await receiver.until(1);
    const tries = sql`select attempts from roster.webhook_deliveries where delivered_at is not null`;
    await until(async () => (await rowsOf(world, tries)).length === 1);
    assert.deepEqual(await rowsOf(world, tries), [{ attempts: 2 }]);
  });

  test('several share the work and deliver each message once', async () => {
    const { receiver, hook, work, update } = await givenPlace();
    await hook();
    await hook(['member.updated']);
    for (let i = 0; i < 10; i++) await update('bob', 'ada', 'bob');
    for (let i = 0; i < 3; i++) work();
    await receiver.until(60);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(receiver.received.length, 60);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 30);
  });

  test('FLT-11: stopping finishes what is at hand and gives back the rest', async () => {
    const { world, receiver, hook, work, update } = await givenPlace();
    await hook();
    for (let i = 0; i < 10; i++) await update('bob', 'ada');
    const worker = work();
    await receiver.until(1);
    await worker.stop();
    const [row] = await rowsOf<{ held: number; done: number }>(
      world,
      sql`select count(lease_id)::integer as held, count(delivered_at)::integer as done from roster.webhook_deliveries`,
    );
    assert.deepEqual({ ...row }, { held: 0, done: receiver.received.length });
  });

  // PGlite lives in one process, so there is no second one to kill.
  if (engine === 'postgres') {
    test('FLT-08: of workers killed at work none loses a message; copies have the same id', async () => {
      const { world, receiver, hook, update } = await givenPlace();
      await hook();
      for (let i = 0; i < 20; i++) await update('bob', 'ada');
      const start = async (): Promise<ChildProcess> => {
        const child = spawn(
          process.execPath,
          ['--import', 'tsx', 'test/support/webhook-worker-process.ts', world.given.url, testSecret],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        await once(child.stdout!, 'data');
        return child;
      };
      // It takes what comes and does not answer: the worker dies with messages in its hands.
      receiver.mood = 'silent';
      const victim = await start();
      await receiver.until(4, 20_000);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
      receiver.mood = 204;
      const heir = await start();
      try {
        const left = sql`select 1 from roster.webhook_deliveries where delivered_at is null`;
        await until(async () => (await rowsOf(world, left)).length === 0, 30_000);
      } finally {
        heir.kill('SIGKILL');
      }
      assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 40);
      assert.ok(receiver.received.length > 40 && receiver.received.length <= 48, `${receiver.received.length} came`);
    });
  }
});
