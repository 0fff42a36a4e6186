import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { problems, toId } from '../../server/contract/index.ts';
import { chainHash } from '../../server/domain/audit/record.ts';
import { checkVersion } from '../../server/domain/check-version.ts';
import { resources } from '../../server/http/resources.ts';
import { engine } from '../support/postgres.ts';
import { given, read, rowsOf, type Reply, type World } from '../support/given.ts';

let world: World;
before(async () => {
  world = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
});

const invitation = (email: string, slug = world.slug) => ({
  people: [{ email: `${email}@${slug}.example` }],
  roles: [world.id('member')],
});
const countOf = async (table: 'members' | 'outbox' | 'invitations', where = sql`true`): Promise<number> =>
  (
    await rowsOf<{ count: number }>(
      world,
      sql`select count(*)::integer as count from ${sql.raw(`roster.${table}`)} where ${where}`,
    )
  )[0]!.count;

describe('a request that is sent twice', () => {
  test('CON-03: the same key twenty times at once invites once, mails once, and everybody gets that answer', async () => {
    const before_ = [await countOf('members'), await countOf('outbox')];
    const times = engine === 'pglite' ? 5 : 20;
    const replies: Reply[] = await Promise.all(
      Array.from({ length: times }, () =>
        world.as('ada').post('/invitations', invitation('twice'), { 'idempotency-key': 'a-key' }),
      ),
    );
    const done = replies.filter(({ status }) => status < 300);
    assert.ok(done.length >= 1);
    for (const reply of replies) assert.ok(reply.status < 300 || reply.body.code === 'in_progress', reply.text);
    assert.equal(new Set(done.map(({ text }) => text)).size, 1);
    assert.equal(done.filter(({ headers }) => headers.get('idempotency-replayed') === null).length, 1);
    assert.deepEqual(
      [await countOf('members'), await countOf('outbox')],
      before_.map((count) => count + 1),
    );
    const late = await world.as('ada').post('/invitations', invitation('twice'), { 'idempotency-key': 'a-key' });
    assert.equal(late.text, done[0]!.text);
  });

  test('CON-04: a key that was used for something else is refused', async () => {
    const first = await world.as('ada').post('/invitations', invitation('first'), { 'idempotency-key': 'other-key' });
    assert.ok(first.status < 300, first.text);
    const second = await world.as('ada').post('/invitations', invitation('second'), { 'idempotency-key': 'other-key' });
    assert.equal(second.status, 422);
    assert.equal(await countOf('members', sql`email like 'second@%'`), 0);
  });

  test('a key belongs to who used it, and is free again after a refusal', async () => {
    const ada = world.as('ada');
    const key = { 'idempotency-key': 'shared' };
    assert.equal((await ada.post('/invitations', { people: [{ email: 'nonsense' }], roles: [] }, key)).status, 422);
    const mine = await ada.post('/invitations', invitation('third'), key);
    assert.ok(mine.status < 300);
    const other = await world.key('*').post('/invitations', invitation('third'), key);
    assert.equal(other.headers.get('idempotency-replayed'), null);
    for (const bad of ['', 'x'.repeat(256), 'ü', 'a b']) {
      const response = await ada.request('/v1/invitations', {
        method: 'POST',
        headers: [['content-type', 'application/json'], ...(bad === 'ü' ? [] : [['idempotency-key', bad]])] as [
          string,
          string,
        ][],
        body: '{}',
      });
      assert.ok([400, 422].includes(response.status));
    }
  });
});

describe('what is written down', () => {
  test('CON-09: each entry is chained to the one before, and none holds a name, an address or a secret', async () => {
    const fresh = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
    const made = await fresh.as('ada').post('/keys', { name: 'Ledger', scopes: ['member:read'] });
    await Promise.all(
      ['one', 'two', 'three', 'four'].map((name) => fresh.as('ada').post('/keys', { name, scopes: ['member:read'] })),
    );
    await fresh.as('ada').delete(`/keys/${made.body.key.id}`);
    // eslint-disable-next-line typescript/no-explicit-any -- rows as they come
    const rows = await fresh.given.ownerSql<any>`
      select organization_id as "organizationId", seq::integer, id, at, action, actor_kind as "actorKind", actor_id as "actorId",
             target_kind as "targetKind", target_id as "targetId", request_id as "requestId", changes, previous_hash, hash
        from roster.audit where organization_id = ${fresh.organizationId} order by seq`;
    assert.deepEqual(
      rows.map(({ action }) => action),
      [...Array.from({ length: 5 }, () => 'key.created'), 'key.revoked'],
    );
    let previous: Uint8Array = new Uint8Array();
    for (const [index, { previous_hash, hash, at, ...row }] of rows.entries()) {
      assert.equal(row['seq'], index + 1);
      assert.deepEqual(new Uint8Array(previous_hash), previous);
      previous = chainHash(fresh.services.secrets.key('audit'), previous, { ...row, at: new Date(at) });
      assert.deepEqual(new Uint8Array(hash), previous);
    }
    const [head] = await fresh.given.ownerSql`select seq::integer, hash from roster.audit_heads`;
    assert.deepEqual([head!['seq'], new Uint8Array(head!['hash'])], [6, previous]);
    const key = fresh.services.secrets.key('audit');
    const { previous_hash, hash: _, ...last } = rows.at(-1)!;
    const again = { ...last, at: new Date(last.at) };
    assert.notDeepEqual(chainHash(key, new Uint8Array(1), again), previous, 'the row before counts');
    assert.notDeepEqual(
      chainHash(key, previous_hash, { ...again, action: 'key.created' }),
      previous,
      'and so does each field',
    );
    const text = JSON.stringify(rows);
    for (const word of ['Ledger', made.body.secret, 'ada@']) assert.ok(!text.includes(word), word);
  });

  test('CON-01: a change made on an older state is refused with the tag of the present one', () => {
    checkVersion(3, undefined);
    checkVersion(3, 3);
    for (const seen of [2, 4, -1]) {
      assert.throws(() => checkVersion(3, seen), { code: 'stale', options: { etag: '"3"' } });
    }
  });
});

describe('the API as its documentation has it', () => {
  test('D-10: the OpenAPI document names every route, its inputs, its answers and its refusals', async () => {
    const response = await world.nobody.request('/openapi.json');
    // eslint-disable-next-line typescript/no-explicit-any -- a document read as it comes
    const document = (await response.json()) as any;
    assert.equal(document.openapi, '3.1.0');
    const ids = new Set<string>();
    for (const route of resources) {
      const operation = document.paths[`/v1${route.path}`]?.[route.method];
      assert.ok(operation?.summary, `${route.method} ${route.path}`);
      assert.ok(operation.responses.default.content[route.form?.type ?? 'application/problem+json']);
      assert.ok(Boolean(operation.requestBody) === Boolean(route.body), `${route.method} ${route.path}`);
      assert.ok(!ids.has(operation.operationId), operation.operationId);
      ids.add(operation.operationId);
      // What a route reads and sends is asked of the route itself, not of what it says about itself.
      const heedsVersion = /\bifMatch\b/.test(route.answer?.toString() ?? '');
      const isRead = route.method === 'get' && Boolean(route.schema) && !route.version;
      const headers = {
        'If-Match': heedsVersion,
        'If-None-Match': isRead,
        'Idempotency-Key': route.idempotent,
        'Last-Event-ID': route.follow,
      };
      const inputs = [
        ...Object.keys(route.params ?? {}).map((name) => `path ${name}`),
        ...Object.keys(route.query ?? {}).map((name) => `query ${name}`),
        ...Object.entries(headers).flatMap(([name, taken]) => (taken ? [`header ${name}`] : [])),
      ];
      assert.deepEqual(
        // eslint-disable-next-line typescript/no-explicit-any -- a document read as it comes
        (operation.parameters ?? []).map((one: any) => `${one.in} ${one.name}`).toSorted(),
        inputs.toSorted(),
        operation.operationId,
      );
      const answer = operation.responses[route.status ?? 200];
      assert.equal('ETag' in (answer.headers ?? {}), isRead || Boolean(route.version), operation.operationId);
      assert.equal('304' in operation.responses, isRead, operation.operationId);
    }
    const withVersion = resources
      .filter(({ conditional }) => conditional)
      .map(({ method, path }) => `${method} ${path}`);
    assert.ok(withVersion.includes('post /members/{id}/invitation/link') && !withVersion.includes('post /members'));
    assert.deepEqual(document.paths['/v1/tokens'].post.security, [{ bearer: [] }]);
    const { schemas } = document.components;
    for (const [name, schema] of Object.entries<{ properties?: object; required?: string[] }>(schemas)) {
      if (schema.properties && 'id' in schema.properties) assert.ok(schema.required?.includes('id'), name);
    }
    assert.match(toId('mem', world.services.newUuid()), new RegExp(schemas.Member.properties.id.pattern));
    assert.ok(schemas.Member.properties.inheritedRoles.items.required.includes('role'));
    assert.ok(schemas.Capabilities.properties.caller.required.includes('member'));
    assert.deepEqual(schemas.Capabilities.properties.caller.properties.member.type, ['string', 'null']);
    assert.deepEqual(schemas.Problem.properties.code.enum, Object.keys(problems));
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) assert.ok(schemas[name!], name);
  });

  test('D-10: the viewer asks no other server for anything', async () => {
    const page = await read(await world.nobody.request('/docs'));
    assert.equal(page.status, 200);
    assert.ok(!/(src|href)="(https?:)?\/\//.test(page.text));
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.ok(!/https?:|\*/.test(policy));
    const script = /src="([^"]+)"/.exec(page.text)![1]!;
    const viewer = await world.nobody.request(`/${script}`);
    assert.equal(viewer.status, 200);
    assert.match(viewer.headers.get('content-type') ?? '', /javascript/);
  });

  test('a server says that it lives, and whether it can work', async () => {
    const ask = (path: string): Promise<Response> => Promise.resolve(world.app.request(`http://localhost${path}`));
    assert.equal((await ask('/healthz')).status, 200);
    assert.equal((await ask('/readyz')).status, 200);
    const gone = await given({ preset: 'default' });
    const client = gone.as('admin');
    await client.get('/capabilities');
    await gone.database.close();
    assert.equal((await gone.app.request('http://localhost/healthz')).status, 200);
    assert.equal((await gone.app.request('http://localhost/readyz')).status, 503);
    const reply = await client.get('/members');
    assert.equal(reply.status, 503);
    assert.equal(reply.body.code, 'unavailable');
    assert.equal(reply.headers.get('retry-after'), '2');
  });
});
