import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { accept, codeOf, endOfTest, givenWorld, tokenOf } from '../support/invite.ts';
import { rowsOf, type World } from '../support/given.ts';
import { givenAccount, givenSite, otherPassword } from '../support/site.ts';

afterEach(endOfTest);

const world = (): Promise<World> =>
  givenWorld({
    preset: 'directory',
    groups: { Ops: {} },
    people: { ada: { roles: ['administrator'] }, bob: { roles: ['viewer'] }, ivo: { status: 'invited' } },
  });

describe('creating a member without an invitation', () => {
  test('D-03, SES-09: the temporary password is shown once, opens nothing but its change, and is over after it', async () => {
    const w = await world();
    const made = await w.as('ada').post('/members', {
      email: 'New@directory.example',
      name: 'Nela New',
      roles: [w.id('viewer')],
      groups: [w.id('Ops')],
      contact: { telephone: '1' },
    });
    assert.equal(made.status, 201, made.text);
    const { member, temporaryPassword, temporaryUntil } = made.body;
    assert.deepEqual([member.status, member.email, member.name], ['active', 'new@directory.example', 'Nela New']);
    assert.deepEqual(
      [member.roles, member.groups, member.contact],
      [[w.id('viewer')], [w.id('Ops')], { telephone: '1' }],
    );
    const days = (Date.parse(temporaryUntil) - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days < 7.1);
    assert.ok(!(await w.as('ada').get(`/members/${member.id}`)).text.includes(temporaryPassword));
    const kept = await w.given.ownerSql`select * from roster.idempotency`;
    assert.ok(!JSON.stringify(kept).includes(temporaryPassword));

    const site = await givenSite(w);
    const nela = site.visitor();
    const page = await nela.signIn('new@directory.example', temporaryPassword);
    assert.match(page.at, /change-password/);
    assert.equal((await nela.api('/capabilities')).status, 403);
    await nela.send({ current: temporaryPassword, password: otherPassword });
    assert.equal((await nela.api('/capabilities')).status, 200);
    assert.equal((await site.visitor().signIn('new@directory.example', temporaryPassword)).status, 401);
  });

  test('SES-09: a temporary password that was given is judged like any other, expires, and is not repeated', async () => {
    const w = await world();
    const ada = w.as('ada');
    for (const temporaryPassword of ['short', 'passwordpassword', ''])
      assert.equal(
        (await ada.post('/members', { email: 'new@directory.example', temporaryPassword })).body.errors![0]!.pointer,
        '/temporaryPassword',
      );
    const temporaryPassword = 'plum orchard 9 lanterns';
    const made = await ada.post('/members', {
      email: 'new@directory.example',
      roles: [w.id('viewer')],
      temporaryPassword,
    });
    assert.deepEqual([made.status, made.body.temporaryPassword], [201, undefined]);
    await w.given.ownerSql`update roster.accounts set temporary_until = now() - interval '1 second'`;
    const site = await givenSite(w);
    const late = await site.visitor().signIn('new@directory.example', temporaryPassword);
    assert.match(late.text, /temporary password is over/);
  });

  test('whoever is a member or invited already is not created again, and what is wrong is named', async () => {
    const w = await world();
    const ada = w.as('ada');
    assert.equal((await ada.post('/members', { email: 'BOB@directory.example' })).body.code, 'already_member');
    assert.equal((await ada.post('/members', { email: w.email('ivo') })).body.code, 'already_invited');
    const wrong = await ada.post('/members', { email: 'nobody' });
    assert.deepEqual([wrong.status, wrong.body.errors![0]!.pointer], [422, '/email']);
    assert.equal((await ada.post('/members', { email: 'a@b.example', status: 'active' })).status, 400);
    assert.equal((await w.as('bob').post('/members', { email: 'a@b.example' })).body.permission, 'member:create');
  });

  test('ROL-08: gives no role that the caller does not hold', async () => {
    const w = await world();
    const key = w.key('member:create', 'member:read');
    const made = await key.post('/members', { email: 'new@directory.example', roles: [w.id('administrator')] });
    assert.deepEqual([made.status, made.body.code], [403, 'privilege_escalation']);
    assert.deepEqual(await rowsOf(w, sql`select 1 from roster.members where email like 'new@%'`), []);
  });

  test('INV-16, INV-17, SES-08: an account that exists elsewhere is not taken over; its person is invited and keeps their password', async () => {
    const w = await world();
    const other = await w.another({ slug: 'other', people: { eve: { roles: ['admin'] } } });
    const email = other.email('eve');
    const account = await givenAccount(w, email);
    await rowsOf(other, sql`update roster.members set account_id = ${account} where id = ${other.uuid('eve')}`);
    const before = await w.given
      .ownerSql`select password_hash, temporary_until from roster.accounts where id = ${account}`;

    const made = await w
      .as('ada')
      .post('/members', { email, roles: [w.id('viewer')], temporaryPassword: 'plum orchard 9 lanterns' });
    assert.deepEqual([made.status, made.body.member.status], [201, 'invited']);
    assert.deepEqual([made.body.temporaryPassword, made.body.temporaryUntil], [undefined, undefined]);
    assert.ok(!made.text.includes('other organization') && !made.text.includes(other.id('eve')));
    const after = await w.given
      .ownerSql`select password_hash, temporary_until from roster.accounts where id = ${account}`;
    assert.deepEqual(after, before);
    const mails = await rowsOf(w, sql`select kind from roster.outbox`);
    assert.deepEqual(mails, [{ kind: 'invitation' }]);
    const [row] = await rowsOf<{ id: string }>(w, sql`select id from roster.members where email = ${email}`);
    assert.equal(await codeOf(accept(w, await tokenOf(w, row!.id), { kind: 'session', accountId: account })), 'ok');
    assert.deepEqual((await w.as('ada').get('/members?query=eve')).body.items[0].roles, [w.id('viewer')]);
  });

  test('INV-03: an account that an admin made proves nothing about the mailbox: a later invitation is the mailbox reader’s', async () => {
    const w = await world();
    const made = await w.as('ada').post('/members', { email: 'victim@elsewhere.example', roles: [w.id('viewer')] });
    const [account] = await w.given.ownerSql<{ id: string }>`
      select id from roster.accounts where email = 'victim@elsewhere.example'`;
    assert.equal(made.body.member.status, 'active');
    const other = await w.another({ slug: 'other', people: { eve: { roles: ['admin'] } } });
    const invited = await other.as('eve').post('/invitations', {
      people: [{ email: 'victim@elsewhere.example' }],
      confirmedDomains: ['elsewhere.example'],
    });
    assert.equal(invited.body.results[0].status, 'invited');
    const [row] = await rowsOf<{ id: string }>(other, sql`select id from roster.members where email like 'victim%'`);
    const token = await tokenOf(other, row!.id);
    const bySession = accept(other, token, { kind: 'session', accountId: account!.id });
    assert.equal(await codeOf(bySession), 'email_unverified');
  });
});
