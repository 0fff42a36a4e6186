import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { givenWorld, endOfTest, inviteOne, accept, tokenOf, codeOf } from '../support/invite.ts';
import { rowsOf, type World } from '../support/given.ts';
import { givenAccount, givenLogin } from '../support/site.ts';

afterEach(endOfTest);

const people = {
  ada: { roles: ['admin'] },
  bea: { roles: ['admin'] },
  max: { roles: ['manager'] },
  bob: { roles: ['member'], groups: ['Ops'] },
  ivo: { status: 'invited' as const, roles: ['member'] },
};

function world(): Promise<World> {
  return givenWorld({ preset: 'default', groups: { Ops: {}, Leads: { roles: ['manager'] } }, people });
}

describe('editing a member', () => {
  test('O-06, A-05: an admin changes name, contact details, roles and groups of a person in one save', async () => {
    const w = await world();
    const ada = w.as('ada');
    const { body } = await ada.patch(`/members/${w.id('bob')}`, {
      name: ' Bob  Builder ',
      contact: { telephone: '+43 1 234' },
      roles: [w.id('manager')],
      groups: [w.id('Leads')],
    });
    assert.equal(body.member.name, 'Bob Builder');
    assert.deepEqual(body.member.contact, { telephone: '+43 1 234' });
    assert.deepEqual(body.member.roles, [w.id('manager')]);
    assert.deepEqual(body.member.groups, [w.id('Leads')]);
    const listed = await ada.get('/members?query=builder');
    assert.equal(listed.body.total, 1);
    const [row] = await rowsOf<{ changes: Record<string, unknown>; action: string }>(
      w,
      sql`select action, changes from roster.audit order by seq desc limit 1`,
    );
    assert.equal(row!.action, 'member.updated');
    assert.deepEqual(row!.changes, {
      name: true,
      contact: true,
      roles: { removed: [w.id('member')], added: [w.id('manager')] },
      groups: { removed: [w.id('Ops')], added: [w.id('Leads')] },
    });
  });

  test('O-05: the roles of an invited person stay editable, and they have the edited ones after accepting', async () => {
    const w = await world();
    const eve = await inviteOne(w, 'eve@default.example', { roles: [w.uuid('member')] });
    const { id } = (await w.as('ada').get('/members?query=eve')).body.items[0];
    const token = await tokenOf(w, eve);
    const edited = await w.as('ada').patch(`/members/${id}`, { roles: [w.id('manager')] });
    assert.equal(edited.status, 200, edited.text);
    await accept(w, token);
    const { body } = await w.as('ada').get(`/members/${id}`);
    assert.deepEqual([body.member.status, body.member.roles], ['active', [w.id('manager')]]);
  });

  test('O-06: another address keeps the history, ends the links sent to the old one, and clashes are refused with the reason', async () => {
    const w = await world();
    const ada = w.as('ada');
    const eve = await inviteOne(w, 'eve@default.example');
    const { id } = (await ada.get('/members?query=eve')).body.items[0];
    const token = await tokenOf(w, eve);
    const taken = await ada.patch(`/members/${id}`, { email: 'BOB@default.example' });
    assert.deepEqual([taken.status, taken.body.code], [409, 'email_taken']);
    const moved = await ada.patch(`/members/${id}`, { email: 'eva@default.example' });
    assert.deepEqual([moved.status, moved.body.member.email], [200, 'eva@default.example']);
    assert.equal(await codeOf(accept(w, token)), 'gone');
    assert.equal(await codeOf(accept(w, await tokenOf(w, eve))), 'ok');
    const history = await rowsOf<{ field: string; value: string }>(
      w,
      sql`select v.field, v.value from roster.audit_values v join roster.audit a using (organization_id, seq)
           where a.action = 'member.updated' and v.member_id = ${eve} order by 1`,
    );
    assert.deepEqual(history, [
      { field: 'email', value: 'eva@default.example' },
      { field: 'emailBefore', value: 'eve@default.example' },
    ]);
    assert.equal((await ada.patch(`/members/${w.id('bob')}`, { email: 'a@b@c' })).body.errors![0]!.pointer, '/email');
  });

  test('O-04: where people of other domains are kept out, nobody comes to have an address there by a change either', async () => {
    const { rules } = (await world()).portal;
    const w = await givenWorld({
      preset: 'default',
      domains: ['default.example'],
      portal: { rules: { ...rules, foreignDomain: 'block' } },
      people: { ada: { roles: ['admin'] }, bob: {}, eve: { status: 'invited' } },
    });
    for (const person of ['bob', 'eve']) {
      const { status, body } = await w.as('ada').patch(`/members/${w.id(person)}`, { email: 'x@foreign.example' });
      assert.deepEqual(
        [status, body.errors?.[0]],
        [422, { ...body.errors?.[0], pointer: '/email', code: 'foreign_domain' }],
      );
      const near = await w.as('ada').patch(`/members/${w.id(person)}`, { email: `new-${person}@default.example` });
      assert.equal(near.status, 200, near.text);
    }
  });

  test('S-10: where the setting forbids it nobody changes an address, not even their own', async () => {
    const w = await givenWorld({ preset: 'spectra' });
    const admin = w.as('admin');
    const { body } = await admin.patch(`/members/${w.id('admin')}`, { email: 'new@spectra.example' });
    assert.deepEqual([body.status, body.code], [403, 'forbidden']);
    assert.equal((await admin.get(`/members/${w.id('admin')}`)).body.member.can.changeEmail.ok, false);
    assert.equal((await admin.patch(`/members/${w.id('admin')}`, { email: w.email('admin') })).status, 200);
  });

  test('ROL-16: roles that are no list of roles are refused with their place, and nothing changes', async () => {
    const w = await world();
    const ada = w.as('ada');
    const before = await ada.get(`/members/${w.id('bob')}`);
    const wrong: unknown[] = [
      '',
      'admin,owner',
      [''],
      ['__proto__'],
      ['constructor'],
      ['admin'],
      [w.id('bob')],
      [null],
    ];
    wrong.push([w.id('member'), w.id('member')], ['rol_01h455vb4pex5vsknk084sn02q']);
    for (const roles of wrong) {
      const { status, body } = await ada.patch(`/members/${w.id('bob')}`, { roles });
      assert.equal(status, 422, JSON.stringify(roles));
      assert.match(body.errors![0]!.pointer, /^\/roles/, JSON.stringify(roles));
    }
    assert.equal((await ada.get(`/members/${w.id('bob')}`)).text, before.text);
    const single = await givenWorld({ preset: 'spectra' });
    const none = await single.as('admin').patch(`/members/${single.id('admin')}`, { roles: [] });
    assert.deepEqual([none.status, none.body.errors![0]!.pointer], [422, '/roles'], 'where everybody has one role');
  });

  test('EML-18, EML-19: a name is kept trimmed and without what is not drawn; nothing, and controls, are refused', async () => {
    const w = await world();
    const bob = `/members/${w.id('bob')}`;
    const ada = w.as('ada');
    for (const [typed, kept] of [
      ['Alice ', 'Alice'],
      ['Alice\u200b', 'Alice'],
      ['\u2060Al\u00adice', 'Alice'],
    ])
      assert.equal((await ada.patch(bob, { name: typed })).body.member.name, kept);
    for (const name of ['\u200b', '  ', '', 'A\u202eb', 'A\u2066b', 'A\u{e0041}b', 'A\nb', 'A\u0000b', 'A\ud800']) {
      const { status, body } = await ada.patch(bob, { name });
      assert.deepEqual([status, body.errors![0]!.pointer], [422, '/name'], JSON.stringify(name));
    }
    for (const contact of [{ a: 'x\u202ey' }, { 'A b': 'x' }, { a: 'x'.repeat(301) }])
      assert.equal((await ada.patch(bob, { contact })).status, 422, JSON.stringify(contact));
    assert.equal((await ada.patch(bob, { contact: JSON.parse('{"__proto__": "x"}') })).status, 400);
    assert.equal((await ada.get(bob)).body.member.name, 'Alice');
  });

  test('CON-01, CON-02: of two editors who saw the same, the second is told and has lost nothing', async () => {
    const w = await world();
    const [ada, bea] = [w.as('ada'), w.as('bea')];
    const bob = `/members/${w.id('bob')}`;
    const seen = (await ada.get(bob)).headers.get('etag')!;
    const first = await ada.patch(bob, { roles: [w.id('member'), w.id('manager')] }, { 'if-match': seen });
    assert.equal(first.status, 200);
    const second = await bea.patch(bob, { roles: [], name: 'Robert' }, { 'if-match': seen });
    assert.deepEqual([second.status, second.body.code], [412, 'stale']);
    assert.equal(second.headers.get('etag'), first.headers.get('etag'));
    for (const reply of [
      await bea.delete(bob, { 'if-match': seen }),
      await bea.post(`${bob}/suspension`, undefined, { 'if-match': seen }),
      await bea.delete(`/members/${w.id('ivo')}/invitation`, { 'if-match': '"77"' }),
    ])
      assert.equal(reply.status, 412);
    const now = await bea.get(bob);
    assert.equal(now.body.member.roles.length, 2);
    assert.equal(now.body.member.name, 'bob');
    assert.equal((await bea.patch(bob, { name: 'Robert' })).status, 200, 'without a condition it goes through');
  });

  test('O-07: a role that stands alone is refused beside others on every way: edit, group, bulk', async () => {
    const w = await givenWorld({
      preset: 'optra',
      groups: { Charts: { roles: ['chart-editor'] }, Empty: {} },
      people: {
        ada: { roles: ['admin'] },
        tom: { roles: ['device-technician'] },
        vic: { roles: ['chart-viewer-only'] },
        gus: { roles: [], groups: ['Charts'] },
      },
    });
    const ada = w.as('ada');
    const mixed = [w.id('chart-viewer-only'), w.id('billing-admin')];
    const refused = [
      await ada.patch(`/members/${w.id('tom')}`, { roles: mixed }),
      await ada.patch(`/members/${w.id('vic')}`, { groups: [w.id('Charts')] }),
      await ada.patch(`/members/${w.id('gus')}`, { roles: [w.id('chart-viewer-only')] }),
    ];
    for (const { status, body } of refused) assert.deepEqual([status, body.code], [409, 'role_exclusive']);
    const bulk = await ada.post('/members/bulk', {
      action: 'addRoles',
      ids: [w.id('tom'), w.id('vic'), w.id('gus')],
      roles: [w.id('billing-admin')],
    });
    assert.deepEqual(
      bulk.body.results.map(({ status, code }: { status: string; code?: string }) => [status, code]),
      [
        ['done', undefined],
        ['refused', 'role_exclusive'],
        ['done', undefined],
      ],
    );
    const free = await ada.patch(`/members/${w.id('tom')}`, {
      roles: ['billing-admin', 'device-technician', 'workflow-editor', 'chart-editor'].map((role) => w.id(role)),
    });
    assert.equal(free.status, 200, 'the others combine freely');
    const renamed = await ada.patch(`/members/${w.id('vic')}`, { name: 'Victor' });
    assert.equal(renamed.status, 200);
  });

  test('ROL-08, ROL-09: nobody gives more than they hold, nor touches who holds more', async () => {
    const w = await world();
    const max = w.as('max');
    const attempts = [
      max.patch(`/members/${w.id('bob')}`, { roles: [w.id('admin')] }),
      max.patch(`/members/${w.id('max')}`, { roles: [w.id('admin')] }),
      max.patch(`/members/${w.id('ada')}`, { roles: [w.id('member')] }),
      max.patch(`/members/${w.id('ada')}`, { roles: [] }),
      max.patch(`/members/${w.id('ada')}`, { name: 'Nobody' }),
      max.patch(`/members/${w.id('ada')}`, { email: 'max2@default.example' }),
    ];
    for (const { status, body } of await Promise.all(attempts))
      assert.deepEqual([status, body.code], [403, 'privilege_escalation']);
    assert.equal((await max.patch(`/members/${w.id('bob')}`, { roles: [w.id('manager')] })).status, 200);
    assert.equal((await max.delete(`/members/${w.id('bob')}`)).body.permission, 'member:remove');
    const group = await givenWorld({
      preset: 'default',
      groups: { Chiefs: { roles: ['admin'] } },
      people: { ada: { roles: ['admin'] }, max: { roles: ['manager'] }, bob: {} },
    });
    const byGroup = await group.as('max').patch(`/members/${group.id('bob')}`, { groups: [group.id('Chiefs')] });
    assert.equal(byGroup.body.code, 'privilege_escalation', 'what a group gives counts like what is given');
  });

  test('ROL-15: the right to do it, the portal that offers it and a token that includes it are all needed', async () => {
    const w = await givenWorld({
      preset: 'default',
      portal: { actions: ['invite', 'edit', 'remove'] },
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } },
    });
    const bob = `/members/${w.id('bob')}`;
    assert.equal((await w.as('ada').post(`${bob}/suspension`)).status, 403, 'the portal does not offer it');
    assert.equal((await w.as('ada').post('/members', { email: 'new@default.example' })).status, 403);
    assert.equal((await w.as('ada').get('/members/export')).status, 403);
    const narrow = w.as('ada', { scopes: ['member:read', 'member:update'] });
    assert.equal((await narrow.delete(bob)).status, 403, 'the token does not include it');
    // Of what a narrowed token lacks it gives nothing either.
    assert.equal((await narrow.patch(bob, { roles: [w.id('admin')] })).body.code, 'privilege_escalation');
    assert.equal((await w.as('bob').patch(bob, { name: 'Bob' })).status, 403, 'the right is not theirs');
  });
});

describe('an address people sign in with', () => {
  test('O-06: changes with the member where only this organization knows the account, and counts as unproven', async () => {
    const w = await world();
    const account = await givenLogin(w, 'bob');
    const changed = await w.as('ada').patch(`/members/${w.id('bob')}`, { email: 'robert@default.example' });
    assert.equal(changed.status, 200, changed.text);
    const [row] = await w.given.ownerSql`select email, email_verified_at from roster.accounts where id = ${account}`;
    assert.deepEqual({ ...row }, { email: 'robert@default.example', email_verified_at: null });
  });

  test('O-06: stays where other organizations know it too, and where another account has it', async () => {
    const w = await world();
    const account = await givenLogin(w, 'bob');
    await givenAccount(w, 'somebody@else.example');
    const taken = await w.as('ada').patch(`/members/${w.id('bob')}`, { email: 'somebody@else.example' });
    assert.deepEqual([taken.status, taken.body.code], [409, 'email_taken'], 'SES-08: one namespace for signing in');
    const other = await w.another({ slug: 'other', people: { bob: {} } });
    await rowsOf(other, sql`update roster.members set account_id = ${account} where id = ${other.uuid('bob')}`);
    const shared = await w.as('ada').patch(`/members/${w.id('bob')}`, { email: 'robert@default.example' });
    assert.deepEqual([shared.status, shared.body.code], [403, 'forbidden']);
    assert.ok(!shared.text.includes('other'));
    assert.equal((await w.as('ada').get(`/members/${w.id('bob')}`)).body.member.email, w.email('bob'));
  });
});

describe('a change that is only asked about', () => {
  test('answers what it would do, and does nothing', async () => {
    const w = await world();
    const ada = w.as('ada');
    const bob = `/members/${w.id('bob')}`;
    const before = await rowsOf(w, sql`select count(*) from roster.audit`);
    const { body } = await ada.patch(`${bob}?dryRun=true`, { roles: [w.id('manager')], groups: [] });
    assert.equal(body.refused, null);
    assert.deepEqual(body.roles, { gained: [w.id('manager')], lost: [w.id('member')] });
    assert.deepEqual(body.groups, { joined: [], left: [w.id('Ops')] });
    assert.deepEqual(body.permissions.gained, ['group:members', 'member:invite', 'member:update']);
    assert.equal(body.names[w.id('Ops')], 'Ops');
    const removal = await ada.delete(`${bob}?dryRun=true`);
    assert.deepEqual([removal.status, removal.body.groups.left], [200, [w.id('Ops')]]);
    const shut = await ada.post(`${bob}/suspension?dryRun=true`);
    assert.deepEqual([shut.body.roles.lost, shut.body.permissions.lost.length > 0], [[], true]);
    assert.deepEqual(await rowsOf(w, sql`select count(*) from roster.audit`), before);
    assert.deepEqual((await ada.get(bob)).body.member.roles, [w.id('member')]);
  });

  test('ROL-04: says that the last admin would go, and refuses what is not the caller’s at all', async () => {
    const w = await givenWorld({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } },
    });
    const { status, body } = await w.as('ada').delete(`/members/${w.id('ada')}?dryRun=true`);
    assert.deepEqual([status, body.lastAdmin, body.refused.code], [200, true, 'last_admin']);
    assert.equal((await w.as('bob').delete(`/members/${w.id('ada')}?dryRun=true`)).status, 403);
    assert.equal((await w.as('ada').delete(`/members/${w.id('ada')}?dryRun=perhaps`)).status, 400);
  });
});
