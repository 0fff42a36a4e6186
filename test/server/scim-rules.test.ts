import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { provisioningPermissions } from '../../server/contract/index.ts';
import { crowd, given, rowsOf, type Client, type World } from '../support/given.ts';
import { ask, each, groupSchema, patch, userSchema, type ScimReply } from '../support/scim.ts';
import { allAtOnce } from '../support/barrier.ts';
import { givenSite, givenLogin, otherPassword } from '../support/site.ts';

const user = (userName: string, rest: object = {}): object => ({ schemas: [userSchema], userName, ...rest });
const put = (displayName: string, ...members: string[]): object => ({
  schemas: [groupSchema],
  displayName,
  members: members.map((value) => ({ value })),
});
const add = (...ids: string[]): object => patch({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) });
const off = patch({ op: 'Replace', path: 'active', value: 'False' });

async function refused(reply: ScimReply, status: number, words: RegExp): Promise<void> {
  assert.equal(reply.status, status, reply.text);
  assert.match(String(reply.body.detail), words);
}

describe('who may provision', () => {
  test('is a program whose key says so: no person, whatever they may do, and no other key', async () => {
    const world = await given({ preset: 'default' });
    const admin = world.as('admin');
    for (const client of [
      admin,
      world.as('admin', { scopes: ['*'] }),
      world.key('member:read', ...provisioningPermissions),
    ])
      for (const path of ['/Users', '/Groups', '/Schemas', '/ServiceProviderConfig'])
        await refused(await ask(client, 'GET', path), 403, /key of scope scim/);
    const site = await givenSite(world);
    await givenLogin(world, 'admin');
    const visitor = site.visitor();
    await visitor.signIn(world.email('admin'));
    assert.equal((await visitor.request('v1/scim/v2/Users')).status, 403);
    assert.equal((await ask(world.nobody, 'GET', '/Users')).status, 401);
    const none = await ask(world.nobody, 'POST', '/Users', user('new@scim.example'), { authorization: 'Basic YTpi' });
    assert.equal(none.status, 401);
    assert.equal(none.headers.get('www-authenticate'), 'Bearer');
  });

  test('is a key that its maker could make, and that does no more than they may at the moment', async () => {
    const world = await given({
      preset: 'default',
      portal: {
        roles: [
          ...(await given({ preset: 'default' })).portal.roles,
          { key: 'keeper', name: 'Keeper', description: '', permissions: ['organization:manage', 'member:read'] },
        ],
      },
      people: { boss: { roles: ['admin'] }, ada: { roles: ['admin'] }, kim: { roles: ['keeper'] } },
    });
    const request = { name: 'Directory', scopes: ['scim'] };
    const less = await world.as('kim').post('/keys', request);
    assert.deepEqual([less.status, less.body.code], [403, 'privilege_escalation'], less.text);
    const made = await world.as('ada').post('/keys', request);
    assert.equal(made.status, 201, made.text);
    const headers = { authorization: `Bearer ${made.body.secret}` };
    const create = (name: string) => ask(world.nobody, 'POST', '/Users', user(`${name}@scim.example`), headers);
    assert.equal((await create('one')).status, 201);
    await world.as('boss').patch(`/members/${world.id('ada')}`, { roles: [world.id('keeper')] });
    assert.equal((await create('two')).status, 403, 'what she lost, her key lost');
    assert.equal((await ask(world.nobody, 'GET', '/Users', undefined, headers)).status, 200);
    await world.as('boss').patch(`/members/${world.id('ada')}`, { roles: [world.id('member')] });
    assert.equal((await ask(world.nobody, 'GET', '/Users', undefined, headers)).status, 403);
    await world.as('boss').post(`/members/${world.id('ada')}/suspension`);
    assert.equal((await ask(world.nobody, 'GET', '/Users', undefined, headers)).status, 401);
  });
});

describe('a directory in an organization with rules', () => {
  const twoAdmins = (): Promise<World> =>
    given({
      preset: 'default',
      groups: { Chiefs: { roles: ['admin'] }, Others: {} },
      people: { boss: { groups: ['Chiefs'] }, ann: {} },
    });

  test('ROL-03, ROL-04: is refused whatever would leave no admin: suspending, deleting, roles, groups', async () => {
    const world = await given({
      preset: 'default',
      groups: { Chiefs: { roles: ['admin'] } },
      people: { ada: { roles: ['admin'] } },
    });
    const key = world.key('*');
    const path = `/Users/${world.id('ada')}`;
    for (const [method, body] of [
      ['PATCH', off],
      ['PATCH', patch({ op: 'replace', value: { active: false } })],
      ['PUT', user(world.email('ada'), { active: false })],
      ['PATCH', patch({ op: 'remove', path: 'roles' })],
      ['PATCH', patch({ op: 'replace', path: 'roles', value: [{ value: 'member' }] })],
      ['PUT', user(world.email('ada'), { roles: [] })],
      ['DELETE', undefined],
    ] as const)
      await refused(await ask(key, method, path, body), 409, /admin/);
    const chiefs = await twoAdmins();
    const other = chiefs.key('*');
    const group = `/Groups/${chiefs.id('Chiefs')}`;
    for (const [method, body] of [
      ['PATCH', patch({ op: 'remove', path: `members[value eq "${chiefs.id('boss')}"]` })],
      ['PATCH', patch({ op: 'remove', path: 'members' })],
      ['PATCH', patch({ op: 'Remove', path: 'members', value: [{ value: chiefs.id('boss') }] })],
      ['PUT', put('Chiefs')],
      ['DELETE', undefined],
    ] as const)
      await refused(await ask(other, method, group, body), 409, /admin/);
    assert.equal((await ask(other, 'PUT', group, put('Chiefs', chiefs.id('ann')))).status, 200, 'somebody else may be');
  });

  test('ROL-02, ROL-04: of two requests at once that each turn off one of two admins, one is refused', async () => {
    const rounds = 10;
    const world = await given({ preset: 'default', people: crowd(2 * rounds) });
    const keys = [world.key('*'), world.key('*')];
    for (const key of keys) await ask(key, 'GET', '/Users?count=0');
    const ways = [off, patch({ op: 'remove', path: 'roles' }), undefined] as const;
    for (let round = 0; round < rounds; round++) {
      const pair = [2 * round, 2 * round + 1].map((at) => `person${at}`);
      await world.inTenant(async ({ tx, organizationId }) => {
        await tx.execute(sql`delete from roster.member_roles where organization_id = ${organizationId}`);
        for (const name of pair)
          await tx.execute(sql`insert into roster.member_roles (organization_id, member_id, role_id)
            values (${organizationId}, ${world.uuid(name)}, ${world.uuid('admin')})`);
      });
      const replies = await allAtOnce(
        world,
        pair.map((name, at) => () => {
          const body = ways[(round + at) % ways.length];
          return ask(keys[at]!, body ? 'PATCH' : 'DELETE', `/Users/${world.id(name)}`, body);
        }),
      );
      const statuses = replies.map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 409).length, 1, statuses.join());
    }
  });

  test('O-07: cannot give an exclusive role beside another one, by roles or by groups, whoever comes first', async () => {
    const world = await given({
      preset: 'optra',
      groups: { Viewers: { roles: ['chart-viewer-only'] }, Billing: { roles: ['billing-admin'] } },
      people: { boss: { roles: ['admin'] }, ann: { roles: ['billing-admin'] }, vic: { roles: ['chart-viewer-only'] } },
      portal: { actions: [] },
    });
    const key = world.key('*');
    const roles = (...names: string[]) => ({ roles: names.map((value) => ({ value })) });
    for (const mix of [
      ['admin', 'billing-admin'],
      ['chart-viewer-only', 'billing-admin'],
      ['admin', 'chart-viewer-only'],
    ])
      await refused(await ask(key, 'POST', '/Users', user('new@scim.example', roles(...mix))), 409, /combined/);
    const [ann, vic] = [`/Users/${world.id('ann')}`, `/Users/${world.id('vic')}`];
    const admin = patch({ op: 'add', path: 'roles', value: [{ value: 'admin' }] });
    await refused(await ask(key, 'PATCH', ann, admin), 409, /combined/);
    await refused(
      await ask(key, 'PUT', vic, user(world.email('vic'), roles('chart-viewer-only', 'workflow-editor'))),
      409,
      /combined/,
    );
    const [viewers, billing] = [`/Groups/${world.id('Viewers')}`, `/Groups/${world.id('Billing')}`];
    await refused(await ask(key, 'PATCH', viewers, add(world.id('ann'))), 409, /combined/);
    await refused(await ask(key, 'PUT', viewers, put('Viewers', world.id('ann'))), 409, /combined/);
    await refused(await ask(key, 'PATCH', billing, add(world.id('vic'))), 409, /combined/);
    const made = await ask(key, 'POST', '/Users', user('new@scim.example', roles('workflow-editor', 'billing-admin')));
    assert.equal(made.status, 201, made.text);
    await refused(await ask(key, 'PATCH', viewers, add(made.body.id)), 409, /combined/);
    assert.equal((await ask(key, 'PATCH', billing, add(made.body.id))).status, 204);
    assert.equal((await ask(key, 'PATCH', viewers, add(world.id('vic')))).status, 204);
    const { body } = await ask(key, 'GET', viewers);
    assert.deepEqual(each(body.members, 'value'), [world.id('vic')]);
  });

  test('ROL-08, ROL-09: gives nothing that its key does not hold, and touches nobody who holds more', async () => {
    const world = await twoAdmins();
    const key = world.key('scim');
    const boss = `/Users/${world.id('boss')}`;
    const admin = { roles: [{ value: 'admin' }] };
    const [may, above] = [/allows more|allow more|do not hold/, /do not hold|allow more/];
    await refused(await ask(key, 'POST', '/Users', user('new@scim.example', admin)), 403, may);
    await refused(await ask(key, 'PATCH', `/Users/${world.id('ann')}`, patch({ op: 'add', value: admin })), 403, may);
    const chiefs = `/Groups/${world.id('Chiefs')}`;
    await refused(await ask(key, 'PATCH', chiefs, add(world.id('ann'))), 403, above);
    await refused(await ask(key, 'PUT', chiefs, put('Chiefs', world.id('boss'), world.id('ann'))), 403, above);
    await refused(await ask(key, 'DELETE', chiefs), 403, above);
    for (const change of [
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'externalId', value: 'mine' },
      { op: 'replace', path: 'userName', value: 'mallory@scim.example' },
      { op: 'replace', path: 'emails', value: [{ value: 'mallory@scim.example' }] },
      { op: 'replace', path: 'displayName', value: 'Mallory' },
    ])
      await refused(await ask(key, 'PATCH', boss, patch(change)), 403, above);
    await refused(await ask(key, 'DELETE', boss), 403, above);
    assert.equal((await ask(key, 'PATCH', boss, patch({ op: 'replace', path: 'active', value: true }))).status, 200);
    assert.equal((await ask(key, 'PATCH', `/Groups/${world.id('Others')}`, add(world.id('ann')))).status, 204);
  });

  test('shuts people out wherever it keeps them, and deletes nobody where nobody is to be deleted', async () => {
    for (const preset of ['optra', 'spectra', 'directory', 'insights', 'organization-admin'] as const) {
      const world = await given({ preset, portal: { features: { groups: true } } as never });
      const key = world.key('*');
      const made = await ask(key, 'POST', '/Users', user('new@scim.example'));
      assert.equal(made.status, 201, `${preset}: ${made.text}`);
      assert.equal((await ask(key, 'PATCH', `/Users/${made.body.id}`, off)).body.active, false, preset);
      const leaving = world.portal.rules.leaving.includes('remove');
      assert.equal((await ask(key, 'DELETE', `/Users/${made.body.id}`)).status, leaving ? 204 : 403, preset);
      assert.equal(
        (
          await world
            .key('*')
            .post('/members', { email: 'b@scim.example', roles: preset === 'directory' ? [world.id('viewer')] : [] })
        ).status,
        preset === 'directory' ? 201 : 403,
      );
    }
  });

  test('SES-10: ends what somebody has open at the moment it turns them off', async () => {
    const world = await given({
      preset: 'default',
      people: { admin: { roles: ['admin'] }, bob: { roles: ['member'] } },
    });
    const bob = world.as('bob');
    assert.equal((await bob.get('/members')).status, 200);
    assert.equal((await ask(world.key('*'), 'PATCH', `/Users/${world.id('bob')}`, off)).status, 200);
    assert.equal((await bob.get('/members')).status, 401);
  });

  test('ROL-24: has no groups where the organization has none', async () => {
    const world = await given({ preset: 'default', portal: { features: { groups: false } } as never });
    const key = world.key('*');
    for (const [method, path, body] of [
      ['GET', '/Groups', undefined],
      ['POST', '/Groups', { schemas: [groupSchema], displayName: 'Ops' }],
    ] as const)
      await refused(await ask(key, method, path, body), 403, /no groups/);
    assert.equal((await ask(key, 'POST', '/Users', user('new@scim.example'))).status, 201);
  });

  test('finds no seat where all are taken, and nobody whose domain is blocked', async () => {
    const world = await given({
      preset: 'default',
      domains: ['ours.example'],
      portal: { rules: { ...(await given({ preset: 'default' })).portal.rules, foreignDomain: 'block' } },
    });
    await rowsOf(world, sql`update roster.organizations set seats = 2`);
    const key = world.key('scim');
    await refused(await ask(key, 'POST', '/Users', user('new@foreign.example')), 400, /foreign/);
    assert.equal((await ask(key, 'POST', '/Users', user('one@ours.example'))).status, 201);
    await refused(await ask(key, 'POST', '/Users', user('two@ours.example')), 409, /seats/i);
  });
});

describe('two organizations that provision on one server', () => {
  test('TEN-01, TEN-04: neither finds, reads or changes anything of the other, and learns not that it is there', async () => {
    const people = { admin: { roles: ['admin'] }, ann: { externalId: 'x' } };
    const ours = await given({ preset: 'default', slug: 'ours', groups: { Ops: {} }, people });
    const theirs = await ours.another({ preset: 'default', slug: 'theirs', groups: { Ops: {} }, people });
    const key = ours.key('*');
    const nobody = 'mem_01h455vb4pex5vsknk084sn02q';
    for (const text of [`userName eq "${theirs.email('ann')}"`, `id eq "${theirs.id('ann')}"`]) {
      const { body } = await ask(key, 'GET', `/Users?filter=${encodeURIComponent(text)}`);
      assert.equal(body.totalResults, 0, text);
    }
    const { body } = await ask(key, 'GET', `/Users?filter=${encodeURIComponent('externalId eq "x"')}`);
    assert.deepEqual(each(body.Resources, 'id'), [ours.id('ann')], 'its own id is its own');
    for (const [method, body_] of [
      ['GET', undefined],
      ['PUT', user('mallory@ours.example')],
      ['PATCH', off],
      ['DELETE', undefined],
    ] as const) {
      const [foreign, none] = [
        await ask(key, method, `/Users/${theirs.id('ann')}`, body_),
        await ask(key, method, `/Users/${nobody}`, body_),
      ];
      assert.deepEqual([foreign.status, foreign.text], [404, none.text], method);
    }
    const added = await ask(key, 'PATCH', `/Groups/${ours.id('Ops')}`, add(theirs.id('ann')));
    const never = await ask(key, 'PATCH', `/Groups/${ours.id('Ops')}`, add(nobody));
    assert.deepEqual([added.status, added.text], [400, never.text]);
    assert.equal((await ask(theirs.key('*'), 'GET', `/Users/${theirs.id('ann')}`)).body.active, true);
  });
});

describe('a person whom a directory has made', () => {
  test('D-09: chooses a password by a mail to the address, and signs in', async () => {
    const world = await given({ preset: 'default' });
    assert.equal((await ask(world.key('scim'), 'POST', '/Users', user('new@scim.example'))).status, 201);
    const site = await givenSite(world);
    const visitor = site.visitor();
    await visitor.visit('forgot');
    await visitor.send({ email: 'new@scim.example' });
    let link: string | undefined;
    for (let tries = 0; link === undefined && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const mail = site.roster.mailbox?.mails().find(({ to }) => to.address === 'new@scim.example');
      link = /http:\/\/localhost\/roster\/(reset\?token=\S+)/.exec(mail?.text ?? '')?.[1];
    }
    await visitor.visit(link!);
    await visitor.send({ password: otherPassword });
    assert.equal((await visitor.signIn('new@scim.example', otherPassword)).at, '/roster/home');
  });

  test('TEN-15: is one of as many as the key may ask for: what is too much is told with when to come again', async () => {
    const world = await given({ preset: 'default' });
    const site = await givenSite(world, {
      quota: { perSecond: 1, burst: 4, atOnce: 2, waiting: 2, overload: 100 },
    } as never);
    const authorization = `Bearer ${await world.keySecret('scim')}`;
    const client: Client = {
      ...world.nobody,
      request: (path, init) =>
        site.visitor().request(path.slice(1), { ...init, headers: { ...init?.headers, authorization } }),
    };
    const replies: ScimReply[] = [];
    for (let count = 0; count < 8; count++) replies.push(await ask(client, 'GET', '/Users?count=1'));
    const much = replies.find(({ status }) => status === 429);
    assert.ok(much, replies.map(({ status }) => status).join());
    assert.ok(Number(much.headers.get('retry-after')) > 0);
  });
});
