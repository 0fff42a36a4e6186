import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { resetToken } from '../../server/domain/accounts/queue-reset.ts';
import { preset } from '../../server/presets/presets.ts';
import { accept, codeOf, endOfTest, givenWorld, inviteOne, newPassword, tokenOf } from '../support/invite.ts';
import { clientOf, rowsOf, type World } from '../support/given.ts';
import { givenLogin, givenSite, type Site } from '../support/site.ts';

afterEach(endOfTest);

const people = {
  ada: { roles: ['admin'] },
  bea: { roles: ['admin'] },
  max: { roles: ['manager'] },
  bob: { roles: ['member'], groups: { Ops: 'owner' as const }, name: 'Bob Builder' },
};

const world = (): Promise<World> => givenWorld({ preset: 'default', groups: { Ops: { roles: ['manager'] } }, people });

/** Everything the database holds as text, of every table. */
async function wholeDatabase(w: World): Promise<string> {
  const tables = await w.given.ownerSql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = 'roster'::regnamespace and c.relkind = 'r'
       and c.relname <> 'roster_migrations'`;
  const texts = [];
  for (const { name } of tables) {
    const [row] = await w.given.ownerSql.unsafe<{ all: string }>(
      `select coalesce(string_agg(t::text, e'\n'), '') as all from roster.${name} t`,
    );
    texts.push(row!.all);
  }
  return texts.join('\n');
}

describe('a suspended member', () => {
  test('D-06, I-08, SES-10, ROL-14: is refused at the very next request by every way they had in, and comes back as they were', async () => {
    const w = await world();
    await givenLogin(w, 'bob');
    const site = await givenSite(w);
    const bob = site.visitor();
    await bob.signIn(w.email('bob'));
    const token = await w.token('bob');
    const widget = clientOf(w.app, async () => token);
    const link = await resetLink(w, site);
    const before = (await w.as('ada').get(`/members/${w.id('bob')}`)).body.member;
    assert.equal((await bob.api('/capabilities')).status, 200);
    assert.equal((await widget.get('/capabilities')).status, 200);

    const at = performance.now();
    const suspended = await w.as('ada').post(`/members/${w.id('bob')}/suspension`);
    assert.equal(suspended.body.member.status, 'suspended');
    assert.equal((await widget.get('/capabilities')).status, 401);
    assert.equal((await bob.api('/capabilities')).status, 401);
    assert.ok(performance.now() - at < 1_000);
    assert.equal((await w.key('token:issue').post('/tokens', { member: w.id('bob') })).status, 403, 'SES-28');
    const again = site.visitor();
    assert.equal((await again.signIn(w.email('bob'))).status, 403);
    const reset = await site.visitor().visit(link);
    assert.match(reset.text, /no longer|not valid|over/i, 'the link that was on its way');

    const back = await w.as('ada').delete(`/members/${w.id('bob')}/suspension`);
    const { version: _, lastActiveAt: __, can: ___, ...kept } = back.body.member;
    const { version: _1, lastActiveAt: __1, can: ___1, ...had } = before;
    assert.deepEqual(kept, had);
    assert.equal((await bob.api('/capabilities')).status, 401, 'the old session stays over');
    assert.equal((await widget.get('/capabilities')).status, 401, 'and the old token');
    assert.match((await site.visitor().signIn(w.email('bob'))).at, /^\/(?!.*sign-in)/);
    const history = await rowsOf<{ action: string }>(
      w,
      sql`select action from roster.audit where target_id = ${w.uuid('bob')} order by seq`,
    );
    assert.deepEqual(
      history.map(({ action }) => action),
      ['member.suspended', 'member.reactivated'],
    );
  });

  test('I-07: leaves the active ones and is among the suspended at once, and only an active one can be suspended', async () => {
    const w = await world();
    const ada = w.as('ada');
    await ada.post(`/members/${w.id('bob')}/suspension`);
    assert.equal((await ada.get('/members?status=active&query=bob')).body.total, 0);
    assert.equal((await ada.get('/members?status=suspended')).body.items[0].id, w.id('bob'));
    const twice = await ada.post(`/members/${w.id('bob')}/suspension`);
    assert.deepEqual([twice.status, twice.body.code], [422, 'invalid']);
    assert.equal((await ada.delete(`/members/${w.id('bea')}/suspension`)).status, 422);
  });

  test('ROL-12: whoever is suspended or has not joined has nothing from a group they are still in', async () => {
    const w = await givenWorld({
      preset: 'default',
      groups: { Chiefs: { roles: ['admin'] } },
      people: {
        ada: { roles: ['admin'] },
        sue: { groups: ['Chiefs'] },
        ivo: { groups: ['Chiefs'], status: 'invited' },
      },
    });
    const sue = w.as('sue');
    assert.equal((await sue.get('/members')).status, 200);
    await w.as('ada').post(`/members/${w.id('sue')}/suspension`);
    assert.equal((await sue.get('/members')).status, 401);
    const access = await w.as('ada').get(`/members/${w.id('sue')}/access`);
    assert.deepEqual([access.body.permissions, access.body.roles.length], [[], 1]);
    assert.deepEqual((await w.as('ada').get(`/members/${w.id('ivo')}/access`)).body.permissions, []);
    // Neither of them counts as an admin: ada is the last one.
    const last = await w.as('ada').patch(`/members/${w.id('ada')}`, { roles: [] });
    assert.equal(last.body.code, 'last_admin');
  });

  test('SES-10: stays refused where another organization knows the account, which works there as before', async () => {
    const w = await world();
    const account = await givenLogin(w, 'bob');
    const other = await w.another({ slug: 'other', people: { bob: { roles: ['admin'] } } });
    await rowsOf(other, sql`update roster.members set account_id = ${account} where id = ${other.uuid('bob')}`);
    const site = await givenSite(w);
    const bob = site.visitor();
    await bob.signIn(w.email('bob'));
    await w.as('ada').post(`/members/${w.id('bob')}/suspension`);
    const ask = (organization: string) =>
      bob.request('/roster/v1/capabilities', {
        headers: { 'sec-fetch-site': 'same-origin', 'roster-organization': organization },
      });
    assert.equal((await ask(w.slug)).status, 401);
    assert.equal((await ask('other')).status, 200);
  });
});

describe('a removed member', () => {
  test('D-07, O-08, S-11, ROL-21: leaves an id that says User Removed for ever, and nothing else of them', async () => {
    const w = await world();
    const ada = w.as('ada');
    const account = await givenLogin(w, 'bob');
    const site = await givenSite(w);
    const visitor = site.visitor();
    await visitor.signIn(w.email('bob'));
    const token = await w.token('bob');
    await ada.patch(`/members/${w.id('bob')}`, { name: 'Robert Builder', contact: { telephone: '555-0199' } });
    await rowsOf(
      w,
      sql`insert into roster.grants (organization_id, member_id, resource_type, resource_id, access)
          values (${w.organizationId}, ${w.uuid('bob')}, 'workspace', 'w1', 'edit'),
                 (${w.organizationId}, ${w.uuid('max')}, 'workspace', 'w1', 'view')`,
    );
    assert.equal((await ada.delete(`/members/${w.id('bob')}`)).status, 204);

    assert.equal((await clientOf(w.app, async () => token).get('/capabilities')).status, 401);
    assert.equal((await visitor.api('/capabilities')).status, 401);
    assert.equal((await ada.get(`/members/${w.id('bob')}`)).status, 404);
    assert.equal((await ada.delete(`/members/${w.id('bob')}`)).status, 404);
    assert.deepEqual((await ada.get(`/labels?id=${w.id('bob')}`)).body.items, [
      { id: w.id('bob'), name: 'User Removed', removed: true },
    ]);
    const left = await wholeDatabase(w);
    for (const trace of ['obert Builder', 'Bob Builder', w.email('bob'), '555-0199', account, 'uilder'])
      assert.ok(!left.includes(trace), trace);
    const granted = await rowsOf<{ member_id: string }>(w, sql`select member_id from roster.grants`);
    assert.deepEqual(granted, [{ member_id: w.uuid('max') }], 'O-09: other people’s grants stay');
    const history = await rowsOf<{ action: string }>(
      w,
      sql`select action from roster.audit where target_id = ${w.uuid('bob')} order by seq`,
    );
    assert.deepEqual(
      history.map(({ action }) => action),
      ['member.updated', 'member.removed'],
    );
  });

  test('ROL-22: invited again, they begin anew: no old role, group, session or link', async () => {
    const w = await world();
    const ada = w.as('ada');
    await givenLogin(w, 'bob');
    const site = await givenSite(w);
    const old = site.visitor();
    await old.signIn(w.email('bob'));
    const link = await resetLink(w, site);
    await ada.delete(`/members/${w.id('bob')}`);
    const again = await inviteOne(w, w.email('bob'));
    assert.equal(await codeOf(accept(w, await tokenOf(w, again), newPassword)), 'ok');
    const { body } = await ada.get('/members?query=bob');
    assert.notEqual(body.items[0].id, w.id('bob'));
    assert.deepEqual([body.items[0].roles, body.items[0].groups, body.items[0].status], [[], [], 'active']);
    assert.equal((await old.api('/capabilities')).status, 401);
    assert.match((await site.visitor().visit(link)).text, /no longer|not valid|over/i);
  });

  test('D-07: keeps their account where another organization knows it', async () => {
    const w = await world();
    const account = await givenLogin(w, 'bob');
    const other = await w.another({ slug: 'other', people: { bob: { roles: ['admin'] } } });
    await rowsOf(other, sql`update roster.members set account_id = ${account} where id = ${other.uuid('bob')}`);
    const site = await givenSite(w);
    const bob = site.visitor();
    await bob.signIn(w.email('bob'));
    assert.equal((await w.as('ada').delete(`/members/${w.id('bob')}`)).status, 204);
    assert.equal((await bob.api('/capabilities')).status, 200, 'they are only of the other one now');
    assert.match((await site.visitor().signIn(w.email('bob'))).at, /^\/(?!.*sign-in)/);
  });

  test('ROL-17: somebody who may do more than the organization’s admins is not theirs to remove', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, op: { roles: ['operator'] } },
      portal: {
        roles: [
          {
            key: 'admin',
            name: 'Admin',
            description: '',
            permissions: ['member:read', 'member:remove', 'member:suspend', 'member:update', 'organization:manage'],
          },
          { key: 'operator', name: 'Operator', description: '', permissions: ['member:read', 'platform:operate'] },
        ],
      },
    });
    const op = `/members/${w.id('op')}`;
    const { body } = await w.as('ada').get(op);
    for (const action of ['remove', 'suspend', 'update'])
      assert.equal(body.member.can[action].code, 'privilege_escalation');
    for (const reply of [
      await w.as('ada').delete(op),
      await w.as('ada').post(`${op}/suspension`),
      await w.as('ada').post('/members/bulk', { action: 'remove', ids: [w.id('op')] }),
    ])
      assert.deepEqual([reply.status, reply.body.code], [403, 'privilege_escalation']);
  });
});

describe('the last admin', () => {
  test('ROL-04: stays one on every path out', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } },
    });
    const ada = w.as('ada');
    const own = `/members/${w.id('ada')}`;
    const bulk = (action: string, more = {}) => ada.post('/members/bulk', { action, ids: [w.id('ada')], ...more });
    for (const reply of [
      await ada.post(`${own}/suspension`),
      await ada.delete(own),
      await ada.patch(own, { roles: [] }),
      await ada.patch(own, { roles: [w.id('member')] }),
    ])
      assert.deepEqual([reply.status, reply.body.code], [409, 'last_admin']);
    for (const reply of [
      await bulk('suspend'),
      await bulk('remove'),
      await bulk('removeRoles', { roles: [w.id('admin')] }),
    ])
      assert.deepEqual([reply.status, reply.body.results[0].code], [200, 'last_admin']);
    assert.equal((await ada.get(own)).body.member.status, 'active');
    const optra = await givenWorld({ preset: 'optra', people: { ada: { roles: ['admin'] } } });
    const viewer = await optra
      .as('ada')
      .patch(`/members/${optra.id('ada')}`, { roles: [optra.id('chart-viewer-only')] });
    assert.equal(viewer.body.code, 'last_admin');
  });

  test('ROL-03: keeps the group that makes them one', async () => {
    const w = await givenWorld({
      preset: 'default',
      groups: { Chiefs: { roles: ['admin'] } },
      people: { ada: { groups: ['Chiefs'] }, bob: { roles: ['member'] } },
    });
    const ada = w.as('ada');
    const left = await ada.patch(`/members/${w.id('ada')}`, { groups: [] });
    assert.deepEqual([left.status, left.body.code], [409, 'last_admin']);
    const bulk = await ada.post('/members/bulk', {
      action: 'removeFromGroup',
      ids: [w.id('ada')],
      group: w.id('Chiefs'),
    });
    assert.equal(bulk.body.results[0].code, 'last_admin');
    assert.equal((await ada.patch(`/members/${w.id('ada')}`, { groups: [], roles: [w.id('admin')] })).status, 200);
  });

  test('ROL-04: where the rule asks for two admins, two stay', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: { rules: { ...preset('default').rules, admins: 2 } },
      people: { ada: { roles: ['admin'] }, bea: { roles: ['admin'] }, cyd: { roles: ['admin'] } },
    });
    const ada = w.as('ada');
    assert.equal((await ada.delete(`/members/${w.id('cyd')}`)).status, 204);
    assert.equal((await ada.delete(`/members/${w.id('bea')}`)).body.code, 'last_admin');
  });
});

/** The link of a reset mail for bob, as it would stand in the mail. */
async function resetLink(w: World, site: Site): Promise<string> {
  const asking = site.visitor();
  await asking.visit('forgot');
  await asking.send({ email: w.email('bob') });
  for (;;) {
    const [row] = await w.given.ownerSql<{
      id: string;
      account_id: string;
    }>`select id, account_id from roster.account_tokens`;
    if (row) return `reset?token=${resetToken(site.roster.services.secrets, row.account_id, row.id)}`;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
