import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { organizations } from '../../server/db/schema.ts';
import { given, rowsOf, type World } from '../support/given.ts';
import { inviteOne, tally, tokenOf } from '../support/invite.ts';
import { givenAccount, givenLogin, givenSite, otherPassword, password } from '../support/site.ts';

async function givenInvited(options: Parameters<typeof given>[0] = {}, email = 'bob@default.example') {
  const world = await given(options);
  const site = await givenSite(world);
  const id = await inviteOne(world, email);
  return { world, site, id, link: `accept?token=${await tokenOf(world, id)}` };
}

async function statusOf(world: World, memberId: string): Promise<{ joined: boolean; accepts: number; name: string }> {
  const [row] = await rowsOf<{ joined: boolean; accepts: number; name: string }>(
    world,
    sql`select joined_at is not null as joined, name,
          (select count(*)::int from roster.audit where target_id = m.id and action = 'member.joined') as accepts
        from roster.members m where id = ${memberId}`,
  );
  return row!;
}

describe('the page an invited person opens', () => {
  it('D-01 I-04 shows who invites to what, takes a name and a password, and the person is in and signed in', async () => {
    const { world, site, id, link } = await givenInvited();
    const bob = site.visitor();
    const page = await bob.visit(link);
    assert.equal(page.status, 200);
    assert.match(page.text, new RegExp(`Join ${world.portal.name}`));
    assert.match(page.html, /value="bob@default\.example"[^>]*/);
    assert.match(page.html, /autocomplete="username"/);
    assert.match(page.html, /autocomplete="new-password"/);
    const after = await bob.send({ name: 'Bob Ångström', password });
    assert.equal(after.at, '/roster/home');
    assert.match(after.text, /Hello Bob Ångström/);
    assert.deepEqual(await statusOf(world, id), { joined: true, accepts: 1, name: 'Bob Ångström' });
    const again = site.visitor();
    assert.equal((await again.signIn('BOB@default.example')).at, '/roster/home');
  });

  it('O-03 INV-07 works once: the link, and the page left open, are 410 after that, with words on what to do', async () => {
    const { world, site, id, link } = await givenInvited();
    const [bob, second] = [site.visitor(), site.visitor({ address: '192.0.2.9' })];
    await bob.visit(link);
    await second.visit(link);
    await bob.send({ name: 'Bob', password });
    const late = await second.send({ name: 'Eve', password });
    assert.equal(late.status, 410);
    assert.match(late.text, /no longer works.*ask whoever invited you/i);
    assert.equal((await site.visitor().visit(link)).status, 410);
    assert.deepEqual(await statusOf(world, id), { joined: true, accepts: 1, name: 'Bob' });
  });

  it('INV-09 a mail scanner may open the link ten times, by GET and by HEAD, and nothing has happened', async () => {
    const { world, site, id, link } = await givenInvited();
    for (let i = 0; i < 10; i++) {
      await site.visitor().visit(link);
      await site.visitor().request(link, { method: 'HEAD', headers: { purpose: 'prefetch' } });
    }
    assert.equal((await statusOf(world, id)).joined, false);
    const bob = site.visitor();
    await bob.visit(link);
    assert.equal((await bob.send({ name: 'Bob', password })).at, '/roster/home');
  });

  it('SES-26 the token leaves the address at once, is in no page, and is told to nobody', async () => {
    const { site, link } = await givenInvited();
    const bob = site.visitor();
    const first = await bob.visit(link, { follow: false });
    assert.equal(first.status, 303);
    assert.equal(first.location, 'accept');
    assert.equal(first.headers.get('referrer-policy'), 'no-referrer');
    const page = await bob.visit('accept');
    const token = link.split('=')[1]!;
    assert.ok(!page.html.includes(token));
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; style-src 'self'/);
    assert.deepEqual(page.html.match(/<(script|img|iframe|object)/g), null);
    assert.ok(!JSON.stringify(site.log).includes(token));
  });

  it('INV-01 says 404 to a token with a changed letter, and notes it without the token', async () => {
    const { site, link } = await givenInvited();
    const flipped = link.slice(0, -5) + (link.at(-5) === 'A' ? 'B' : 'A') + link.slice(-4);
    assert.equal((await site.visitor().visit(flipped)).status, 404);
    assert.equal((await site.visitor().visit('accept?token=nonsense')).status, 404);
    assert.equal(site.log.filter(({ event }) => event === 'invite.token_invalid').length, 1);
  });

  it('INV-02 INV-28 somebody else who is signed in is asked to switch, and cannot accept', async () => {
    const { world, site, id, link } = await givenInvited();
    await givenLogin(world, 'admin');
    const admin = site.visitor();
    await admin.signIn(world.email('admin'));
    const page = await admin.visit(link);
    assert.equal(page.status, 403);
    assert.match(page.text, /bob@default\.example.*signed in as admin@default\.example.*Switch account/);
    // The form of the page, with its switch taken out: a plain acceptance.
    const refused = await admin.send({ switch: '', name: 'Eve', password });
    assert.equal(refused.status, 403);
    assert.equal((await statusOf(world, id)).joined, false);
    const switched = await admin.visit('accept').then(() => admin.send({ switch: '1' }));
    assert.equal(switched.at, '/roster/accept');
    assert.match(switched.text, /Choose a password/);
    assert.equal(admin.session, undefined);
    assert.equal((await statusOf(world, id)).joined, false);
  });

  it('INV-17 a person with an account signs in first, sees what they join, and joins by a button of its own', async () => {
    const { world, site, id, link } = await givenInvited();
    await givenAccount(world, 'bob@default.example');
    const bob = site.visitor();
    const page = await bob.visit(link);
    assert.match(page.text, /sign in to it, then join/);
    const [, signIn] = /href="(sign-in\?return_to=[^"]*)"/.exec(page.html) ?? [];
    const form = await bob.visit(signIn!.replaceAll('&amp;', '&'));
    assert.match(form.html, /value="bob@default\.example"/);
    const choice = await bob.send({ email: 'bob@default.example', password });
    assert.equal(choice.at, '/roster/accept');
    assert.equal((await statusOf(world, id)).joined, false, 'signing in alone joins nothing');
    assert.match(choice.text, /You join as bob@default\.example/);
    assert.equal((await bob.send({})).at, '/roster/home');
    const { joined, accepts } = await statusOf(world, id);
    assert.deepEqual({ joined, accepts }, { joined: true, accepts: 1 });
  });

  it('INV-03 whoever made an account of the address without proving it cannot accept with it', async () => {
    const { world, site, id, link } = await givenInvited();
    await givenAccount(world, 'bob@default.example', { verified: false });
    const squatter = site.visitor();
    await squatter.signIn('bob@default.example');
    await squatter.visit(link);
    const page = await squatter.send({});
    assert.equal(page.status, 403);
    assert.match(page.text, /Confirm your address first/);
    assert.equal((await statusOf(world, id)).joined, false);
  });

  it('I-04 with single sign-on no password is asked for, and none is kept', async () => {
    const { world, site, id, link } = await givenInvited();
    await world.inTenant(async ({ tx }) => void (await tx.update(organizations).set({ singleSignOn: true })));
    const bob = site.visitor();
    const page = await bob.visit(link);
    assert.doesNotMatch(page.html, /type="password"/);
    assert.match(page.text, /single sign-on/);
    const done = await bob.send({ name: 'Bob' });
    assert.match(done.text, /You are in.*single sign-on/);
    assert.equal(bob.session, undefined);
    assert.equal((await statusOf(world, id)).joined, true);
  });

  it('a name and a password that will not do are named beside their fields, and what was typed stays', async () => {
    const { site, link } = await givenInvited();
    const bob = site.visitor();
    await bob.visit(link);
    const page = await bob.send({ name: '<b>Bob</b> "the" &', password: 'too short' });
    assert.equal(page.status, 422);
    assert.match(page.html, /value="&lt;b&gt;Bob&lt;\/b&gt; &quot;the&quot; &amp;"/);
    assert.match(page.text, /Use at least 15 characters/);
    assert.ok(!page.html.includes('too short'));
    assert.match(page.html, /id="password"[^>]*aria-invalid="true"[^>]*autofocus/);
    const unnamed = await bob.send({ name: ' \u200b ', password: otherPassword });
    assert.equal(unnamed.status, 422);
    assert.match(unnamed.text, /Enter your name/);
  });

  it('a form that another site sends, or that was shown for another link, accepts nothing', async () => {
    const { world, site, id, link } = await givenInvited();
    const carol = await inviteOne(world, 'carol@default.example');
    const bob = site.visitor();
    await bob.visit(link);
    const [action, init] = bob.form({ name: 'Bob', password });
    const crossSite = await bob.request(action, {
      ...init,
      headers: { ...init.headers, 'sec-fetch-site': 'cross-site' },
    });
    assert.equal(crossSite.status, 403);
    const unproven = await bob.request(action, { ...init, body: String(init.body).replace(/proof=[^&]*/, 'proof=x') });
    assert.equal(unproven.status, 403);
    await bob.request(`accept?token=${await tokenOf(world, carol)}`); // another tab
    const mixed = await bob.request(action, init);
    assert.equal(mixed.status, 404);
    assert.deepEqual([(await statusOf(world, id)).joined, (await statusOf(world, carol)).joined], [false, false]);
  });

  it('INV-06 fifty who press the button at once make one member, one account and one entry of the record', async () => {
    const { world, site, id, link } = await givenInvited();
    const bob = site.visitor();
    await bob.visit(link);
    const [action, init] = bob.form({ name: 'Bob', password });
    const replies = await Promise.all(Array.from({ length: 50 }, () => bob.request(action, init)));
    const counts = tally(replies.map(({ status }) => String(status)));
    // A busy machine may turn some away with 503 before it has looked at them.
    assert.equal(counts['303'], 1, JSON.stringify(counts));
    assert.equal((counts['410'] ?? 0) + (counts['503'] ?? 0), 49, JSON.stringify(counts));
    assert.deepEqual(await statusOf(world, id), { joined: true, accepts: 1, name: 'Bob' });
  });
});
