import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { judgePassword } from '../../server/domain/accounts/judge-password.ts';
import { given, rowsOf, type World } from '../support/given.ts';
import { tally } from '../support/invite.ts';
import { givenAccount, givenLogin, givenSite, otherPassword, type Site } from '../support/site.ts';
import { givenSmtp } from '../support/smtp.ts';

async function until<T>(read: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (let i = 0; i < 300; i++) {
    const found = await read();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited in vain for ${what}.`);
}

/** The link of the newest mail to an address, as the person finds it in the mailbox. */
function linkOf(site: Site, email: string): Promise<string> {
  return until(() => {
    const mail = site.roster.mailbox?.mails().find(({ to }) => to.address === email);
    return /http:\/\/localhost\/roster\/(reset\?token=\S+)/.exec(mail?.text ?? '')?.[1];
  }, `mail to ${email}`);
}

async function askFor(site: Site, email: string): Promise<void> {
  const visitor = site.visitor();
  await visitor.visit('forgot');
  await visitor.send({ email });
}

const outboxOf = (world: World) => rowsOf<{ kind: string }>(world, sql`select kind from roster.outbox`);

describe('forgetting a password', () => {
  it('D-09 a person asks for a link, reads the mail, chooses a password, and signs in with it', async () => {
    const world = await given();
    const account = await givenLogin(world, 'admin');
    const site = await givenSite(world);
    const elsewhere = site.visitor();
    await elsewhere.signIn(world.email('admin'));
    const widget = world.as('admin');
    assert.equal((await widget.get('/capabilities')).status, 200);
    await askFor(site, 'Admin@default.example');
    const admin = site.visitor();
    const page = await admin.visit(await linkOf(site, world.email('admin')));
    assert.equal(page.at, '/roster/reset');
    assert.match(page.html, /autocomplete="new-password"/);
    assert.match((await admin.send({ password: 'short' })).text, /at least 15/);
    assert.match((await admin.send({ password: otherPassword })).text, /Your password is changed/);
    assert.equal((await elsewhere.visit('home', { follow: false })).location, 'sign-in', 'the other session has ended');
    assert.equal((await widget.get('/capabilities')).status, 401, 'and so has the widget token');
    assert.equal((await admin.signIn(world.email('admin'))).status, 401);
    assert.equal((await admin.signIn(world.email('admin'), otherPassword)).at, '/roster/home');
    const [row] = await world.database.withAccount(account, (tx) =>
      tx.execute<{ verified: boolean }>(sql`select email_verified_at is not null as verified from roster.accounts`),
    );
    assert.equal(row?.verified, true);
  });

  it('SES-03 says the same for known and unknown addresses, and mails only to the known', async () => {
    const world = await given({ people: { admin: { roles: ['admin'] }, sue: { status: 'suspended' } } });
    await givenLogin(world, 'admin');
    await givenLogin(world, 'sue');
    const site = await givenSite(world);
    const visitor = site.visitor();
    const answers = new Set<string>();
    for (const email of [
      'nobody@default.example',
      'admin@default.example',
      'not an address',
      'a\u0000@b.example',
      world.email('sue'),
    ]) {
      await visitor.visit('forgot');
      const page = await visitor.send({ email });
      answers.add(`${page.status} ${[...page.headers.keys()].join()} ${page.html}`);
    }
    assert.equal(answers.size, 1);
    await linkOf(site, world.email('admin'));
    assert.equal((await outboxOf(world)).length, 1, 'nobody else was written to');
    assert.equal(site.log.filter(({ level }) => level === 'error').length, 0);
  });

  it('SES-03 the answer does not wait for the look-up, nor for a mail server that is silent', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const smtp = await givenSmtp();
    smtp.mood = 'silent';
    const site = await givenSite(world, { mail: { smtp: smtp.url } });
    const visitor = site.visitor();
    await visitor.visit('forgot');
    const began = performance.now();
    const page = await visitor.send({ email: world.email('admin') });
    assert.equal(page.status, 200);
    assert.ok(performance.now() - began < 1000, `${performance.now() - began} ms`);
    await until(async () => ((await outboxOf(world)).length === 1 ? true : undefined), 'the mail in the outbox');
    await smtp.close();
  });

  it('SES-04 fifty uses of one link at once change the password once; other links and all sessions are dead', async () => {
    const world = await given();
    const account = await givenLogin(world, 'admin');
    const site = await givenSite(world, { jobs: false });
    const session = site.visitor();
    await session.signIn(world.email('admin'));
    await askFor(site, world.email('admin'));
    await askFor(site, world.email('admin'));
    const links = await until(async () => {
      const rows = await world.database.withAccount(account, (tx) =>
        tx.execute<{ id: string }>(sql`select id from roster.account_tokens order by id`),
      );
      const token = (id: string): string => world.services.secrets.derivedToken('rst', account, 'reset', id);
      return rows.length === 2 ? rows.map(({ id }) => `reset?token=${token(id)}`) : undefined;
    }, 'two links');
    const admin = site.visitor();
    await admin.visit(links[0]!);
    const forms = Array.from({ length: 50 }, (_, i) => admin.form({ password: `${otherPassword} ${i}` }));
    const replies = await Promise.all(forms.map(([action, init]) => admin.request(action, init)));
    const counts = tally(replies.map(({ status }) => String(status)));
    assert.deepEqual(counts, { 200: 1, 410: 49 });
    const winner = replies.findIndex(({ status }) => status === 200);
    assert.equal((await site.visitor().visit(links[1]!)).status, 410, 'the other link');
    assert.equal((await site.visitor().visit(links[0]!)).status, 410, 'the same link');
    assert.equal((await session.visit('home', { follow: false })).location, 'sign-in');
    assert.equal((await site.visitor().signIn(world.email('admin'), `${otherPassword} ${winner}`)).at, '/roster/home');
  });

  it('SES-10 the link of somebody who is suspended meanwhile works no more', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const site = await givenSite(world);
    await askFor(site, world.email('admin'));
    const link = await linkOf(site, world.email('admin'));
    await rowsOf(
      world,
      sql`update roster.members set suspended_at = now() where organization_id = ${world.organizationId}`,
    );
    const admin = site.visitor();
    const page = await admin.visit(link);
    assert.deepEqual([page.status, /<form/.test(page.html)], [410, false]);
    assert.match(
      (await admin.signIn(world.email('admin'))).text,
      /Your access is suspended/,
      'the password is the old one',
    );
  });

  it('SES-01 the link starts with the configured address, whatever Host the request claims', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const site = await givenSite(world);
    const visitor = site.visitor();
    await visitor.visit('forgot');
    const [action, init] = visitor.form({ email: world.email('admin') });
    const headers = {
      ...(init.headers as Record<string, string>),
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    };
    await visitor.request(action, { ...init, headers });
    assert.match(await linkOf(site, world.email('admin')), /^reset\?token=rst_/);
    assert.ok(!site.roster.mailbox!.mails()[0]!.html.includes('evil'));
    const evil = await visitor.request(action, { ...init, headers: { ...headers, host: 'evil.example' } });
    assert.equal(evil.status, 400);
  });

  it('SES-26 the token of the link leaves the address, and is in no page and no log', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const site = await givenSite(world);
    await askFor(site, world.email('admin'));
    const link = await linkOf(site, world.email('admin'));
    const admin = site.visitor();
    const first = await admin.visit(link, { follow: false });
    assert.deepEqual([first.status, first.location], [303, 'reset']);
    assert.equal(first.headers.get('referrer-policy'), 'no-referrer');
    const page = await admin.visit('reset');
    assert.ok(!page.html.includes(link.split('=')[1]!));
    assert.ok(!JSON.stringify(site.log).includes(link.split('=')[1]!));
    assert.equal((await site.visitor().visit(link.slice(0, -3) + 'AAA')).status, 410);
    assert.equal((await site.visitor().visit('reset?token=x')).status, 404);
  });

  it('asking again and again fills nobody’s mailbox', async () => {
    const world = await given();
    await givenLogin(world, 'admin');
    const site = await givenSite(world, { jobs: false });
    for (let i = 0; i < 6; i++) await askFor(site, world.email('admin'));
    const limited = (): number => site.log.filter(({ event }) => event === 'reset.limited').length;
    // All six are judged after their answers, in any order.
    await until(
      async () => ((await outboxOf(world)).length + limited() === 6 ? true : undefined),
      'all six are judged',
    );
    assert.equal(limited(), 3);
  });

  it('INV-03 a link in the mailbox proves the address, so that an account made by somebody else becomes its reader’s', async () => {
    const world = await given({ people: { admin: { roles: ['admin'] }, bob: {} } });
    const account = await givenAccount(world, world.email('bob'), { verified: false, person: 'bob' });
    const site = await givenSite(world);
    await askFor(site, world.email('bob'));
    const bob = site.visitor();
    await bob.visit(await linkOf(site, world.email('bob')));
    await bob.send({ password: otherPassword });
    const [row] = await world.database.withAccount(account, (tx) =>
      tx.execute<{ verified: boolean }>(sql`select email_verified_at is not null as verified from roster.accounts`),
    );
    assert.equal(row?.verified, true);
  });
});

describe('a password', () => {
  const about = ['ada.lovelace@analytical.example', 'Ada Lovelace', 'Analytical Engines', null];
  const code = (text: string) => judgePassword(text, about)?.code;

  it('is taken in any script, from 15 letters to 200, counted as people count them', () => {
    for (const good of [
      'seven quiet walruses',
      'мой дядя самых честных правил',
      '東京都渋谷区神南一丁目十九番地',
      '🦑🐙🦀🐚🐠🐟🐡🦈🐳🐋🐬🦭🦐🦞🪼',
      'é'.repeat(3) + ' is a letter thrice',
      'Tr0ub4dor&3 is not so bad',
    ])
      assert.equal(code(good), undefined, good);
    assert.equal(code(''), 'required');
    assert.equal(code('fourteen chars'), 'too_short');
    assert.equal(code('é'.normalize('NFD').repeat(14)), 'too_short');
    assert.equal(code('quite long '.repeat(19)), 'too_long');
    assert.equal(code('x'.repeat(1_000_000)), 'too_long');
    assert.equal(code('a lone \ud800 surrogate'), 'malformed');
    assert.equal(code('a nul \u0000 in the middle'), 'malformed');
  });

  it('is refused when it is the first thing anybody would try', () => {
    for (const common of [
      'passwordpassword',
      'Password12345678',
      '111111111111111',
      'abcabcabcabcabcabc',
      'abcdefghijklmnop',
      'qwertyuiopasdfgh',
      'correct horse battery staple',
      'iloveyouiloveyou!',
    ])
      assert.equal(code(common), 'too_common', common);
    for (const personal of [
      'ada.lovelace@analytical.example',
      'AnalyticalEngines1',
      'lovelace-lovelace',
      'Ada Lovelace 1815',
    ])
      assert.equal(code(personal), 'too_personal', personal);
  });
});
