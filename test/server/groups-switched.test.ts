import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Portal } from '../../server/contract/index.ts';
import { readPortal, WrongPortal } from '../../server/presets/read-portal.ts';
import { preset } from '../../server/presets/presets.ts';
import { given, type GivenPerson, type World } from '../support/given.ts';
import { ask, groupSchema } from '../support/scim.ts';

const people: Record<string, GivenPerson> = {
  ada: { roles: ['admin'], email: 'ada@default.example' },
  gil: { groups: ['Leads'] },
  olga: { roles: ['member'], groups: { Leads: 'owner', Everybody: 'member' } },
  ina: { status: 'invited', groups: ['Leads'] },
};
const groups = { Leads: { roles: ['manager'] }, Everybody: { isDefault: true } };

/** The document without groups, or with them again. */
function withGroups(on: boolean): Portal {
  const portal = preset('default');
  if (on) return portal;
  return {
    ...portal,
    features: { groups: false },
    actions: portal.actions.filter((action) => action !== 'groups'),
    columns: portal.columns.filter((column) => column !== 'groups'),
    filterable: portal.filterable.filter((filter) => filter !== 'group'),
    rules: { ...portal.rules, defaultGroup: false },
  };
}

const change = (world: World, on: boolean, who = 'ada') =>
  world.as(who).patch('/organization', { portal: withGroups(on) });

/** Everywhere that something of a group could show or apply; empty where nothing does. */
async function leaks(world: World): Promise<string[]> {
  const found: string[] = [];
  const say = (what: string, leaked: boolean): void => void (leaked && found.push(what));
  const ada = world.as('ada');
  const group = world.id('Leads');
  const names = (text: string): boolean => /Leads|Everybody|grp_/.test(text);

  const mine = await world.as('gil').get('/capabilities');
  say('the permissions of a token', mine.body.caller.permissions.length > 0);
  say('what an inherited permission allows', (await world.as('gil').get('/members')).status !== 403);
  const key = await world.as('ada').get('/members');
  say(
    'the list',
    names(key.text) || key.body.items.some((one: { inheritedRoles: [] }) => one.inheritedRoles.length > 0),
  );
  say('one member', names((await ada.get(`/members/${world.id('olga')}`)).text));
  const access = await ada.get(`/members/${world.id('gil')}/access`);
  say('the trace of access', names(access.text) || access.body.roles.length > 0 || access.body.permissions.length > 0);
  const byRole = await ada.get(`/members?role=${world.id('manager')}`);
  say('a filter by an inherited role', byRole.body.total.count > 0 || byRole.body.items.length > 0);
  const byGroup = await ada.get(`/members?group=${group}`);
  say('a filter by a group', byGroup.body.total.count > 0 || byGroup.body.items.length > 0);
  const roles = await ada.get('/roles');
  say('the count of a role', roles.body.items.find(({ key }: { key: string }) => key === 'manager').memberCount > 0);
  say('the summary', (await ada.get('/members/summary')).body.roles?.[world.id('manager')] > 0);
  const file = await (await ada.request('/v1/members/export')).text();
  say('the export', names(file));
  say('the columns of the export', /group/i.test(file.slice(0, file.indexOf('\r\n'))));

  const body = { name: 'Another' };
  const routes = [
    ada.get('/groups'),
    ada.post('/groups', body),
    ada.get(`/groups/${group}`),
    ada.patch(`/groups/${group}`, body),
    ada.patch(`/groups/${group}?dryRun=true`, body),
    ada.delete(`/groups/${group}?dryRun=true`),
    ada.get(`/groups/${group}/members`),
    ada.patch(`/groups/${group}/members`, { add: [{ id: world.id('ada') }] }),
    world.as('olga').get(`/groups/${group}/members`),
  ];
  for (const [at, reply] of (await Promise.all(routes)).entries())
    say(`the route of groups ${at}`, reply.status !== 403 || names(reply.text));

  const directory = world.key('scim');
  const member = { members: [{ value: world.id('ada') }] };
  for (const [method, path, sent] of [
    ['GET', '/Groups'],
    ['GET', `/Groups/${group}`],
    ['PUT', `/Groups/${group}`, { schemas: [groupSchema], displayName: 'Leads', ...member }],
    ['POST', '/Groups', { schemas: [groupSchema], displayName: 'Another one', ...member }],
  ] as const) {
    const reply = await ask(directory, method, path, sent);
    say(`provisioning ${method} ${path}`, reply.status !== 403 || names(reply.text));
  }
  say('people as a directory sees them', names((await ask(directory, 'GET', '/Users')).text));

  const invited = await ada.post('/invitations', { people: [{ email: 'new@default.example' }], groups: [group] });
  say('an invitation into a group', invited.status !== 422);
  const moved = await ada.patch(`/members/${world.id('olga')}`, { groups: [group] });
  say('a member’s groups', moved.status !== 422);
  const bulk = await ada.post('/members/bulk', { action: 'addToGroup', ids: [world.id('olga')], group });
  say('a bulk change', bulk.status !== 403);
  return found;
}

describe('an organization that does without groups', () => {
  test('ROL-24: what groups gave is nobody’s, and nothing of them shows anywhere', async () => {
    const world = await given({ groups, people });
    assert.ok((await leaks(world)).length > 15, 'with groups all of it is there');
    const fresh = await given({ groups, people });
    const token = await fresh.token('gil');
    const stream = await fresh.as('gil').request('/v1/events');
    assert.equal(stream.status, 200);
    assert.equal((await change(fresh, false)).status, 200);
    assert.deepEqual(await leaks(fresh), []);
    const old = await fresh.app.request('http://localhost/roster/v1/members', {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(old.status, 403, 'a token of before');
    assert.equal((await fresh.as('ada').get('/capabilities')).body.caller.can['group:read'].code, 'forbidden');
    const reader = stream.body!.getReader();
    const end = setTimeout(() => void reader.cancel(), 5_000);
    while (!(await reader.read()).done);
    clearTimeout(end);
  });

  test('ROL-24: the look for leaks finds one where the database does not follow the switch', async () => {
    const world = await given({ groups, people });
    await world.given.ownerSql`alter table roster.organizations disable trigger switch_groups`;
    assert.equal((await change(world, false)).status, 200);
    const found = await leaks(world);
    for (const each of [
      'the permissions of a token',
      'the list',
      'the trace of access',
      'a filter by an inherited role',
    ])
      assert.ok(found.includes(each), each);
  });

  test('ROL-24: people come and go meanwhile, and with groups again everybody who is still there has what they give', async () => {
    const world = await given({
      groups: { ...groups, Gone: { roles: ['manager'] } },
      people: { ...people, rob: { groups: ['Leads'] }, gus: { groups: ['Gone'] } },
    });
    const ada = world.as('ada');
    await change(world, false);
    assert.equal((await ada.delete(`/members/${world.id('rob')}`)).status, 204);
    const made = await ada.post('/invitations', { people: [{ email: 'eva@default.example' }] });
    assert.equal(made.body.results?.[0]?.status ?? made.body.items?.[0]?.status, 'invited', made.text);
    // Roles are given and taken back, and the places in groups stay as they are.
    const given_ = await ada.patch(`/members/${world.id('gil')}`, { roles: [world.id('member')] });
    assert.equal(given_.status, 200, given_.text);
    const undone = await ada.post('/undo', { changes: [given_.body.undo] });
    assert.equal(undone.status, 200, undone.text);
    assert.equal((await change(world, true)).status, 200);
    const all = await world.allMembers(ada);
    const of = (email: string) => all.find((one) => one.email === email)!;
    assert.deepEqual(of(world.email('gil')).inheritedRoles, [
      { role: world.id('manager'), groups: [world.id('Leads')] },
    ]);
    assert.deepEqual(of(world.email('olga')).groups.toSorted(), [world.id('Leads'), world.id('Everybody')].toSorted());
    assert.deepEqual(of('eva@default.example').groups, [], 'no default group while there was none');
    const group = await ada.get(`/groups/${world.id('Leads')}`);
    assert.equal(group.body.group.memberCount, 3, 'gil, olga and ina');
    assert.ok((await world.as('gil').get('/members')).status === 200);
  });

  test('ROL-24: the last admin is not lost with the group that made them one', async () => {
    const world = await given({ groups: { Chiefs: { roles: ['admin'] } }, people: { ada: { groups: ['Chiefs'] } } });
    const refused = await change(world, false);
    assert.deepEqual([refused.status, refused.body.code], [409, 'last_admin']);
    assert.equal((await world.as('ada').get('/groups')).status, 200, 'nothing has changed');
  });

  test('ROL-08: nobody switches on what groups give and they do not hold; ROL-24', async () => {
    const portal = preset('default');
    const money = { key: 'finance', name: 'Finance', description: '', permissions: ['invoice:pay'] };
    const exclusive = { key: 'only', name: 'Only', description: '', permissions: [], exclusive: true };
    const world = await given({
      portal: { roles: [...portal.roles, money, exclusive] },
      groups: { Money: { roles: ['finance'] }, Leads: { roles: ['manager'] } },
      people: {
        ada: { roles: ['admin'], groups: ['Money'] },
        boss: { roles: ['admin', 'finance'] },
        gil: { groups: ['Leads'] },
      },
    });
    const roles = { roles: [...portal.roles, money, exclusive] };
    const to = (who: string, on: boolean) =>
      world.as(who).patch('/organization', { portal: { ...withGroups(on), ...roles } });
    assert.equal((await to('boss', false)).status, 200);
    const raised = await to('ada', true);
    assert.deepEqual([raised.status, raised.body.code], [403, 'privilege_escalation']);
    // What excludes every other role was given while there was no other.
    assert.equal(
      (await world.as('boss').patch(`/members/${world.id('gil')}`, { roles: [world.id('only')] })).status,
      200,
    );
    const clash = await to('boss', true);
    assert.deepEqual([clash.status, clash.body.code], [409, 'role_exclusive']);
    await world.as('boss').patch(`/members/${world.id('gil')}`, { roles: [] });
    assert.equal((await to('boss', true)).status, 200);
  });

  test('is told of whatever else in its document speaks of groups', () => {
    const portal = { ...preset('default'), features: { groups: false } };
    assert.throws(
      () => readPortal(portal),
      (error: WrongPortal) => {
        assert.deepEqual(
          error.errors.map(({ pointer }) => pointer),
          ['/actions', '/columns', '/filterable', '/rules/defaultGroup'],
        );
        return true;
      },
    );
    assert.doesNotThrow(() => readPortal(withGroups(false)));
    assert.throws(() => readPortal({ ...withGroups(false), features: { group: false } }), WrongPortal);
  });
});
