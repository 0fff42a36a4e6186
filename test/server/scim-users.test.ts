import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { given, rowsOf, type Client, type World } from '../support/given.ts';
import { ask, each, enterpriseSchema, filter, groupSchema, patch, userSchema } from '../support/scim.ts';

const user = (userName: string, rest: object = {}): object => ({ schemas: [userSchema], userName, ...rest });

describe('a directory that looks for people', () => {
  let world: World;
  let key: Client;
  before(async () => {
    world = await given({
      preset: 'default',
      people: {
        ada: { roles: ['admin'], name: 'Ada Lovelace', externalId: 'x-1' },
        bob: { name: 'Bob', status: 'suspended' },
        cyd: { name: 'Cyd Ålund' },
        eve: { status: 'invited', name: null },
      },
    });
    key = world.key('scim');
  });
  const found = async (text: string): Promise<unknown[]> => {
    const reply = await ask(key, 'GET', `/Users?${filter(text)}`);
    assert.equal(reply.status, 200, `${text}: ${reply.text}`);
    assert.equal(reply.body.totalResults, reply.body.Resources.length, text);
    return each(reply.body.Resources, 'userName').map((name) => String(name).split('@')[0]);
  };

  test('finds them by name, address, id of its own, and whether they are let in, in any spelling', async () => {
    for (const [text, names] of [
      [`userName eq "${world.email('ada')}"`, ['ada']],
      [`USERNAME EQ "${world.email('ada').toUpperCase()}"`, ['ada']],
      [`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${world.email('ada')}"`, ['ada']],
      [`emails.value eq "${world.email('cyd')}"`, ['cyd']],
      [`emails eq "${world.email('cyd')}"`, ['cyd']],
      [`emails[type eq "work"].value eq "${world.email('cyd')}"`, ['cyd']],
      [`emails[type eq "work" and value eq "${world.email('cyd')}"]`, ['cyd']],
      [`emails[type eq "home"].value eq "${world.email('cyd')}"`, []],
      [`externalId eq "x-1"`, ['ada']],
      [`externalId eq "X-1"`, []],
      [`id eq "${world.id('bob')}"`, ['bob']],
      [`id eq "nonsense"`, []],
      [`displayName eq "ada lovelace"`, ['ada']],
      [`displayName eq "cyd alund"`, ['cyd']],
      [`name.formatted sw "cyd å"`, ['cyd']],
      [`userName sw "a"`, ['ada']],
      [`active eq false`, ['bob']],
      [`active eq "True"`, ['ada', 'cyd', 'eve']],
      [`active eq true and userName sw "c"`, ['cyd']],
      [`active eq false and userName sw "c"`, []],
      [`active eq true and active eq false`, []],
      [`userName sw "a" or (externalId eq "no" or userName sw "b")`, ['ada', 'bob']],
      [`(userName sw "a" or userName sw "b") and active eq false`, ['bob']],
      [`userName eq "it's \\"odd\\""`, []],
      [`userName eq "%"`, []],
    ] as const) {
      assert.deepEqual((await found(text)).toSorted(), names, text);
    }
  });

  test('is refused, and told that it is the filter, where no index could answer or nothing can be understood', async () => {
    for (const text of [
      'userName co "a"',
      'userName ne "a"',
      'userName gt "a"',
      'externalId sw "x"',
      'not (userName eq "a")',
      'active eq true or userName eq "a"',
      'active pr',
      'active eq "maybe"',
      'title eq "Boss"',
      'groups.value eq "x"',
      'userName eq 5',
      'userName eq a',
      'userName eq',
      'userName',
      'userName eq "a" and',
      'userName eq "a" xor userName eq "b"',
      '(userName eq "a"',
      'userName eq "a")',
      'userName eq "a',
      'emails[type eq "work"',
      'emails[type eq "work"] eq "x"',
      'emails[display eq "x"].value eq "y"',
      '__proto__ eq "a"',
      'constructor.prototype eq "a"',
      '',
      ' ',
      `${'('.repeat(12)}userName eq "a"${')'.repeat(12)}`,
      Array.from({ length: 51 }, () => 'userName eq "a"').join(' or '),
      `userName eq "${'a'.repeat(2_000)}"`,
    ]) {
      const reply = await ask(key, 'GET', `/Users?${filter(text)}`);
      assert.deepEqual([reply.status, reply.body['scimType']], [400, 'invalidFilter'], `${text}: ${reply.text}`);
    }
  });

  test('INP-12: a filter of two thousand odd letters is read in a moment', async () => {
    for (const piece of ['\\', '"', '(', '[', '\\"', 'a ', 'a.', ' ']) {
      const start = performance.now();
      const text = `userName eq "${piece.repeat(1_900 / piece.length)}`;
      const reply = await ask(key, 'GET', `/Users?${filter(text)}`);
      assert.ok(reply.status === 400 || reply.status === 200, reply.text);
      assert.ok(performance.now() - start < 1_000, piece);
    }
  });

  test('walks through all of them page by page, each once, also while somebody comes', async () => {
    const all: unknown[] = [];
    for (let start = 1; start <= 4; start += 2) {
      const { body } = await ask(key, 'GET', `/Users?startIndex=${start}&count=2`);
      assert.deepEqual([body.startIndex, body.itemsPerPage], [start, body.Resources.length]);
      all.push(...each(body.Resources, 'id'));
    }
    assert.deepEqual(new Set(all), new Set(['ada', 'bob', 'cyd', 'eve'].map((name) => world.id(name))));
    assert.equal(all.length, 4);
    for (const [query, start, many] of [
      ['startIndex=0&count=-1', 1, 0],
      ['count=0', 1, 0],
      ['startIndex=99', 99, 0],
      ['startIndex=-5&count=1000', 1, 4],
    ] as const) {
      const { body } = await ask(key, 'GET', `/Users?${query}`);
      assert.deepEqual([body.totalResults, body.startIndex, body.itemsPerPage], [4, start, many], query);
    }
    for (const query of ['count=many', 'startIndex=1e9', 'count=1.5', 'count=99999999999', 'count=1&count=2'])
      assert.equal((await ask(key, 'GET', `/Users?${query}`)).status, 400, query);
  });

  test('is told the attributes it asks for and no others, the id and the schemas always', async () => {
    const of = async (query: string): Promise<unknown> =>
      (await ask(key, 'GET', `/Users/${world.id('ada')}?${query}`)).body;
    const [schemas, id] = [[userSchema], world.id('ada')];
    assert.deepEqual(await of('attributes=userName'), { schemas, id, userName: world.email('ada') });
    assert.deepEqual(await of(`attributes=NAME.familyName,${userSchema}:externalId,nothing`), {
      schemas,
      id,
      externalId: 'x-1',
      name: { familyName: 'Lovelace' },
    });
    assert.deepEqual(await of('attributes=emails.value'), { schemas, id, emails: [{ value: world.email('ada') }] });
    const rest = await of('excludedAttributes=meta,name.givenName,emails,groups,id,roles');
    assert.deepEqual(rest, {
      schemas,
      id,
      externalId: 'x-1',
      userName: world.email('ada'),
      name: { formatted: 'Ada Lovelace', familyName: 'Lovelace' },
      displayName: 'Ada Lovelace',
      active: true,
    });
    const both = await ask(key, 'GET', '/Users?attributes=id&excludedAttributes=name');
    assert.equal(both.status, 400);
    const { body } = await ask(key, 'GET', '/Users?attributes=active&count=1');
    assert.deepEqual(Object.keys(body.Resources[0]), ['schemas', 'id', 'active']);
  });

  test('reads what is spoken here: configuration, kinds and schemas, of nothing that is not kept', async () => {
    const { body: config } = await ask(key, 'GET', '/ServiceProviderConfig');
    assert.deepEqual(
      [config.patch.supported, config.bulk.supported, config.filter, config.etag.supported, config.sort.supported],
      [true, false, { supported: true, maxResults: 100 }, true, false],
    );
    const { body: kinds } = await ask(key, 'GET', '/ResourceTypes');
    assert.deepEqual(each(kinds.Resources, 'endpoint'), ['/Users', '/Groups']);
    assert.equal((await ask(key, 'GET', '/ResourceTypes/User')).body.schemaExtensions[0].schema, enterpriseSchema);
    const { body: schemas } = await ask(key, 'GET', '/Schemas');
    assert.deepEqual(each(schemas.Resources, 'id'), [userSchema, groupSchema, enterpriseSchema]);
    const { body: schema } = await ask(key, 'GET', `/Schemas/${userSchema}`);
    const { body: ada } = await ask(key, 'GET', `/Users/${world.id('ada')}`);
    const named = new Set([...each(schema.attributes, 'name'), 'schemas', 'id', 'meta']);
    assert.deepEqual(
      Object.keys(ada).filter((name) => !named.has(name)),
      [],
    );
    for (const path of ['/ResourceTypes/Device', '/Schemas/urn:x', '/Nothing', '/Users/x/y', '/Me'])
      assert.equal((await ask(key, 'GET', path)).status, 404, path);
    assert.equal((await ask(key, 'POST', '/Schemas', {})).status, 405);
    assert.equal((await ask(key, 'GET', `/Schemas?${filter('id eq "x"')}`)).status, 403);
  });
});

describe('a directory that keeps people', () => {
  test('makes an active member without mail and without a password, who is in the audit trail as made by its key', async () => {
    const world = await given({ preset: 'default', groups: { All: { isDefault: true } } });
    const made = await ask(world.key('scim'), 'POST', '/Users?attributes=userName', user('New@Scim.example'));
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;
    assert.match(made.headers.get('location') ?? '', new RegExp(`/v1/scim/v2/Users/${id}$`));
    const { member } = (await world.as('admin').get(`/members/${id}`)).body;
    assert.deepEqual([member.status, member.email, member.groups], ['active', 'new@scim.example', [world.id('All')]]);
    assert.deepEqual(await rowsOf(world, sql`select 1 from roster.outbox`), []);
    const rows = await world.given.ownerSql.unsafe(
      `select password_hash, temporary_until, email_verified_at from roster.accounts where email = 'new@scim.example'`,
    );
    assert.deepEqual({ ...rows[0] }, { password_hash: null, temporary_until: null, email_verified_at: null });
    const { items } = (await world.as('admin').get(`/audit?target=${id}`)).body;
    assert.deepEqual(
      items.map(({ action, actor }: { action: string; actor: { kind: string } }) => [action, actor.kind]),
      [['member.created', 'key']],
    );
    const events = await rowsOf<{ type: string }>(world, sql`select type from roster.events`);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['member.joined'],
    );
  });

  test('finds a person by its own id afterwards, and so does a host that asks for a token', async () => {
    const world = await given({ preset: 'default' });
    const key = world.key('scim');
    const { id } = (await ask(key, 'POST', '/Users', user('new@scim.example', { externalId: 'dir-7' }))).body;
    const token = await world.key('token:issue').post('/tokens', { externalId: 'dir-7' });
    assert.equal(token.status, 201, token.text);
    const taken = await ask(key, 'POST', '/Users', user('other@scim.example', { externalId: 'dir-7' }));
    assert.deepEqual([taken.status, taken.body['scimType']], [409, 'uniqueness']);
    assert.equal((await ask(key, 'GET', `/Users?${filter('userName eq "other@scim.example"')}`)).body.totalResults, 0);
    assert.equal((await ask(key, 'PATCH', `/Users/${id}`, patch({ op: 'remove', path: 'externalId' }))).status, 200);
    assert.equal((await ask(key, 'POST', '/Users', user('other@scim.example', { externalId: 'dir-7' }))).status, 201);
  });

  test('calls a person what it likes: the name stands beside the address, and nobody else has either', async () => {
    const world = await given({ preset: 'default' });
    const key = world.key('scim');
    const work = (value: string): object => ({ emails: [{ value, type: 'work' }] });
    const made = await ask(key, 'POST', '/Users', user('JDoe', work('john@scim.example')));
    assert.deepEqual([made.body.userName, made.body.emails[0].value], ['jdoe', 'john@scim.example']);
    assert.equal((await ask(key, 'GET', `/Users?${filter('userName eq "jDOE"')}`)).body.totalResults, 1);
    assert.equal((await ask(key, 'GET', `/Users?${filter('userName eq "john@scim.example"')}`)).body.totalResults, 0);
    const second = await ask(key, 'POST', '/Users', user('jdoe', work('jane@scim.example')));
    assert.deepEqual([second.status, second.body['scimType']], [409, 'uniqueness']);
    const address = await ask(key, 'POST', '/Users', user('a@scim.example', work('b@scim.example')));
    assert.equal(address.status, 201);
    assert.equal((await ask(key, 'POST', '/Users', user('a@scim.example'))).status, 409);
    assert.equal((await ask(key, 'POST', '/Users', user('nobody'))).body['scimType'], 'invalidValue');
    await ask(
      key,
      'PATCH',
      `/Users/${made.body.id}`,
      patch({ op: 'replace', value: { userName: 'john@scim.example' } }),
    );
    await world.as('admin').patch(`/members/${made.body.id}`, { email: 'johnny@scim.example' });
    const { body } = await ask(key, 'GET', `/Users/${made.body.id}`);
    assert.equal(body.userName, 'johnny@scim.example', 'where the two are the same, the name goes with the address');
  });

  test('whose person has an account elsewhere gets them invited by mail, and taken back by turning them off', async () => {
    const world = await given({ preset: 'default' });
    const other = await world.another({ preset: 'default', slug: 'elsewhere' });
    const [ours, theirs] = [world.key('scim'), other.key('scim')];
    assert.equal((await ask(theirs, 'POST', '/Users', user('both@scim.example'))).status, 201);
    const off = await ask(ours, 'POST', '/Users', user('both@scim.example', { active: false }));
    assert.equal(off.status, 400, off.text);
    const made = await ask(ours, 'POST', '/Users', user('both@scim.example'));
    assert.deepEqual([made.status, made.body.active], [201, true], made.text);
    const path = `/members/${made.body.id}`;
    assert.equal((await world.as('admin').get(path)).body.member.status, 'invited');
    const turned = patch({ op: 'replace', path: 'active', value: false });
    const gone = await ask(ours, 'PATCH', `/Users/${made.body.id}`, turned);
    assert.deepEqual([gone.status, gone.body.active], [200, false]);
    assert.equal((await ask(ours, 'GET', `/Users/${made.body.id}`)).status, 404);
    const open = await rowsOf(world, sql`select 1 from roster.invitations where revoked_at is null`);
    assert.deepEqual(open, []);
  });

  test('gives and takes roles by their keys, names and ids, and says which there are', async () => {
    const world = await given({ preset: 'default' });
    const key = world.key('*');
    const made = await ask(key, 'POST', '/Users', user('new@scim.example', { roles: [{ value: 'MANAGER' }] }));
    assert.deepEqual(made.body.roles, [{ value: 'manager', display: 'Manager', primary: true }]);
    const { id } = made.body;
    const roles = async (...operations: unknown[]): Promise<unknown[]> => {
      const reply = await ask(key, 'PATCH', `/Users/${id}`, patch(...operations));
      assert.equal(reply.status, 200, reply.text);
      return each(reply.body.roles, 'value');
    };
    assert.deepEqual(await roles({ op: 'add', path: 'roles', value: [{ value: 'Member' }] }), ['manager', 'member']);
    assert.deepEqual(await roles({ op: 'remove', path: 'roles[value eq "manager"]' }), ['member']);
    const app = '{"id":"06b07648-ecfe-589f-9d2f-6325724a46ee","value":"manager","displayName":"Manager"}';
    assert.deepEqual(await roles({ op: 'Add', path: 'roles', value: [{ primary: 'False', value: app }] }), [
      'manager',
      'member',
    ]);
    assert.deepEqual(await roles({ op: 'Replace', path: 'roles[primary eq "True"].value', value: 'admin' }), ['admin']);
    assert.deepEqual(await roles({ op: 'replace', value: { roles: [{ value: world.id('member') }] } }), ['member']);
    assert.deepEqual(await roles({ op: 'remove', path: 'roles' }), []);
    for (const value of ['nothing', '{"value":', '{"value":3}', 3, null])
      assert.equal(
        (await ask(key, 'PATCH', `/Users/${id}`, patch({ op: 'add', path: 'roles', value: [{ value }] }))).status,
        400,
      );
  });

  test('changes what it names, passes over what is not kept, and refuses what cannot be', async () => {
    const world = await given({
      preset: 'default',
      people: { admin: { roles: ['admin'] }, bob: { name: 'Bob Berg' } },
    });
    const key = world.key('scim');
    const change = (...operations: unknown[]) => ask(key, 'PATCH', `/Users/${world.id('bob')}`, patch(...operations));
    const married = await change({ op: 'replace', path: 'name.familyName', value: 'Tal' });
    assert.deepEqual(married.body.name, { formatted: 'Bob Tal', givenName: 'Bob', familyName: 'Tal' });
    const whole = await change({
      op: 'replace',
      value: { name: { givenName: 'Rob', familyName: 'Tal' }, nickName: 'R' },
    });
    assert.equal(whole.body.displayName, 'Rob Tal');
    assert.equal((await change({ op: 'add', path: 'preferredLanguage', value: 'de' })).status, 200);
    assert.equal((await change({ op: 'add', path: 'x509Certificates[value eq "a"].display', value: 'b' })).status, 200);
    for (const [operation, type] of [
      [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
      [{ op: 'replace', path: 'groups', value: [] }, 'mutability'],
      [{ op: 'remove', path: 'userName' }, 'mutability'],
      [{ op: 'remove', path: 'emails' }, 'mutability'],
      [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'a@b.example' }, 'noTarget'],
      [{ op: 'remove' }, 'noTarget'],
      [{ op: 'replace', path: 'name..x', value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: 'emails[', value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: '', value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: 5, value: 'a' }, 'invalidPath'],
      [{ op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
      [{ op: 'replace', path: 'displayName', value: ['a'] }, 'invalidValue'],
      [{ op: 'replace', path: 'displayName', value: 'a\u202eb' }, 'invalidValue'],
      [{ op: 'replace', path: 'title', value: 'x'.repeat(301) }, 'invalidValue'],
      [{ op: 'replace', path: 'name', value: 'Bob' }, 'invalidValue'],
      [{ op: 'replace', path: 'emails', value: [{ value: 'no address' }] }, 'invalidValue'],
      [{ op: 'replace', path: 'title' }, 'invalidValue'],
      [{ op: 'replace' }, 'invalidValue'],
      [{ op: 'move', path: 'title', value: 'a' }, 'invalidSyntax'],
      [null, 'invalidValue'],
      ['replace', 'invalidValue'],
    ] as const) {
      const reply = await change(operation);
      assert.deepEqual(
        [reply.status, reply.body['scimType']],
        [400, type],
        `${JSON.stringify(operation)}: ${reply.text}`,
      );
    }
    const half = await change(
      { op: 'replace', path: 'title', value: 'Boss' },
      { op: 'replace', path: 'id', value: 'x' },
    );
    assert.equal(half.status, 400);
    const { body } = await ask(key, 'GET', `/Users/${world.id('bob')}`);
    assert.deepEqual([body.displayName, body.title], ['Rob Tal', undefined], 'all of it happens or none');
    for (const body_ of [
      {},
      { schemas: [userSchema] },
      patch(),
      { ...patch({ op: 'remove', path: 'title' }), schemas: [] },
    ])
      assert.equal((await ask(key, 'PATCH', `/Users/${world.id('bob')}`, body_)).body['scimType'], 'invalidSyntax');
  });

  test('CON-01: changes only the version it has seen, where it says which, and is told when nothing is new', async () => {
    const world = await given({ preset: 'default', people: { admin: { roles: ['admin'] }, bob: {} } });
    const key = world.key('scim');
    const path = `/Users/${world.id('bob')}`;
    const first = await ask(key, 'GET', path);
    const tag = first.headers.get('etag')!;
    assert.equal(first.body.meta.version, tag);
    assert.equal((await ask(key, 'GET', path, undefined, { 'if-none-match': tag })).status, 304);
    const title = (value: string): object => patch({ op: 'replace', path: 'title', value });
    const changed = await ask(key, 'PATCH', path, title('Boss'), { 'if-match': tag });
    assert.equal(changed.status, 200, changed.text);
    assert.notEqual(changed.headers.get('etag'), tag);
    for (const method of ['PATCH', 'PUT', 'DELETE']) {
      const body = method === 'DELETE' ? undefined : method === 'PUT' ? user(world.email('bob')) : title('King');
      assert.equal((await ask(key, method, path, body, { 'if-match': tag })).status, 412, method);
    }
    assert.equal((await ask(key, 'GET', path)).body.title, 'Boss');
    assert.equal((await ask(key, 'PATCH', path, title('King'))).status, 200);
    const again = await ask(key, 'GET', path);
    assert.equal((await ask(key, 'PATCH', path, title('King'))).headers.get('etag'), again.headers.get('etag'));
  });

  test('leaves nothing of whom it deletes, who may come again as somebody new', async () => {
    const world = await given({ preset: 'default' });
    const key = world.key('scim');
    const work = { emails: [{ value: 'new@scim.example' }], externalId: 'dir-1', title: 'Boss' };
    const { body } = await ask(key, 'POST', '/Users', user('called', work));
    assert.equal((await ask(key, 'DELETE', `/Users/${body.id}`)).status, 204);
    const [row] = await rowsOf(
      world,
      sql`select email, name, contact, external_id, user_name from roster.members where removed_at is not null`,
    );
    assert.deepEqual({ ...row }, { email: '', name: null, contact: {}, external_id: null, user_name: null });
    assert.deepEqual(
      await rowsOf(world, sql`select 1 from roster.audit_values where value like '%called%' or value = 'dir-1'`),
      [],
    );
    const { body: anew } = await ask(key, 'POST', '/Users', user('called', work));
    assert.notEqual(anew.id, body.id);
  });
});
