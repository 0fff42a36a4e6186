import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { requestReset } from '../../server/domain/accounts/request-reset.ts';
import type { AccountServices } from '../../server/domain/accounts/account-services.ts';
import { resetLimits, signInLimits } from '../../server/domain/accounts/tries.ts';
import { invitePeople } from '../../server/domain/invitations/invite-people.ts';
import { readInvitation } from '../../server/domain/invitations/read-invitation.ts';
import { resendInvitation } from '../../server/domain/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../server/domain/invitations/revoke-invitation.ts';
import type { Worker } from '../../server/jobs/loop.ts';
import { startWorker, type WorkerOptions } from '../../server/jobs/mail-worker.ts';
import { smtpMailer } from '../../server/mail/index.ts';
import { rowsOf, type GivenWorldOptions, type World } from '../support/given.ts';
import { accept, atEndOfTest, endOfTest, givenWorld, invite, inviteOne, tokenOf } from '../support/invite.ts';
import { engine } from '../support/postgres.ts';
import { isLong, size } from '../support/size.ts';
import { givenSmtp, type GivenSmtp, type ReceivedMail } from '../support/smtp.ts';

const brisk = { poll: 30, firstRetry: 30, longestRetry: 60 };

interface Post {
  world: World;
  smtp: GivenSmtp;
  troubles: string[];
  work(options?: Partial<WorkerOptions>): Worker;
}

/** An organization, a mail server, and workers between them. */
async function givenPost(options: GivenWorldOptions = {}): Promise<Post> {
  const world = await givenWorld(options);
  const smtp = await givenSmtp();
  const troubles: string[] = [];
  atEndOfTest(() => smtp.close());
  return {
    world,
    smtp,
    troubles,
    work(own = {}) {
      const mailer = smtpMailer({ url: smtp.url, patience: 8_000 });
      const worker = startWorker({
        database: world.database,
        services: world.services,
        mailer,
        onTrouble: (event, fields) => void troubles.push(`${event} ${JSON.stringify(fields)}`),
        ...own,
        timing: { ...brisk, ...own.timing },
      });
      atEndOfTest(() => mailer.close());
      atEndOfTest(() => worker.stop());
      return worker;
    },
  };
}

const linkIn = ({ mail }: ReceivedMail): string => /https?:\/\/\S+\/accept\?token=\S+/.exec(mail.text ?? '')![0];
const tokenIn = (mail: ReceivedMail): string => new URL(linkIn(mail)).searchParams.get('token')!;

async function until(condition: () => Promise<boolean>, patience = 10_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to that in time.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface OutboxRow extends Record<string, unknown> {
  sent_at: string | null;
  failed_at: string | null;
  failure: string | null;
  attempts: number;
  lease_id: string | null;
}

const outbox = (world: World) => rowsOf<OutboxRow>(world, sql`select * from roster.outbox order by available_at`);
const settled = (world: World) => until(async () => (await outbox(world)).every((row) => row.sent_at ?? row.failed_at));

async function deliveryOf(world: World, email: string) {
  const { items } = (await world.as('admin').get(`/members?status=invited&query=${email}`)).body;
  return items[0]?.invitation;
}

describe('mail on its way', () => {
  afterEach(endOfTest);

  it('O-03 D-01 the invited person gets one mail, by the portal’s name, whose link accepts', async () => {
    const { world, smtp, work } = await givenPost({
      preset: 'optra',
      people: { admin: { roles: ['admin'], name: 'Ada Lovelace' } },
    });
    const reply = await world.as('admin').post('/invitations', {
      people: [{ email: 'bob@optra.example', name: 'Bob' }],
      message: 'See you on Monday.',
    });
    assert.equal(reply.status, 201, reply.text);
    work();
    const [received] = await smtp.until(1);
    assert.deepEqual(received?.to, ['bob@optra.example']);
    assert.equal(received?.mail.subject, "You've been invited to the Optra Portal");
    assert.deepEqual(received?.mail.from, { name: 'Optra Portal', address: 'no-reply@localhost' });
    for (const part of [received?.mail.html, received?.mail.text]) {
      for (const words of ['Ada Lovelace', 'Bob', 'See you on Monday.', 'Accept Invitation', '7 days'])
        assert.ok(part?.includes(words), words);
    }
    await settled(world);
    assert.equal((await deliveryOf(world, 'bob'))?.delivery, 'sent');
    const { email } = await accept(world, tokenIn(received!));
    assert.equal(email, 'bob@optra.example');
    assert.equal(smtp.received.length, 1);
  });

  it('reaches people in the language of their organization, as its portal document says', async () => {
    const { world, smtp, work } = await givenPost({ portal: { locale: 'ar' } });
    await inviteOne(world, 'bob@default.example');
    work();
    const [received] = await smtp.until(1);
    assert.match(received!.mail.subject!, /^دعوتك إلى /);
    assert.match(String(received!.mail.html), /<html lang="ar" dir="rtl">/);
    assert.match(received!.mail.text!, /أيام/, 'its life as well');
    assert.ok(tokenIn(received!));
  });

  it('INV-05 once it is sent, the link is nowhere but in the mail', async () => {
    const { world, smtp, work, troubles } = await givenPost();
    await inviteOne(world, 'bob@default.example');
    work();
    const [received] = await smtp.until(1);
    await settled(world);
    const secret = tokenIn(received!).slice(-43);
    const tables = await world.given.ownerSql<{ t: string }>`select relname as t from pg_class
      where relnamespace = 'roster'::regnamespace and relkind = 'r'`;
    const dump = await Promise.all(
      tables.map(({ t }) => world.given.ownerSql.unsafe(`select to_jsonb(x) from roster.${t} x`)),
    );
    // Octets of a table are shown as digits.
    const forms = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret, 'base64url').toString('hex')];
    for (const text of [JSON.stringify(dump), JSON.stringify(world.log), ...troubles])
      for (const form of forms) assert.ok(!text.includes(form));
  });

  it('a mail goes out at once when the worker is woken, without waiting for its round', async () => {
    const { world, smtp, work } = await givenPost();
    const worker = work({ timing: { poll: 60_000 } });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await inviteOne(world, 'bob@default.example');
    worker.wake();
    await smtp.until(1, 5_000);
  });

  it('D-09 sends the reset to the account’s own address', async () => {
    const { world, smtp, work } = await givenPost({ people: { admin: { roles: ['admin'] } } });
    const { accountId } = await accept(world, await tokenOf(world, await inviteOne(world, 'bob@default.example')));
    await world.inTenant(({ tx }) =>
      tx.execute(sql`update roster.members set email = 'listed@default.example' where account_id = ${accountId}`),
    );
    const services = {
      ...world.services,
      database: world.database,
      limits: { signIn: signInLimits, reset: resetLimits },
    };
    assert.equal(await requestReset(services as AccountServices, 'BOB@default.example', 'network'), true);
    work();
    const mails = await smtp.until(1);
    const reset = mails.find(({ mail }) => mail.subject?.startsWith('Choose a new password'));
    assert.deepEqual(reset?.to, ['bob@default.example']);
    assert.match(reset?.mail.text ?? '', /\/reset\?token=rst_/);
  });

  it('FLT-05 while the mail server is down invitations are taken and shown as queued; later all go out', async () => {
    const { world, smtp, work } = await givenPost();
    await smtp.close();
    // An hour at the pace of every day, or so many tries in a moment.
    const end = Date.now() + size(0, 3_600_000);
    work(isLong ? { timing: { poll: 2_000, firstRetry: 5_000, longestRetry: 900_000 } } : {});
    const emails = Array.from({ length: 12 }, (_, index) => `p${index}@default.example`);
    const reply = await world.as('admin').post('/invitations', { people: emails.map((email) => ({ email })) });
    assert.equal(reply.status, 201);
    await until(async () => (await outbox(world)).every(({ attempts }) => attempts >= 2), size(10_000, 120_000));
    while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal((await deliveryOf(world, 'p1'))?.delivery, 'queued');
    const back = await givenSmtp({ port: smtp.port });
    try {
      const received = await back.until(12, size(10_000, 1_200_000));
      assert.deepEqual(new Set(received.flatMap(({ to }) => to)), new Set(emails));
      await settled(world);
      assert.equal((await deliveryOf(world, 'p1'))?.delivery, 'sent');
    } finally {
      await back.close();
    }
  });

  it('FLT-05 what waited goes out in the order in which it was to be tried again', async () => {
    const { world, smtp, work } = await givenPost();
    const emails = Array.from({ length: 12 }, (_, index) => `p${index}@default.example`);
    await invite(world, { emails });
    // Neither as they were invited nor the other way round.
    const planned = await rowsOf<{ email: string }>(
      world,
      sql`with moved as (
            update roster.outbox o
               set available_at = now() - make_interval(mins => 60 - (7 * substring(m.email from '^p([0-9]+)')::int) % 12)
              from roster.members m where m.id = o.member_id returning m.email, o.available_at)
          select email from moved order by available_at`,
    );
    work();
    const received = (await smtp.until(12)).map(({ to }) => to[0]);
    // Four at a time, and those in any order.
    for (let start = 0; start < 12; start += 4)
      assert.deepEqual(
        received.slice(start, start + 4).toSorted(),
        planned
          .slice(start, start + 4)
          .map(({ email }) => email)
          .toSorted(),
      );
  });

  it('FLT-07 a mail taken but not confirmed comes at most once more, with the same Message-ID and the same link', async () => {
    const { world, smtp, work } = await givenPost();
    await inviteOne(world, 'bob@default.example');
    smtp.mood = 'dropBefore250';
    work({ timing: { firstRetry: 300, longestRetry: 300 } });
    await smtp.until(1);
    smtp.mood = 'take';
    const [first, second] = await smtp.until(2);
    await settled(world);
    assert.equal(smtp.received.length, 2);
    assert.ok(first?.mail.messageId);
    assert.equal(first?.mail.messageId, second?.mail.messageId);
    assert.equal(linkIn(first!), linkIn(second!));
  });

  it('a mail server that says never is believed at once, and the admin reads why', async () => {
    const { world, smtp, work } = await givenPost();
    await inviteOne(world, 'bob@default.example');
    smtp.mood = 'never';
    work();
    await settled(world);
    const invitation = await deliveryOf(world, 'bob');
    assert.equal(invitation?.delivery, 'failed');
    assert.equal(invitation?.deliveryDetail, 'The mail server refused the address (550).');
    assert.equal((await outbox(world))[0]?.attempts, 1);
  });

  it('FLT-09 after so many tries a mail is given up and the invitation says so; resending starts afresh', async () => {
    const { world, smtp, work } = await givenPost();
    const id = await inviteOne(world, 'bob@default.example');
    smtp.mood = 'later';
    work({ timing: { attempts: 3 } });
    await settled(world);
    assert.equal(smtp.recipients.length, 3);
    assert.equal((await deliveryOf(world, 'bob'))?.delivery, 'failed');
    smtp.mood = 'take';
    await world.inTenant((context) => resendInvitation(context, id));
    await smtp.until(1);
    await until(async () => (await deliveryOf(world, 'bob'))?.delivery === 'sent');
  });

  it('FLT-09 what a dead worker held is taken over after its lease, and counted; at last it is given up', async () => {
    const { world, smtp, work } = await givenPost();
    await inviteOne(world, 'bob@default.example');
    const claim = (seconds: number) =>
      world.database.withNobody((tx) =>
        tx.execute(sql`select * from roster.claim_mail(gen_random_uuid(), ${seconds}, 10)`),
      );
    assert.equal((await claim(1)).length, 1);
    assert.equal((await claim(1)).length, 0, 'nobody else gets it meanwhile');
    work();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(smtp.received.length, 0);
    await smtp.until(1);
    await settled(world);
    assert.equal((await outbox(world))[0]?.attempts, 2);

    // Taken by workers that died, thirty times, before the one that lives could see it.
    await world.inTenant(async (context) => {
      await invitePeople(context, { people: [{ email: 'eve@default.example' }] });
      await context.tx.execute(sql`update roster.outbox set attempts = 30 where sent_at is null`);
    });
    await settled(world);
    assert.equal((await deliveryOf(world, 'eve'))?.delivery, 'failed');
    assert.equal(smtp.received.length, 1, 'what ended every worker that touched it is touched no more');
  });

  it('FLT-10 a mail whose invitation was revoked, resent, accepted or is over meanwhile is not sent', async () => {
    const { world, smtp, work } = await givenPost();
    const names = ['revoked', 'resent', 'accepted', 'expired', 'left'];
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, await inviteOne(world, `${name}@default.example`));
    await world.inTenant((context) => revokeInvitation(context, ids.get('revoked')!));
    await world.inTenant((context) => resendInvitation(context, ids.get('resent')!));
    await accept(world, await tokenOf(world, ids.get('accepted')!));
    await world.inTenant(({ tx }) =>
      tx.execute(
        sql`update roster.invitations set expires_at = now() - interval '1 second' where member_id = ${ids.get('expired')!}`,
      ),
    );
    work();
    await settled(world);
    assert.deepEqual(smtp.received.flatMap(({ to }) => to).toSorted(), [
      'left@default.example',
      'resent@default.example',
    ]);
    const resent = smtp.received.find(({ to }) => to[0]?.startsWith('resent'))!;
    const shown = await readInvitation({ database: world.database }, tokenIn(resent));
    assert.equal(shown.email, 'resent@default.example');
  });

  it('several workers share the outbox and send each mail once', async () => {
    const { world, smtp, work } = await givenPost({ database: { max: 20 } });
    for (let part = 0; part < 2; part++) {
      await invite(world, { emails: Array.from({ length: 50 }, (_, index) => `p${part}x${index}@default.example`) });
    }
    for (let worker = 0; worker < 4; worker++) work();
    await settled(world);
    const ids = smtp.received.map(({ mail }) => mail.messageId);
    assert.equal(ids.length, 100);
    assert.equal(new Set(ids).size, 100);
  });

  it('FLT-11 stopping finishes the mail at hand and gives the others back for other workers', async () => {
    const { world, smtp, work } = await givenPost();
    await invite(world, { emails: Array.from({ length: 20 }, (_, index) => `p${index}@default.example`) });
    const worker = work();
    await smtp.until(1);
    await worker.stop();
    const rows = await outbox(world);
    assert.ok(rows.every(({ lease_id }) => lease_id === null));
    assert.equal(rows.filter(({ sent_at }) => sent_at !== null).length, smtp.received.length);
    work();
    await settled(world);
    assert.equal(new Set(smtp.received.map(({ to }) => to[0])).size, 20);
    assert.equal(smtp.received.length, 20);
  });

  it('a template that cannot write one mail does not hold up the others', async () => {
    const { world, smtp, work } = await givenPost();
    await invite(world, { emails: ['bad@default.example', 'good@default.example'] });
    work({
      templates: {
        invitation: ({ email, link }) => {
          if (email.startsWith('bad')) throw new Error(`no words for ${email}`);
          return { subject: 'Hi', text: link, html: link };
        },
      },
      timing: { attempts: 2 },
    });
    await settled(world);
    assert.deepEqual(
      smtp.received.map(({ to, mail }) => [to[0], mail.subject]),
      [['good@default.example', 'Hi']],
    );
    assert.equal((await deliveryOf(world, 'bad'))?.delivery, 'failed');
  });

  it('without its database a worker waits longer from time to time, says so, and goes on when it is back', async () => {
    const { world, smtp, work, troubles } = await givenPost();
    let away = true;
    let calls = 0;
    const database = {
      ...world.database,
      withNobody: ((run) => {
        calls++;
        return away
          ? world.database.withNobody(() => Promise.reject(new Error('away')))
          : world.database.withNobody(run);
      }) as typeof world.database.withNobody,
    };
    await inviteOne(world, 'bob@default.example');
    const worker = work({ database });
    for (let ring = 0; ring < 50; ring++) {
      worker.wake();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.ok(calls < 10, `${calls} tries in half a second, though it was rung for all the time`);
    assert.ok(troubles.some((line) => line.startsWith('mail.outbox_unavailable')));
    away = false;
    await smtp.until(1);
  });
});

/** A worker in a process of its own, to be killed. */
function workerProcess(world: World, smtp: GivenSmtp): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'test/support/worker-process.ts', world.given.url, smtp.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

// PGlite lives in one process, so there is no second one to kill.
if (engine === 'postgres') {
  describe('workers that are killed', () => {
    afterEach(endOfTest);

    it('FLT-08 of hundreds of mails and four workers, killed again and again, none is lost and copies are alike', async () => {
      const [parts, most] = [size(3, 10), size(4, 12)];
      const mails = 40 * parts;
      const { world, smtp } = await givenPost();
      for (let part = 0; part < parts; part++)
        await invite(world, { emails: Array.from({ length: 40 }, (_, index) => `p${part}x${index}@default.example`) });
      // So that a kill nearly always meets mails that were taken and not yet confirmed.
      smtp.delay = 250;
      const start = async (): Promise<ChildProcess> => {
        const child = workerProcess(world, smtp);
        await once(child.stdout!, 'data');
        return child;
      };
      const workers = await Promise.all([1, 2, 3, 4].map(start));
      let kills = 0;
      try {
        for (; kills < most; kills++) {
          await smtp.until(Math.floor(mails / (most + 2)) * (kills + 1), 30_000);
          const victim = workers.shift()!;
          victim.kill('SIGKILL');
          await once(victim, 'exit');
          workers.push(await start());
        }
        await until(async () => (await outbox(world)).every((row) => row.sent_at !== null), 60_000);
      } finally {
        for (const worker of workers) worker.kill('SIGKILL');
      }
      const copies = new Map<string, Set<string>>();
      for (const received of smtp.received) {
        const to = received.to[0]!;
        copies.set(to, (copies.get(to) ?? new Set()).add(`${received.mail.messageId} ${linkIn(received)}`));
      }
      const duplicates = smtp.received.length - mails;
      console.log(`# ${mails} mails, ${kills} kills: ${copies.size} people written to, ${duplicates} duplicates`);
      assert.equal(copies.size, mails, 'none is lost');
      for (const [to, seen] of copies) assert.equal(seen.size, 1, to);
      assert.ok(duplicates > 0, 'the kills came at the worst moment');
      assert.ok(duplicates <= kills * 4, `${duplicates} duplicates, ${kills} kills`);
    });
  });
}
