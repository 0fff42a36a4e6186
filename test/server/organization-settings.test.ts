import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { toId, type PortalRole, type Role } from '../../server/contract/index.ts';
import { permissionsOfScopes } from '../../server/domain/credentials/every-permission.ts';
import { isLinkLike } from '../../server/domain/organizations/link-like.ts';
import { preset } from '../../server/presets/presets.ts';
import { clientOf, given, read, rowsOf, type World } from '../support/given.ts';
import { accept, codeOf, inviteOne, tokenOf } from '../support/invite.ts';
import { givenLogin, givenSite, secret } from '../support/site.ts';

const givenDefault = (): Promise<World> =>
  given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } } });

/** Somebody has two roles. */
const givenRoles = (): Promise<World> =>
  given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['member', 'manager'] } } });

const auditOf = (world: World) =>
  rowsOf<{ action: string; changes: Record<string, unknown> }>(
    world,
    sql`select action, changes from roster.audit where target_kind = 'organization' order by seq`,
  );

describe('what an organization sets about itself', () => {
  it('an admin reads and changes name, domains, single sign-on and session life, and what changed is written down', async () => {
    const world = await givenDefault();
    const ada = world.as('ada');
    const before = await ada.get('/organization');
    assert.equal(before.status, 200, before.text);
    assert.equal(before.headers.get('etag'), '"1"');
    assert.equal(before.body.organization.sessionLife, 'P14D');
    assert.equal(before.body.organization.can.update, true);
    const change = {
      name: 'Blue Harbour',
      domains: ['Blue.example', 'bücher.example'],
      singleSignOn: true,
      sessionLife: 'PT8H',
    };
    const after = await ada.patch('/organization', change, { 'if-match': '"1"' });
    assert.equal(after.status, 200, after.text);
    const { name, domains, singleSignOn, sessionLife, portal, version } = after.body.organization;
    assert.deepEqual(
      { name, domains, singleSignOn, sessionLife, version, life: portal.limits.sessionLife },
      { ...change, domains: ['blue.example', 'xn--bcher-kva.example'], version: 2, life: 'PT8H' },
    );
    assert.equal(after.headers.get('etag'), '"2"');
    assert.equal((await world.as('bob').get('/capabilities')).body.organization.name, 'Blue Harbour');
    const [row] = await auditOf(world);
    assert.deepEqual(row!.changes['name'], { from: portal.name, to: 'Blue Harbour' });
    assert.deepEqual(Object.keys(row!.changes).toSorted(), ['domains', 'name', 'portal', 'singleSignOn']);
    assert.deepEqual(await rowsOf(world, sql`select type, data from roster.events`), [
      { type: 'organization.updated', data: { id: toId('org', world.organizationId) } },
    ]);
    const same = await ada.patch('/organization', change);
    assert.deepEqual([same.status, same.body.organization.version], [200, 2], 'nothing changed, so nothing happened');
    assert.equal((await auditOf(world)).length, 1);
  });

  it('CON-01 two admins who save at once: the second is told, and nothing is lost', async () => {
    const world = await givenDefault();
    const ada = world.as('ada');
    const replies = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map((name) => ada.patch('/organization', { name }, { 'if-match': '"1"' })),
    );
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [200, 412, 412, 412]);
    assert.equal(replies.find(({ status }) => status === 412)!.headers.get('etag'), '"2"');
    assert.equal((await ada.patch('/organization', { name: 'Five' })).status, 200, 'a program need not care');
  });

  it('nobody else reads or changes it', async () => {
    const world = await givenDefault();
    for (const client of [world.as('bob'), world.key('member:read'), world.as('ada', { scopes: ['member:read'] })]) {
      for (const reply of [await client.get('/organization'), await client.patch('/organization', { name: 'Mine' })])
        assert.deepEqual([reply.status, reply.body.permission], [403, 'organization:manage']);
    }
  });

  it('a portal document is checked whole, and each fault is named where it stands', async () => {
    const world = await givenDefault();
    const ada = world.as('ada');
    const portal = preset('default');
    const faults = async (document: unknown) => {
      const { status, body } = await ada.patch('/organization', { portal: document });
      return [
        status,
        (body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
      ];
    };
    assert.deepEqual(await faults({ ...portal, tabs: ['all', 'nonsense'], invitedName: '' }), [
      422,
      ['/portal/tabs/1 invalid', '/portal/invitedName invalid'],
    ]);
    assert.deepEqual(await faults({ ...portal, surprise: 1 }), [400, ['/portal/surprise unknown_field']]);
    assert.deepEqual(await faults({ ...portal, rules: { ...portal.rules, leaving: [] } }), [
      422,
      ['/portal/rules/leaving contradiction', '/portal/rules/leaving contradiction'],
    ]);
    for (const odd of ['x', 3, [], null]) assert.equal((await faults(odd))[0], 422, JSON.stringify(odd));
    const changed = { ...portal, labels: { ...portal.labels, members: 'Crew' }, inviteLayout: 'rows' };
    assert.equal((await ada.patch('/organization', { portal: changed })).status, 200);
    assert.equal((await world.as('bob').get('/capabilities')).body.portal.labels.members, 'Crew');
    const noted = (await auditOf(world))[0]!.changes['portal'] as Record<string, unknown>;
    assert.deepEqual(noted['labels'], { from: portal.labels, to: changed.labels }, 'only what differs is written down');
    assert.equal(noted['columns'], undefined);
  });

  it('D-08: other roles in the document are made, changed and deleted, and what was made beside it stays', async () => {
    const world = await givenRoles();
    const portal = preset('default');
    const ada = world.as('ada');
    const beside = await ada.post('/roles', { name: 'Beside', permissions: ['member:read'] });
    assert.equal(beside.status, 201);
    const [admin, manager, member] = portal.roles;
    const auditor = { key: 'auditor', name: 'Auditor', description: 'Reads the audit.', permissions: ['audit:read'] };
    const roles = [auditor, admin!, { ...member!, name: 'Everybody', permissions: ['member:read'] }];
    const put = (list: PortalRole[]) => ada.patch('/organization', { portal: { ...portal, roles: list } });
    const { status, body, text } = await put(roles);
    assert.equal(status, 200, text);
    assert.deepEqual(
      body.organization.portal.roles.map(({ key }: { key: string }) => key),
      ['auditor', 'admin', 'member'],
    );
    const after = await ada.get('/roles');
    assert.deepEqual(
      after.body.items.map(({ key, name, permissions }: Role) => [key, name, permissions.length]),
      [
        ['auditor', 'Auditor', 1],
        ['admin', 'Admin', admin!.permissions.length],
        ['member', 'Everybody', 1],
        ['beside', 'Beside', 1],
      ],
    );
    const bob = await ada.get(`/members/${world.id('bob')}`);
    assert.ok(!bob.body.member.roles.includes(world.id('manager')), 'a role that is no more is nobody’s');
    const rows = await rowsOf<{ action: string }>(
      world,
      sql`select action from roster.audit where action like 'role.%' or action = 'organization.updated' order by seq`,
    );
    assert.deepEqual(
      rows
        .slice(1)
        .map(({ action }) => action)
        .toSorted(),
      ['organization.updated', 'role.changed', 'role.created', 'role.deleted'],
    );
    assert.equal((await put(roles)).status, 200);
    const version = (await ada.get('/organization')).body.organization.version;
    assert.equal((await put([...roles, manager!])).status, 200, 'and back again');
    assert.equal((await ada.get('/organization')).body.organization.version, version + 1);
  });

  it('ROL-08: the document gives nobody what they do not hold, and leaves an admin; nothing of what is refused is done', async () => {
    const world = await givenRoles();
    const portal = preset('default');
    const [admin, manager, member] = portal.roles;
    const less = (role: PortalRole, without: string): PortalRole => ({
      ...role,
      permissions: role.permissions.filter((one) => one !== without),
    });
    const extra = { key: 'extra', name: 'Extra', description: '', permissions: ['member:read'] };
    const before = await rowsOf(world, sql`select key, name, permissions, position from roster.roles order by key`);
    const refusals: [PortalRole[], number, string, string][] = [
      [
        [admin!, manager!, { ...member!, permissions: ['invoice:pay'] }],
        403,
        'privilege_escalation',
        '/portal/roles/2/permissions/0',
      ],
      [
        [{ ...extra, permissions: ['organization:manage'] }, less(admin!, 'organization:manage'), manager!, member!],
        409,
        'last_admin',
        '/portal/roles/1',
      ],
      [[extra, { ...member!, exclusive: true }, admin!, manager!], 409, 'role_exclusive', '/portal/roles/1'],
      [[{ ...extra, scope: 'group' }, admin!, manager!, member!], 422, 'invalid', '/portal/roles/0/scope'],
    ];
    for (const [roles, status, code, pointer] of refusals) {
      const reply = await world.as('ada').patch('/organization', { portal: { ...portal, roles } });
      assert.deepEqual(
        [reply.status, reply.body.code, reply.body.errors?.[0]?.pointer],
        [status, code, pointer],
        reply.text,
      );
    }
    // Managing the organization is one thing, and managing roles another.
    const settings = await world
      .as('ada', { scopes: ['organization:manage'] })
      .patch('/organization', { portal: { ...portal, roles: [extra, ...portal.roles] } });
    assert.deepEqual([settings.status, settings.body.permission], [403, 'role:manage']);
    assert.deepEqual(
      await rowsOf(world, sql`select key, name, permissions, position from roster.roles order by key`),
      before,
    );
  });

  it('ROL-04: the admins’ permission moves from one role to another in one document', async () => {
    const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
    const portal = preset('default');
    const [admin, manager, member] = portal.roles;
    const bare = { ...admin!, permissions: ['member:read'] };
    const chief = { ...manager!, permissions: admin!.permissions };
    const put = () => world.as('ada').patch('/organization', { portal: { ...portal, roles: [bare, chief, member!] } });
    const alone = await put();
    assert.deepEqual([alone.status, alone.body.code], [409, 'last_admin'], 'nobody active would be one');
    await world.as('ada').patch(`/members/${world.id('ada')}`, { roles: [world.id('admin'), world.id('manager')] });
    const { status, text } = await put();
    assert.equal(status, 200, text);
    assert.equal((await world.as('ada').get('/organization')).status, 200);
  });

  it('totals cannot fall below what groups have set aside', async () => {
    const portal = { ...preset('default'), reservations: [{ kind: 'seats', name: 'Seats', unit: 'seats', total: 10 }] };
    const world = await given({
      preset: 'default',
      portal,
      groups: { Ops: {} },
      people: { ada: { roles: ['admin'] } },
    });
    await world.inTenant(({ tx, organizationId }) =>
      tx.execute(sql`insert into roster.reservations values (${organizationId}, ${world.uuid('Ops')}, 'seats', 7)`),
    );
    const total = (amount: number) =>
      world.as('ada').patch('/organization', {
        portal: { ...portal, reservations: [{ ...portal.reservations[0], total: amount }] },
      });
    const refused = await total(6);
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.errors?.[0]?.pointer],
      [409, 'reservation_exceeded', '/portal/reservations/0/total'],
    );
    assert.equal(
      (await world.as('ada').patch('/organization', { portal: { ...portal, reservations: [] } })).status,
      409,
    );
    assert.equal((await total(7)).status, 200);
  });

  it('EML-22 a name that reads like a link, or holds what is not drawn, is refused with the reason', async () => {
    const world = await givenDefault();
    const ada = world.as('ada');
    for (const name of [
      'Visit evil.com now',
      'Org<a href=https://evil.example>',
      'www.evil',
      'http://1.2.3.4',
      'evil\u3002com',
      'EVIL\uff0ecom/login',
      'line\nbreak',
      'bell\u0007',
      '\u202egnp.exe',
      '   ',
    ]) {
      const { status, body } = await ada.patch('/organization', { name });
      assert.equal(status, 422, JSON.stringify(name));
      assert.equal(body.errors?.[0]?.pointer, '/name', JSON.stringify(name));
      const portal = { ...preset('default'), name };
      assert.equal((await ada.patch('/organization', { portal })).status, 422, `portal ${JSON.stringify(name)}`);
    }
    for (const name of [
      'Müller & Söhne',
      'U.S.A. Rowing',
      'St. Gallen',
      'e.on',
      'Booking Inc.',
      '4.0',
      'A/B',
      '東京 <3',
    ])
      assert.equal(isLinkLike(name), false, name);
    assert.equal((await ada.patch('/organization', { name: 'St. Gallen <3' })).status, 200);
  });

  it('INP-08 no length of time that a calendar or a database cannot hold gets in', async () => {
    const world = await givenDefault();
    const ada = world.as('ada');
    const portal = preset('default');
    for (const life of [
      'P99999999999D',
      '-1',
      'infinity',
      'P0D',
      'P-1D',
      'P1Y',
      'PT99999H',
      '275760-09-13',
      '',
      'P1D; drop',
    ]) {
      assert.equal((await ada.patch('/organization', { sessionLife: life })).status, 422, life);
      const limits = { ...portal.limits, invitationLife: life };
      assert.equal((await ada.patch('/organization', { portal: { ...portal, limits } })).status, 422, life);
    }
    assert.equal((await ada.patch('/organization', { sessionLife: 14 })).status, 422);
    const longest = { ...portal.limits, invitationLife: 'P9999D', sessionLife: 'PT9999H' };
    assert.equal((await ada.patch('/organization', { portal: { ...portal, limits: longest } })).status, 200);
    const body = { people: [{ email: 'x@default.example' }] };
    assert.equal((await ada.post('/invitations', body)).status, 201);
    for (const expiresAt of ['275760-09-13T00:00:00Z', 'infinity', -1])
      assert.equal((await ada.post('/invitations', { ...body, expiresAt })).status, 400);
  });

  it('a shorter session life ends the older sessions of this organization with their next request', async () => {
    const world = await givenDefault();
    await givenLogin(world, 'bob');
    const bob = (await givenSite(world)).visitor();
    await bob.signIn(world.email('bob'));
    await world.given.ownerSql.unsafe(`update roster.sessions set created_at = now() - interval '2 days'`);
    assert.equal((await bob.api('/capabilities')).status, 200);
    assert.equal((await world.as('ada').patch('/organization', { sessionLife: 'P1D' })).status, 200);
    assert.equal((await bob.api('/capabilities')).status, 401);
    assert.equal((await world.as('ada').patch('/organization', { sessionLife: 'P3D' })).status, 200);
    assert.equal((await bob.api('/capabilities')).status, 200);
  });
});

/** Everything that lets somebody in, each as a question whose answer is a status. */
async function credentialsOf(world: World): Promise<Record<string, () => Promise<number>>> {
  await givenLogin(world, 'bob');
  const site = await givenSite(world, { secret, jobs: false });
  const bob = site.visitor();
  await bob.signIn(world.email('bob'));
  const widget = clientOf(world.app, async () => token);
  const token = await world.token('ada');
  const key = await world.keySecret('*');
  const ivo = await inviteOne(world, `ivo@${world.slug}.example`);
  const invitation = await tokenOf(world, ivo);
  assert.equal((await world.as('ada').post(`/members/${world.id('bob')}/password-reset`)).status, 204);
  const [reset] = await world.database.withAccount(await accountOf(world, 'bob'), (tx) =>
    tx.execute<{ id: string }>(sql`select id from roster.account_tokens`),
  );
  const resetToken = world.services.secrets.derivedToken('rst', await accountOf(world, 'bob'), 'reset', reset!.id);
  return {
    session: async () => (await bob.api('/capabilities')).status,
    'widget token': async () => (await widget.get('/capabilities')).status,
    key: async () => (await clientOf(world.app, async () => key).get('/members')).status,
    'reset link': async () => (await site.visitor().visit(`reset?token=${resetToken}`)).status,
    'invitation link': async () => (await site.visitor().visit(`accept?token=${invitation}`)).status,
    'invitation itself': async () => ((await codeOf(accept(world, invitation))) === 'ok' ? 200 : 410),
    'the key’s tokens': async () =>
      (await clientOf(world.app, async () => key).post('/tokens', { member: world.id('ada') })).status,
  };
}

async function accountOf(world: World, person: string): Promise<string> {
  const [row] = await rowsOf<{ account_id: string }>(
    world,
    sql`select account_id from roster.members where id = ${world.uuid(person)}`,
  );
  return row!.account_id;
}

describe('an organization that is closed', () => {
  it('TEN-21, INV-30 deleted: every credential is dead, its slug can be used again, and the new one inherits nothing', async () => {
    const world = await givenDefault();
    const site = await givenSite(world, { jobs: false });
    const asked = await credentialsOf(world);
    for (const [what, ask] of Object.entries(asked)) {
      if (!what.startsWith('invitation')) assert.ok((await ask()) < 300, what);
    }
    await site.roster.organizations.delete('default');
    for (const [what, ask] of Object.entries(asked)) {
      const status = await ask();
      assert.ok(status === 401 || status === 404 || status === 410, `${what}: ${status}`);
    }
    await assert.rejects(site.roster.issueToken('default', { email: world.email('ada') }), /no organization default/);
    const portal = preset('default');
    const id = await site.roster.organizations.found({ slug: 'default', name: 'Another', portal });
    assert.notEqual(id, toId('org', world.organizationId));
    for (const [what, ask] of Object.entries(asked))
      assert.ok((await ask()) >= 400, `${what}, with the slug in use again`);
    const { secret: key } = await site.roster.createKey('default', { name: 'new', scopes: ['*'] });
    const fresh = clientOf(world.app, async () => key);
    assert.deepEqual((await fresh.get('/members')).body.items, []);
    assert.equal((await fresh.get(`/members/${world.id('ada')}`)).status, 404);
    assert.equal((await fresh.get('/capabilities')).body.organization.name, 'Another');
    await assert.rejects(site.roster.organizations.found({ slug: 'default', name: 'Third', portal }), /has this slug/);
    for (const slug of ['A', 'a b', '../x', '', world.organizationId, 'x'.repeat(64)])
      await assert.rejects(site.roster.organizations.found({ slug, name: 'Third', portal }), /slug/i, slug);
  });

  it('TEN-21 suspended: nobody comes in until it is opened again, and then as before', async () => {
    const world = await givenDefault();
    const site = await givenSite(world, { jobs: false });
    const { 'invitation itself': _, ...asked } = await credentialsOf(world);
    await site.roster.organizations.suspend('default');
    for (const [what, ask] of Object.entries(asked)) assert.ok((await ask()) >= 400, what);
    await site.roster.organizations.reopen('default');
    for (const [what, ask] of Object.entries(asked)) {
      if (!what.startsWith('invitation')) assert.ok((await ask()) < 300, what);
    }
    assert.deepEqual(
      (await auditOf(world)).map(({ action }) => action),
      ['organization.suspended', 'organization.reopened'],
    );
  });

  it('SES-10 suspending a person ends session, widget token, the keys they made, and the reset link', async () => {
    const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['admin'] } } });
    const account = await givenLogin(world, 'bob');
    const site = await givenSite(world, { jobs: false });
    const bob = site.visitor();
    await bob.signIn(world.email('bob'));
    const widget = world.as('bob');
    const made = await widget.post('/keys', {
      name: 'mine',
      scopes: ['member:read', 'organization:manage', 'token:issue'],
    });
    const key = clientOf(world.app, async () => made.body.secret);
    const second = await key.post('/keys', { name: 'made by that one', scopes: ['member:read'] });
    const child = clientOf(world.app, async () => second.body.secret);
    const issued = await key.post('/tokens', { member: world.id('bob') });
    const other = clientOf(world.app, async () => issued.body.token);
    await world.as('ada').post(`/members/${world.id('bob')}/password-reset`);
    const [reset] = await world.database.withAccount(account, (tx) =>
      tx.execute<{ id: string }>(sql`select id from roster.account_tokens`),
    );
    const link = `reset?token=${world.services.secrets.derivedToken('rst', account, 'reset', reset!.id)}`;
    const statuses = async () => [
      (await bob.api('/capabilities')).status,
      (await widget.get('/capabilities')).status,
      (await key.get('/members')).status,
      (await child.get('/members')).status,
      (await other.get('/capabilities')).status,
      (await site.visitor().visit(link)).status,
    ];
    assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200]);
    await world.given.ownerSql.unsafe(
      `update roster.members set suspended_at = now() where id = '${world.uuid('bob')}'`,
    );
    assert.deepEqual((await statuses()).slice(0, 5), [401, 401, 401, 401, 401]);
    assert.ok([404, 410].includes((await statuses())[5]!));
    await world.given.ownerSql.unsafe(
      `update roster.members set suspended_at = null where id = '${world.uuid('bob')}'`,
    );
    assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200], 'reactivating brings everything back');
  });

  it('D-10 a key never does more than its scopes, nor more than whoever made it may do at this moment', async () => {
    const world = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['admin'] } } });
    const made = async (scopes: string[]) => {
      const { body } = await world.as('bob').post('/keys', { name: 'k', scopes });
      return clientOf(world.app, async () => body.secret);
    };
    const [narrow, wide] = [
      await made(['member:read']),
      await made(['member:read', 'organization:manage', 'token:issue']),
    ];
    assert.equal((await narrow.get('/members')).status, 200);
    assert.equal((await narrow.get('/keys')).body.permission, 'organization:manage');
    assert.equal((await narrow.post('/tokens', { member: world.id('ada') })).status, 403);
    assert.equal((await wide.get('/keys')).status, 200);
    assert.equal((await wide.post('/tokens', { member: world.id('ada') })).status, 201);
    // Bob keeps a role that reads members, and loses the rest.
    await world.given.ownerSql.unsafe(
      `update roster.member_roles set role_id = '${world.uuid('member')}' where member_id = '${world.uuid('bob')}';
       update roster.members set role_ids = array['${world.uuid('member')}'::uuid] where id = '${world.uuid('bob')}'`,
    );
    assert.equal((await wide.get('/keys')).body.permission, 'organization:manage');
    assert.equal(
      (await wide.post('/tokens', { member: world.id('ada') })).status,
      403,
      'and no token for somebody else',
    );
    assert.equal((await wide.get('/capabilities')).status, 200);
    assert.equal((await world.key('*').get('/keys')).status, 200, 'a key made on the command line is nobody’s');
    assert.equal((await read(await world.nobody.request('/openapi.json'))).status, 200);
    assert.ok(permissionsOfScopes(['*']).has('anything:else'));
  });
});
