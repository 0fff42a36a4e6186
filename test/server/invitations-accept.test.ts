import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Context } from '../../server/domain/context.ts';
import { makeLink } from '../../server/domain/invitations/make-link.ts';
import { readInvitation } from '../../server/domain/invitations/read-invitation.ts';
import { resendInvitation } from '../../server/domain/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../server/domain/invitations/revoke-invitation.ts';
import { Refused } from '../../server/domain/refused.ts';
import { rowsOf, type World } from '../support/given.ts';
import { accept, codeOf, inviteOne, newPassword, tally, tokenOf, endOfTest, givenWorld } from '../support/invite.ts';
import { engine } from '../support/postgres.ts';
import { size } from '../support/size.ts';

const read = (world: World, token: unknown) => readInvitation({ database: world.database }, token);

async function member(world: World, id: string) {
  const [row] = await rowsOf<Record<string, unknown>>(
    world,
    sql`select m.*, (select count(*)::int from roster.audit a where a.target_id = m.id and a.action = 'member.joined') as joins
          from roster.members m where id = ${id}`,
  );
  return row!;
}

/** An account made by hand, as its owner sees the table. */
async function givenAccount(world: World, email: string, { verified }: { verified: boolean }): Promise<string> {
  const id = world.services.newUuid();
  await world.database.withAccount(id, (tx) =>
    tx.execute(sql`insert into roster.accounts (id, email, password_hash, email_verified_at, temporary_until)
      values (${id}, ${email}, 'of somebody', ${verified ? new Date('2026-01-01').toISOString() : null}::timestamptz,
              ${verified ? null : '2027-01-01T00:00:00Z'}::timestamptz)`),
  );
  return id;
}

describe('accepting an invitation', () => {
  afterEach(endOfTest);

  it('D-01 makes the person a member with the roles and groups they were given, and an account of their own', async () => {
    const world = await givenWorld({ preset: 'directory', groups: { Ops: {} } });
    const role = world.portal.roles.at(-1)!.key;
    const id = await inviteOne(world, 'bob@directory.example', {
      roles: [world.uuid(role)],
      groups: [world.uuid('Ops')],
    });
    const shown = await read(world, await tokenOf(world, id));
    assert.equal(shown.email, 'bob@directory.example');
    assert.equal(shown.account, 'none');
    const accepted = await accept(world, await tokenOf(world, id), { ...newPassword, name: 'Bob' });
    const row = await member(world, id);
    assert.equal(row.account_id, accepted.accountId);
    assert.equal(row.name, 'Bob');
    assert.ok(row.joined_at);
    assert.deepEqual(row.role_ids, [world.uuid(role)]);
    assert.deepEqual(row.group_ids, [world.uuid('Ops')]);
    const [account] = await world.database.withAccount(accepted.accountId, (tx) =>
      tx.execute<{ email: string; email_verified_at: string }>(sql`select * from roster.accounts`),
    );
    assert.equal(account?.email, 'bob@directory.example');
    assert.ok(account?.email_verified_at, 'the mailed link shows that the mailbox is theirs');
  });

  it('INV-01 a token with a changed letter or another organization in it is not found, and nothing happens', async () => {
    const world = await givenWorld();
    const other = await world.another({ slug: 'other' });
    const id = await inviteOne(world, 'bob@default.example');
    const token = await tokenOf(world, id);
    const middle = token.slice(0, -5) + (token.at(-5) === 'A' ? 'B' : 'A') + token.slice(-4);
    const elsewhere = token.replace(world.organizationId.replaceAll('-', ''), other.organizationId.replaceAll('-', ''));
    const random = `inv_${randomBytes(16).toString('hex')}${randomBytes(32).toString('base64url')}`;
    for (const forged of [
      middle,
      elsewhere,
      random,
      `${token}x`,
      token.toUpperCase(),
      '',
      undefined,
      null,
      7,
      ['x'],
      {},
      'x'.repeat(1e5),
    ]) {
      assert.equal(await codeOf(read(world, forged)), 'not_found');
      assert.equal(await codeOf(accept(world, forged)), 'not_found');
    }
    assert.equal((await member(world, id)).joined_at, null);
    assert.equal(await codeOf(accept(world, token)), 'ok');
  });

  it('INV-02 INV-28 who is signed in as somebody else is told so, and the invitation stays open', async () => {
    const world = await givenWorld();
    const other = await givenAccount(world, 'other@default.example', { verified: true });
    const id = await inviteOne(world, 'bob@default.example');
    const token = await tokenOf(world, id);
    assert.equal(await codeOf(accept(world, token, { kind: 'session', accountId: other })), 'email_mismatch');
    const bob = await givenAccount(world, 'bob@default.example', { verified: true });
    assert.equal((await read(world, token)).account, 'proven');
    assert.equal(await codeOf(accept(world, token)), 'email_mismatch', 'a new password would take the account over');
    assert.equal(await codeOf(accept(world, token, { kind: 'session', accountId: other })), 'email_mismatch');
    assert.equal((await member(world, id)).joined_at, null);
    assert.equal((await accept(world, token, { kind: 'session', accountId: bob })).accountId, bob);
  });

  it('INV-03 an account nobody proved gets nothing by its session; the mailed link takes it over and ends what it had', async () => {
    const world = await givenWorld();
    const elsewhere = await world.another({ slug: 'elsewhere', people: { bob: {} } });
    const squatter = await givenAccount(world, 'bob@default.example', { verified: false });
    await elsewhere.inTenant(async ({ tx }) => {
      await tx.execute(sql`update roster.members set account_id = ${squatter} where id = ${elsewhere.uuid('bob')}`);
    });
    const widget = elsewhere.as('bob');
    assert.equal((await widget.get('/capabilities')).status, 200);
    await world.database.withAccount(squatter, (tx) =>
      tx.execute(sql`insert into roster.sessions (account_id, id, token_hash, expires_at)
        values (${squatter}, gen_random_uuid(), '\\x00', now() + interval '1 day')`),
    );
    const token = await tokenOf(world, await inviteOne(world, 'bob@default.example'));
    assert.equal((await read(world, token)).account, 'unproven');
    assert.equal(await codeOf(accept(world, token, { kind: 'session', accountId: squatter })), 'email_unverified');
    const accepted = await accept(world, token, { ...newPassword, passwordHash: 'of bob' });
    assert.equal(accepted.accountId, squatter);
    const [account] = await world.database.withAccount(squatter, (tx) =>
      tx.execute<{ open: number; password_hash: string; temporary_until: null; email_verified_at: string }>(
        sql`select a.*, (select count(*)::int from roster.sessions where ended_at is null) as open from roster.accounts a`,
      ),
    );
    assert.equal(account?.open, 0);
    assert.equal(account?.password_hash, 'of bob');
    assert.equal(account?.temporary_until, null);
    assert.ok(account?.email_verified_at);
    assert.equal((await widget.get('/capabilities')).status, 401, 'widget tokens in other organizations end too');
  });

  it('INV-03 a link that an admin handed over proves no mailbox: it takes over no account and verifies none', async () => {
    const world = await givenWorld();
    const bob = await inviteOne(world, 'bob@default.example');
    const { url } = await world.inTenant((context) => makeLink(context, bob));
    const token = new URL(url).searchParams.get('token');
    await givenAccount(world, 'bob@default.example', { verified: false });
    assert.equal((await read(world, token)).account, 'elsewhere');
    assert.equal(await codeOf(accept(world, token)), 'email_unverified');
    const eve = await inviteOne(world, 'eve@default.example');
    const link = await world.inTenant((context) => makeLink(context, eve));
    const accepted = await accept(world, new URL(link.url).searchParams.get('token'));
    const [account] = await world.database.withAccount(accepted.accountId, (tx) =>
      tx.execute<{ email_verified_at: string | null }>(sql`select email_verified_at from roster.accounts`),
    );
    assert.equal(account?.email_verified_at, null);
  });

  it('somebody who joins with the account they have is called as their account calls them, unless the inviter wrote a name', async () => {
    const world = await givenWorld();
    for (const [name, email, expected] of [
      [undefined, 'bob@default.example', 'Bob of the account'],
      ['Robert', 'rob@default.example', 'Robert'],
    ] as const) {
      const accountId = await givenAccount(world, email, { verified: true });
      await world.database.withAccount(accountId, (tx) =>
        tx.execute(sql`update roster.accounts set name = 'Bob of the account'`),
      );
      const id = await inviteOne(world, email, { people: [{ email, name }] });
      await accept(world, await tokenOf(world, id), { kind: 'session', accountId });
      assert.equal((await member(world, id)).name, expected);
    }
  });

  it('INV-06 of fifty people pressing Accept at once one joins, the others find the link used', async () => {
    const world = await givenWorld({ database: { max: 20 } });
    const id = await inviteOne(world, 'bob@default.example');
    const token = await tokenOf(world, id);
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(() => accept(world, token))));
    assert.deepEqual(tally(codes), { ok: 1, gone: 49 });
    const row = await member(world, id);
    assert.equal(row.joins, 1);
  });

  it('INV-07 a used link stays used, also for the new account itself', async () => {
    const world = await givenWorld();
    const token = await tokenOf(world, await inviteOne(world, 'bob@default.example'));
    const { accountId } = await accept(world, token);
    assert.equal(await codeOf(accept(world, token, { kind: 'session', accountId })), 'gone');
    assert.equal(await codeOf(accept(world, token)), 'gone');
    assert.equal(await codeOf(read(world, token)), 'gone');
  });

  it('INV-09 looking at the link ten times, as mail scanners do, changes nothing', async () => {
    const world = await givenWorld();
    const id = await inviteOne(world, 'bob@default.example');
    const token = await tokenOf(world, id);
    const before = await rowsOf(world, sql`select to_jsonb(i) from roster.invitations i`);
    for (let time = 0; time < 10; time++) await read(world, token);
    assert.deepEqual(await rowsOf(world, sql`select to_jsonb(i) from roster.invitations i`), before);
    assert.equal((await member(world, id)).joins, 0);
    assert.equal(await codeOf(accept(world, token)), 'ok');
  });

  // PGlite tells the time by this very process, so there are no two clocks to disagree.
  if (engine === 'postgres') {
    it('INV-10 the database’s clock decides when an invitation is over, whatever this process believes', async (t) => {
      const world = await givenWorld();
      const early = await inviteOne(world, 'early@default.example');
      const late = await inviteOne(world, 'late@default.example');
      const [earlyToken, lateToken] = [await tokenOf(world, early), await tokenOf(world, late)];
      await world.inTenant(async ({ tx }) => {
        await tx.execute(
          sql`update roster.invitations set expires_at = clock_timestamp() + interval '1 minute' where member_id = ${early}`,
        );
        await tx.execute(
          sql`update roster.invitations set expires_at = clock_timestamp() - interval '1 second' where member_id = ${late}`,
        );
      });
      const now = Date.now();
      for (const skew of [600_000, -600_000]) {
        t.mock.timers.enable({ apis: ['Date'], now: now + skew });
        assert.equal(await codeOf(accept(world, lateToken)), 'gone');
        assert.equal(await codeOf(read(world, earlyToken)), 'ok');
        t.mock.timers.reset();
      }
      t.mock.timers.enable({ apis: ['Date'], now: now + 600_000 });
      assert.equal(await codeOf(accept(world, earlyToken)), 'ok');
    });
  }

  type Revoke = (context: Context, id: string) => Promise<unknown>;

  /** Lets each of many people join while they are revoked: who won, and how many are both. */
  async function raceToRevoke(
    rounds: number,
    revokeOne: Revoke,
  ): Promise<{ won: Record<string, number>; both: number }> {
    const world = await givenWorld({ database: { max: 20 } });
    const outcomes: string[] = [];
    for (let round = 0; round < rounds; round++) {
      await Promise.all(
        Array.from({ length: 4 }, async (_, index) => {
          const id = await inviteOne(world, `p${round}x${index}@default.example`);
          const token = await tokenOf(world, id);
          const revoke = () => codeOf(() => world.inTenant((context) => revokeOne(context, id)));
          const join = () => codeOf(() => accept(world, token));
          const both = index % 2 ? [revoke(), join()] : [join(), revoke()];
          const codes = await Promise.all(both);
          outcomes.push(codes.filter((code) => code === 'ok').length === 1 ? 'one' : codes.toSorted().join());
        }),
      );
    }
    const both = await rowsOf(
      world,
      sql`select 1 from roster.invitations i join roster.members m on m.id = i.member_id
           where (i.accepted_at is not null and (i.revoked_at is not null or m.removed_at is not null))
              or (i.revoked_at is not null and m.joined_at is not null)`,
    );
    return { won: tally(outcomes), both: both.length };
  }

  it('INV-11 of accepting and revoking at once exactly one wins, and nobody is member and revoked', async () => {
    const rounds = size(25, 125);
    assert.deepEqual(await raceToRevoke(rounds, revokeInvitation), { won: { one: 4 * rounds }, both: 0 });
  });

  // Where there is one connection nobody meets anybody, and this shows nothing.
  if (engine === 'postgres')
    it('INV-11 the race is lost, and seen to be, where who revokes has looked before and waits for nobody', async () => {
      const { won, both } = await raceToRevoke(1, async ({ tx, organizationId }, id) => {
        const mine = sql`organization_id = ${organizationId} and member_id = ${id}`;
        const open = await tx.execute(
          sql`select 1 from roster.invitations where ${mine} and accepted_at is null and revoked_at is null`,
        );
        if (open.length === 0) throw new Refused('not_pending');
        await tx.execute(sql`select pg_sleep(0.5)`);
        await tx.execute(sql`update roster.invitations set revoked_at = now() where ${mine}`);
      });
      assert.ok((won['ok,ok'] ?? 0) > 0, JSON.stringify(won));
      assert.ok(both > 0);
    });

  it('INV-14 resending ends the old link and starts the time anew; of two at once one link works', async () => {
    const world = await givenWorld();
    const id = await inviteOne(world, 'bob@default.example');
    const first = await tokenOf(world, id);
    const expiry = (await read(world, first)).expiresAt;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([1, 2].map(() => world.inTenant((context) => resendInvitation(context, id))));
    const last = await tokenOf(world, id);
    assert.equal(await codeOf(read(world, first)), 'gone');
    assert.ok((await read(world, last)).expiresAt > expiry);
    const [{ open, all } = { open: 0, all: 0 }] = await rowsOf<{ open: number; all: number }>(
      world,
      sql`select count(*) filter (where replaced_at is null)::int as open, count(*)::int as all from roster.invitations`,
    );
    assert.deepEqual({ open, all }, { open: 1, all: 3 });
    assert.equal(await codeOf(accept(world, first)), 'gone');
    assert.equal(await codeOf(accept(world, last)), 'ok');
  });

  it('S-09 an expired invitation can be sent again', async () => {
    const world = await givenWorld({ preset: 'spectra' });
    const id = await inviteOne(world, 'bob@spectra.example', { roles: [world.uuid('org-member')] });
    const [{ life } = { life: 0 }] = await rowsOf<{ life: number }>(
      world,
      sql`select extract(epoch from expires_at - created_at)::int as life from roster.invitations`,
    );
    assert.equal(life, 86_400, 'one day, as the preset says');
    await world.inTenant(({ tx }) =>
      tx.execute(sql`update roster.invitations set expires_at = now() - interval '1 hour'`),
    );
    assert.equal(await codeOf(accept(world, await tokenOf(world, id))), 'gone');
    await world.inTenant((context) => resendInvitation(context, id));
    assert.equal(await codeOf(accept(world, await tokenOf(world, id))), 'ok');
  });

  it('INV-17 an invited person with an account is no member until they say so', async () => {
    const world = await givenWorld();
    const account = await givenAccount(world, 'bob@default.example', { verified: true });
    await inviteOne(world, 'bob@default.example');
    const memberships = await world.database.withAccount(account, (tx) =>
      tx.execute(sql`select * from roster.my_memberships()`),
    );
    assert.deepEqual([...memberships], []);
  });

  it('INV-18 a group of another organization cannot be written beside the person, so accepting never joins it', async () => {
    const world = await givenWorld();
    const other = await world.another({ slug: 'other', groups: { Secret: {} } });
    const id = await inviteOne(world, 'bob@default.example');
    await assert.rejects(
      world.given.ownerSql`insert into roster.group_members (organization_id, group_id, member_id)
        values (${world.organizationId}, ${other.uuid('Secret')}, ${id})`,
    );
    await accept(world, await tokenOf(world, id));
    assert.deepEqual((await member(world, id)).group_ids, []);
  });

  it('INV-20 of two people and one seat one joins; the other’s invitation stays open and nothing of them is left behind', async () => {
    const world = await givenWorld({ database: { max: 20 } });
    await world.inTenant(({ tx }) => tx.execute(sql`update roster.organizations set seats = 2`));
    for (let round = 0; round < 5; round++) {
      const ids = await Promise.all([1, 2].map((n) => inviteOne(world, `p${round}${n}@default.example`)));
      const tokens = await Promise.all(ids.map((id) => tokenOf(world, id)));
      const codes = await Promise.all(tokens.map((token) => codeOf(() => accept(world, token))));
      assert.deepEqual(tally(codes), { ok: 1, seat_limit: 1 });
      const loser = codes.indexOf('seat_limit');
      assert.equal(await codeOf(read(world, tokens[loser])), 'ok');
      const [found] = await world.database.withNobody((tx) =>
        tx.execute<{ id: string | null }>(
          sql`select roster.account_by_email(${`p${round}${loser + 1}@default.example`}) as id`,
        ),
      );
      assert.equal(found?.id, null, 'no account without a membership');
      await world.inTenant(({ tx }) => tx.execute(sql`update roster.organizations set seats = seats + 1`));
    }
  });

  it('INV-30 the invitations of a suspended or deleted organization are gone', async () => {
    for (const column of ['suspended_at', 'deleted_at']) {
      const world = await givenWorld();
      const token = await tokenOf(world, await inviteOne(world, 'bob@default.example'));
      await world.given.ownerSql.unsafe(`update roster.organizations set ${column} = now()`);
      assert.equal(await codeOf(accept(world, token)), 'gone');
      assert.equal(await codeOf(read(world, token)), 'gone');
    }
  });

  it('I-04 with single sign-on nobody needs a password; without it somebody without one is refused', async () => {
    const world = await givenWorld();
    const token = await tokenOf(world, await inviteOne(world, 'bob@default.example'));
    assert.equal(await codeOf(accept(world, token, { kind: 'noPassword' })), 'invalid');
    await world.inTenant(({ tx }) => tx.execute(sql`update roster.organizations set single_sign_on = true`));
    assert.equal(await codeOf(accept(world, token, { kind: 'noPassword' })), 'ok');
  });
});
