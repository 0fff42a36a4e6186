import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Member } from '../../server/contract/index.ts';
import { memberIdentity } from '../../server/domain/members/identity.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { crowd, given, type Client, type World } from '../support/given.ts';

let world: World;
let ada: Client;
const names = async (query: string, client = ada): Promise<(string | null)[]> =>
  (await world.allMembers(client, query)).map(({ name }) => name);
const addresses = async (query: string): Promise<string[]> =>
  (await world.allMembers(ada, query)).map(({ email }) => email);

before(async () => {
  world = await given({
    preset: 'default',
    groups: { Research: { roles: ['manager'] }, Sales: {}, Empty: {} },
    people: {
      ada: { name: 'Ada Lövelace', roles: ['admin'], lastActiveAt: new Date('2026-11-20T10:00:00Z') },
      zoe: { name: 'Zoë Ångström', email: 'z.angstrom@north.example', roles: ['member'], groups: ['Research'] },
      percent: { name: '100% Sure_Thing', email: 'percent@default.example', roles: ['member'] },
      olena: {
        name: 'Олена Шевченко',
        email: 'olena@xn--80a.example',
        status: 'invited',
        roles: ['member'],
        groups: ['Sales'],
      },
      sam: {
        name: 'Sam O’Neil-Smith',
        status: 'suspended',
        roles: ['manager'],
        groups: { Research: 'owner', Sales: 'member' },
      },
      noname: { name: null, email: 'no.name@default.example', status: 'invited' },
      ...crowd(30, (index) => ({
        name: `Bulk Person ${index}`,
        email: `bulk${String(index).padStart(2, '0')}@bulk.example`,
        roles: ['member'],
        joinedAt: new Date(Date.UTC(2026, 0, 1 + (index % 5))),
        lastActiveAt: new Date(Date.UTC(2026, 9, 1 + (index % 7))),
      })),
    },
  });
  ada = world.as('ada');
});

describe('a list of members', () => {
  test('O-01: who may not read members is told which permission that needs, and nothing else', async () => {
    const plain = await given({
      preset: 'optra',
      people: { ada: { roles: ['admin'] }, bob: { roles: ['billing-admin'] } },
    });
    for (const path of ['/members', '/members/summary', `/members/${plain.id('ada')}`]) {
      const reply = await plain.as('bob').get(path);
      assert.equal(reply.status, 403, path);
      assert.equal(reply.body.permission, 'member:read');
      assert.ok(!reply.text.includes('optra.example'));
    }
    assert.deepEqual((await plain.as('bob').get('/capabilities')).body.roles, []);
    assert.equal((await plain.as('bob').get(`/members/${plain.id('bob')}`)).status, 200, 'everybody sees themselves');
  });

  test('S-02: people are found by the beginnings of words in name and address, whatever the case and the marks', async () => {
    for (const query of ['zoe', 'ZOË', 'angs', 'a ang', 'z.ang', 'z.angstrom@north.example', 'Ångström Zoë']) {
      assert.deepEqual(await names(`query=${encodeURIComponent(query)}`), ['Zoë Ångström'], query);
    }
    assert.deepEqual(await names(`query=${encodeURIComponent('шев')}`), ['Олена Шевченко']);
    assert.deepEqual(await names('query=neil'), ['Sam O’Neil-Smith']);
    assert.deepEqual(await addresses('query=no.na'), ['no.name@default.example']);
    assert.deepEqual(await names('query=zoe%20lovelace'), []);
  });

  test('letters from the middle of a word are found where no word begins with them', async () => {
    assert.deepEqual(await names('query=velac'), ['Ada Lövelace']);
    assert.equal((await names('query=ulk%20perso&limit=7')).length, 30);
  });

  test('INP-12: a search means the letters that were typed, never a pattern', async () => {
    assert.deepEqual(await names('query=%25'), ['100% Sure_Thing']);
    assert.deepEqual(await names('query=100%25'), ['100% Sure_Thing']);
    assert.deepEqual(await names('query=e_T'), ['100% Sure_Thing']);
    for (const query of ['\\', '.*', '(', "'; drop table", '[q', '\u0301', '\u0301'.repeat(100), '%%%%']) {
      assert.deepEqual(await names(`query=${encodeURIComponent(query)}`), [], query);
    }
    for (const query of ['a'.repeat(101), '\u0301'.repeat(5_000), 'x'.repeat(10_000)]) {
      const reply = await ada.get(`/members?query=${encodeURIComponent(query)}`);
      assert.equal(reply.status, 422);
      assert.deepEqual(reply.body.errors?.[0]?.pointer, '?query');
    }
    assert.equal((await ada.get('/members?query=%20%20')).body.total, 36, 'blanks alone search nothing');
  });

  test('filters and search combine; several values of one filter are alternatives', async () => {
    const [manager, sales, research] = [world.id('manager'), world.id('Sales'), world.id('Research')];
    assert.deepEqual(await names('status=suspended'), ['Sam O’Neil-Smith']);
    assert.equal((await names('status=suspended&status=invited')).length, 3);
    assert.deepEqual(
      (await names(`role=${manager}`)).toSorted(),
      ['Sam O’Neil-Smith', 'Zoë Ångström'],
      'own and inherited',
    );
    assert.deepEqual(await names(`role=${manager}&group=${sales}`), ['Sam O’Neil-Smith']);
    assert.equal((await names(`group=${sales}&group=${research}`)).length, 3);
    assert.deepEqual(await names(`group=${sales}&group=${research}&status=active&query=ang`), ['Zoë Ångström']);
    assert.deepEqual(await names(`group=${world.id('Empty')}`), []);
    assert.equal((await names(`role=${world.id('member')}&query=bulk&status=active&sort=-name&limit=4`)).length, 30);
  });

  test('totals are those of the whole search, and the summary’s those of the organization', async () => {
    for (const [query, total] of [
      ['', 36],
      ['status=active', 33],
      [`role=${world.id('manager')}`, 2],
      [`group=${world.id('Sales')}`, 2],
      ['query=bulk', 30],
      ['query=bulk&status=invited', 0],
      ['query=ulk', 30],
    ] as const) {
      const { body } = await ada.get(`/members?limit=1&${query}`);
      assert.equal(body.total, total, query);
      assert.equal(body.atLeast, undefined);
    }
    const { body } = await ada.get('/members/summary');
    assert.deepEqual({ total: body.total, ...body.byStatus }, { total: 36, active: 33, invited: 2, suspended: 1 });
    assert.equal(body.byRole[world.id('manager')], 2);
  });

  test('every order goes both ways, page by page, each person once', async () => {
    const key: Record<string, (member: Member) => string | null> = {
      email: ({ email }) => email,
      name: ({ name }) => memberIdentity({ name, email: 'a@b.c' }).nameKey,
      lastActiveAt: ({ lastActiveAt }) => lastActiveAt?.slice(0, 10) ?? '',
      joinedAt: ({ joinedAt }) => joinedAt,
    };
    for (const [sort, of] of Object.entries(key)) {
      for (const filter of ['', 'query=bulk', 'status=active&status=invited', 'query=ulk']) {
        const up = await world.allMembers(ada, `sort=${sort}&limit=4&${filter}`);
        const down = await world.allMembers(ada, `sort=-${sort}&limit=5&${filter}`);
        assert.equal(new Set(up.map(({ id }) => id)).size, up.length, `${sort} ${filter}`);
        assert.deepEqual(up.map(({ id }) => id).toSorted(), down.map(({ id }) => id).toSorted());
        const keyed = (list: Member[]): string[] => list.map(of).filter((value) => value !== null);
        const ordered = keyed(up).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        assert.deepEqual(keyed(up), ordered, `${sort} ${filter}`);
        assert.deepEqual(keyed(down), ordered.toReversed(), `-${sort} ${filter}`);
        const none = (list: Member[]): number => list.findIndex((member) => of(member) === null);
        for (const list of [up, down])
          if (none(list) >= 0) assert.ok(list.slice(none(list)).every((member) => of(member) === null));
      }
    }
  });

  test('TEN-13: an order or a filter that is none of the list’s is refused', async () => {
    for (const query of [
      'sort=name"; drop',
      'sort=__proto__',
      'sort=constructor',
      'sort=--name',
      'sort=',
      'filter[role]=x',
      'status=ACTIVE',
      'role=admin',
      'role=',
      `role=${world.id('Sales')}`,
    ]) {
      assert.equal((await ada.get(`/members?${encodeURI(query)}`)).status, 400, query);
    }
    const many = Array.from({ length: 51 }, () => `role=${world.id('member')}`).join('&');
    assert.equal((await ada.get(`/members?${many}`)).status, 400);
  });

  test('TEN-12: a cursor opens for its own organization and question, unchanged, and not for ever', async () => {
    const { body } = await ada.get('/members?limit=2&sort=name');
    const cursor: string = body.next;
    assert.ok(!Buffer.from(cursor, 'base64url').toString('latin1').includes('example'), 'no address in it');
    assert.equal((await ada.get(`/members?sort=name&limit=50&cursor=${cursor}`)).status, 200);
    const second = await world.another({ preset: 'spectra', people: { max: { roles: ['org-admin'] } } });
    const flipped = cursor.slice(0, 20) + (cursor[20] === 'A' ? 'B' : 'A') + cursor.slice(21);
    for (const reply of [
      await second.as('max').get(`/members?limit=2&sort=name&cursor=${cursor}`),
      await ada.get(`/members?limit=2&cursor=${cursor}`),
      await ada.get(`/members?limit=2&sort=name&query=a&cursor=${cursor}`),
      await ada.get(`/members?limit=2&sort=name&status=active&cursor=${cursor}`),
      await ada.get(`/groups?cursor=${cursor}`),
      ...(await Promise.all(
        [flipped, `${cursor}A`, cursor.slice(0, -1), 'x', '', '%00', "' or 1=1"].map((bad) =>
          ada.get(`/members?limit=2&sort=name&cursor=${encodeURIComponent(bad)}`),
        ),
      )),
    ]) {
      assert.equal(reply.status, 400);
      assert.equal(reply.body.code, 'bad_cursor');
    }
    const { now } = Date;
    try {
      Date.now = () => now() - 25 * 3_600_000;
      const yesterday = (await ada.get('/members?limit=2&sort=name')).body.next;
      Date.now = now;
      assert.equal((await ada.get(`/members?limit=2&sort=name&cursor=${yesterday}`)).body.code, 'bad_cursor');
    } finally {
      Date.now = now;
    }
  });

  test('CON-13: people who join while somebody pages shift nobody out of the list', async () => {
    const busy = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, ...crowd(40) } });
    const before_ = new Set((await busy.allMembers(busy.as('ada'), 'limit=100')).map(({ id }) => id));
    const joined = new Date();
    for (const sort of ['email', '-email', 'name', '-joinedAt']) {
      const seen: string[] = [];
      for (let cursor = '', page = 0; ; page++) {
        const { body } = await busy.as('ada').get(`/members?limit=7&sort=${sort}${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.items.map(({ id }: Member) => id));
        await busy.inTenant(({ tx, organizationId }) => {
          const { email, nameKey, words } = memberIdentity({
            name: `New ${sort}`,
            email: `${sort}${page}@new.example`,
          });
          return tx.execute(sql`insert into roster.members (organization_id, id, email, name, name_key, words, joined_at)
            values (${organizationId}, ${newUuid()}, ${email}, 'New', ${nameKey}, ${sql.param(words)}, ${joined.toISOString()})`);
        });
        if (body.next === null) break;
        cursor = body.next;
      }
      assert.equal(new Set(seen).size, seen.length, `${sort}: nobody twice`);
      assert.deepEqual(
        seen.filter((id) => before_.has(id as Member['id'])).length,
        before_.size,
        `${sort}: nobody missing`,
      );
    }
  });

  test('only the words the portal searches are searched', async () => {
    const byAddress = await given({
      preset: 'default',
      portal: { searchable: ['email'] },
      people: { ada: { roles: ['admin'], name: 'Countess', email: 'ada.l@default.example' } },
    });
    assert.equal((await byAddress.as('ada').get('/members?query=count')).body.total, 0);
    assert.equal((await byAddress.as('ada').get('/members?query=ada')).body.total, 1);
    assert.equal((await byAddress.as('ada').get('/members?query=exam')).body.total, 1);
  });
});

describe('one member', () => {
  test('A-06: own roles and inherited ones are told apart, with the group they come from', async () => {
    const { body, headers } = await ada.get(`/members/${world.id('zoe')}`);
    assert.deepEqual(body.member.roles, [world.id('member')]);
    assert.deepEqual(body.member.inheritedRoles, [{ role: world.id('manager'), groups: [world.id('Research')] }]);
    assert.equal(body.names[world.id('Research')], 'Research');
    assert.equal(body.names[world.id('manager')], 'Manager');
    assert.equal(headers.get('etag'), `"${body.member.version}"`);
  });

  test('S-04: an action that is not possible says why', async () => {
    const { can: active } = (await ada.get(`/members/${world.id('zoe')}`)).body.member;
    assert.deepEqual(active.resend, { ok: false, code: 'not_pending', reason: 'The invitation is not pending.' });
    assert.equal(active.suspend, true);
    assert.deepEqual(active.reactivate, {
      ok: false,
      code: 'invalid',
      reason: 'Only a suspended member can be reactivated.',
    });
    const { can: invited, invitation } = (await ada.get(`/members/${world.id('olena')}`)).body.member;
    assert.equal(invited.resend, true);
    assert.equal(invited.revoke, true);
    assert.equal(invitation.state, 'pending');
    const low = await given({
      preset: 'default',
      people: { ada: { roles: ['admin'] }, max: { roles: ['manager'] }, ivo: { roles: ['admin'], status: 'invited' } },
    });
    const { can: above } = (await low.as('max').get(`/members/${low.id('ada')}`)).body.member;
    assert.equal(above.remove === true, false, 'ROL-09: nobody acts on somebody above them');
    const { can: link } = (await low.as('max').get(`/members/${low.id('ivo')}`)).body.member;
    assert.equal(link.link === true, false, 'nobody takes the link of somebody above them');
  });

  test('S-11: a removed person’s id answers the portal’s word for it, and is found no more', async () => {
    const gone = await given({
      preset: 'spectra',
      people: { ada: { roles: ['org-admin'] }, bob: { name: 'Bob Gone' }, ivo: { status: 'invited', name: null } },
    });
    await gone.given.ownerSql.unsafe(
      `update roster.members set removed_at = now(), name = null, name_key = '', email = '', words = '{}' where id = '${gone.uuid('bob')}'`,
    );
    const client = gone.as('ada');
    const unknown = 'mem_01h455vb4pex5vsknk084sn02q';
    const { body } = await client.get(
      `/labels?id=${gone.id('bob')}&id=${gone.id('ada')}&id=${gone.id('ivo')}&id=${unknown}`,
    );
    const byId = Object.fromEntries(body.items.map((item: { id: string }) => [item.id, item]));
    assert.deepEqual(byId[gone.id('bob')], { id: gone.id('bob'), name: gone.portal.removedName, removed: true });
    assert.equal(byId[gone.id('ada')].name, 'ada');
    assert.equal(byId[gone.id('ivo')].name, gone.portal.invitedName);
    assert.equal(byId[unknown], undefined);
    assert.equal((await client.get(`/members/${gone.id('bob')}`)).status, 404);
    assert.equal((await client.get('/members?query=gone')).body.total, 0);
    const many = Array.from({ length: 201 }, () => `id=${unknown}`).join('&');
    assert.equal((await client.get(`/labels?${many}`)).status, 400);
  });
});

describe('groups and roles', () => {
  test('S-12: groups are ordered by name or count, searched by name, and counted', async () => {
    const list = async (query: string): Promise<[string, number][]> =>
      (await ada.get(`/groups?${query}`)).body.items.map(
        ({ name, memberCount }: { name: string; memberCount: number }) => [name, memberCount],
      );
    assert.deepEqual(await list(''), [
      ['Empty', 0],
      ['Research', 2],
      ['Sales', 2],
    ]);
    assert.deepEqual(await list('sort=-memberCount'), [
      ['Sales', 2],
      ['Research', 2],
      ['Empty', 0],
    ]);
    assert.deepEqual(await list('query=ALE'), [['Sales', 2]]);
    assert.deepEqual(await list('query=%25'), []);
    const first = (await ada.get('/groups?sort=memberCount&limit=1')).body;
    const second = (await ada.get(`/groups?sort=memberCount&limit=5&cursor=${first.next}`)).body;
    assert.deepEqual([first.total, first.items.length, second.items.length], [3, 1, 2]);
  });

  test('D-08: a role says how many people hold it in effect, and whether the caller may give it', async () => {
    const { body } = await ada.get('/roles');
    const manager = body.items.find(({ key }: { key: string }) => key === 'manager');
    assert.equal(manager.memberCount, 2);
    assert.equal(manager.can.assign, true);
    const seen = (await world.key('role:read', 'member:invite').get('/roles')).body.items[0];
    assert.equal(seen.can.assign.code, 'privilege_escalation');
  });
});
