import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Portal } from '../../server/contract/index.ts';
import { preset } from '../../server/presets/presets.ts';
import { endOfTest, givenWorld } from '../support/invite.ts';
import type { Reply, World } from '../support/given.ts';
import { ask, patch, userSchema } from '../support/scim.ts';

afterEach(endOfTest);

const portal = preset('default');
const withRules = (rules: Partial<Portal['rules']>): Partial<Portal> => ({ rules: { ...portal.rules, ...rules } });

describe('a portal that wants two admins', () => {
  const people = {
    ada: { roles: ['admin'] },
    bea: { groups: ['Chiefs'] },
    bob: { roles: ['member'] },
  };
  const ways: Record<string, (w: World) => Promise<Reply>> = {
    'suspend one': (w) => w.as('bea').post(`/members/${w.id('ada')}/suspension`),
    'remove one': (w) => w.as('bea').delete(`/members/${w.id('ada')}`),
    'take a role': (w) => w.as('bea').patch(`/members/${w.id('ada')}`, { roles: [w.id('member')] }),
    'take their own role': (w) => w.as('ada').patch(`/members/${w.id('ada')}`, { roles: [w.id('member')] }),
    'take a group': (w) => w.as('ada').patch(`/members/${w.id('bea')}`, { groups: [] }),
    'take somebody out of a group': (w) =>
      w.as('ada').patch(`/groups/${w.id('Chiefs')}/members`, { remove: [w.id('bea')] }),
    'clear a group’s roles': (w) => w.as('ada').patch(`/groups/${w.id('Chiefs')}`, { roles: [] }),
    'delete a group': (w) => w.as('ada').delete(`/groups/${w.id('Chiefs')}`),
    'take the permission from the role': (w) => w.as('ada').patch(`/roles/${w.id('admin')}`, { permissions: [] }),
    'turn one off by SCIM': (w) =>
      ask(w.key('*'), 'PATCH', `/Users/${w.id('ada')}`, patch({ op: 'replace', path: 'active', value: false })),
  };

  test('ROL-04: keeps two through every path, and lets the third go', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: withRules({ admins: 2 }),
      groups: { Chiefs: { roles: ['admin'] } },
      people,
    });
    const admins = async (): Promise<number> =>
      (await w.allMembers(w.as('ada'), `role=${w.id('admin')}&status=active`)).length;
    for (const [way, take] of Object.entries(ways)) {
      const { status, text } = await take(w);
      assert.equal(status, 409, `${way}: ${text}`);
      assert.match(text, /2 active admins/, way);
      assert.equal(await admins(), 2, way);
    }
    const bulk = await w.as('ada').post('/members/bulk', { action: 'suspend', ids: [w.id('bea'), w.id('bob')] });
    assert.deepEqual(
      bulk.body.results.map(({ code = 'done' }: { code?: string }) => code),
      ['last_admin', 'done'],
    );
    assert.equal((await w.as('ada').delete(`/members/${w.id('bob')}/suspension`)).status, 200);
    assert.equal((await w.as('ada').patch(`/members/${w.id('bob')}`, { roles: [w.id('admin')] })).status, 200);
    assert.equal((await w.as('bea').post(`/members/${w.id('ada')}/suspension`)).status, 200, 'of three one may go');
  });
});

describe('a portal where everybody has one role', () => {
  test('S-10, D-01: refuses a second one on every path: inviting, creating, editing, many at once, and a directory', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: { rolesPerMember: 'one' },
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] }, ivo: { status: 'invited', roles: ['member'] } },
    });
    const ada = w.as('ada');
    const roles = [w.id('member'), w.id('manager')];
    const replies: Record<string, Reply> = {
      invite: await ada.post('/invitations', { people: [{ email: 'x@default.example' }], roles }),
      'invite one by one': await ada.post('/invitations', { people: [{ email: 'x@default.example', roles }] }),
      create: await ada.post('/members', { email: 'x@default.example', roles }),
      edit: await ada.patch(`/members/${w.id('bob')}`, { roles }),
      'edit an invitation': await ada.patch(`/members/${w.id('ivo')}/invitation`, { roles }),
    };
    for (const [way, { status, body }] of Object.entries(replies)) {
      assert.equal(status, 422, way);
      assert.ok(
        body.errors!.some(({ code, pointer }) => code === 'too_many' && pointer.endsWith('/roles')),
        way,
      );
    }
    const bulk = await ada.post('/members/bulk', { action: 'addRoles', ids: [w.id('bob')], roles: [w.id('manager')] });
    assert.deepEqual([bulk.status, bulk.body.results[0].status], [200, 'refused']);
    const scim = await ask(
      w.key('*'),
      'PATCH',
      `/Users/${w.id('bob')}`,
      patch({ op: 'replace', path: 'roles', value: [{ value: 'member' }, { value: 'manager' }] }),
    );
    assert.equal(scim.status, 400, scim.text);
    const { items } = (await ada.get('/members?limit=100')).body;
    assert.equal(items.length, 3);
    for (const { roles: held } of items) assert.equal(held.length, 1);
  });
});

describe('a portal where everybody has one role, and a request that names none', () => {
  test('S-10, D-01, D-03: is refused where the role is missing, on every path, and says where; a directory may know nothing of roles', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: { rolesPerMember: 'one' },
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] }, ivo: { status: 'invited', roles: ['member'] } },
    });
    const ada = w.as('ada');
    const email = 'x@default.example';
    const other = { email: 'y@default.example', roles: [w.id('member')] };
    const replies: Record<string, [Reply, string]> = {
      invite: [await ada.post('/invitations', { people: [{ email }] }), '/roles'],
      'invite with an empty list': [await ada.post('/invitations', { people: [{ email }], roles: [] }), '/roles'],
      'invite one by one': [
        await ada.post('/invitations', { people: [other, { email, roles: [] }] }),
        '/people/1/roles',
      ],
      create: [await ada.post('/members', { email }), '/roles'],
      'create with an empty list': [await ada.post('/members', { email, roles: [] }), '/roles'],
      edit: [await ada.patch(`/members/${w.id('bob')}`, { roles: [] }), '/roles'],
      'edit an invitation': [await ada.patch(`/members/${w.id('ivo')}/invitation`, { roles: [] }), '/roles'],
    };
    for (const [way, [{ status, body }, pointer]] of Object.entries(replies))
      assert.deepEqual(
        [status, body.errors],
        [422, [{ pointer, code: 'required', detail: 'A person has one role here.' }]],
        way,
      );
    const bulk = await ada.post('/members/bulk', {
      action: 'removeRoles',
      ids: [w.id('bob')],
      roles: [w.id('member')],
    });
    assert.deepEqual([bulk.status, bulk.body.results[0].status], [200, 'refused']);
    const { items } = (await ada.get('/members?limit=100')).body;
    assert.deepEqual(
      items.map(({ roles }: { roles: string[] }) => roles.length),
      [1, 1, 1],
    );

    const named = await ada.patch(`/members/${w.id('bob')}`, { name: 'Bob Brown' });
    assert.equal(named.status, 200, 'what is not named stays');
    assert.equal((await ada.patch(`/members/${w.id('ivo')}/invitation`, { groups: [] })).status, 200);
    const pushed = await ask(w.key('*'), 'POST', '/Users', { schemas: [userSchema], userName: email });
    assert.equal(pushed.status, 201, pushed.text);
    const given = await ada.patch(`/members/${pushed.body.id}`, { roles: [w.id('member')] });
    assert.deepEqual(given.body.member.roles, [w.id('member')]);
    const back = await ada.post('/undo', { changes: [given.body.undo] });
    assert.deepEqual(back.body.results[0].status, 'done', 'and who had none before has none again');
  });
});

describe('a portal that orders and filters by little', () => {
  test('S-02: a program orders and filters by everything all the same, while words are looked for where the portal says', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: { sortable: ['email'], filterable: ['role'], searchable: ['email'] },
      groups: { Ops: {} },
      people: {
        ada: { roles: ['admin'], name: 'Zoe', email: 'a@default.example' },
        bob: { roles: ['member'], name: 'Ann', email: 'b@default.example', groups: ['Ops'] },
      },
    });
    const listed = async (query: string): Promise<string[]> => {
      const { status, body } = await w.as('ada').get(`/members?${query}`);
      assert.equal(status, 200, query);
      return body.items.map(({ name }: { name: string }) => name);
    };
    assert.deepEqual(await listed('sort=name'), ['Ann', 'Zoe']);
    assert.deepEqual(await listed('sort=email'), ['Zoe', 'Ann']);
    assert.deepEqual(await listed(`group=${w.id('Ops')}&status=active`), ['Ann']);
    assert.deepEqual(await listed('query=b@'), ['Ann']);
    assert.deepEqual(await listed('query=zoe'), []);
    assert.deepEqual(
      (await w.as('ada').get('/capabilities')).body.portal.sortable,
      ['email'],
      'which the page follows',
    );
  });
});

describe('the default group', () => {
  for (const on of [true, false])
    test(`S-08: who comes without a group ${on ? 'joins it' : 'joins none where the portal says so'}, whichever way they come`, async () => {
      const w = await givenWorld({
        preset: 'default',
        portal: withRules({ defaultGroup: on }),
        groups: { Everyone: { isDefault: true }, Ops: {} },
      });
      const admin = w.as('admin');
      const invited = await admin.post('/invitations', { people: [{ email: 'a@default.example' }] });
      const created = await admin.post('/members', { email: 'b@default.example' });
      const pushed = await ask(w.key('*'), 'POST', '/Users', { schemas: [userSchema], userName: 'c@default.example' });
      const ids = [invited.body.results[0].member.id, created.body.member.id, pushed.body.id];
      for (const id of ids) {
        const { member } = (await admin.get(`/members/${id}`)).body;
        assert.deepEqual(member.groups, on ? [w.id('Everyone')] : [], member.email);
      }
      const chosen = await admin.post('/members', { email: 'd@default.example', groups: [w.id('Ops')] });
      assert.deepEqual(chosen.body.member.groups, [w.id('Ops')]);
    });
});
