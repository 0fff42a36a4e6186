import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { limits } from '../../server/contract/index.ts';
import { given, read, type Client, type Reply, type World } from '../support/given.ts';

let world: World;
let ada: Client;
before(async () => {
  world = await given({ preset: 'default', people: { ada: { roles: ['admin'] }, bob: { roles: ['member'] } } });
  ada = world.as('ada');
});

const json = { 'content-type': 'application/json' };
const send = async (body: BodyInit, headers: Record<string, string> = json, path = '/v1/keys'): Promise<Reply> =>
  read(await ada.request(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit));
const pointers = (reply: Reply): string[] => (reply.body.errors ?? []).map(({ pointer }) => pointer);

describe('what a program sends by mistake or on purpose', () => {
  test('INP-01: a body of ten megabytes is refused before it is read to its end, with a length and without', async () => {
    const piece = new Uint8Array(64 * 1024).fill(32);
    let read_ = 0;
    const endless = new ReadableStream({
      pull(controller) {
        if (++read_ > 160) controller.close();
        else controller.enqueue(piece);
      },
    });
    assert.equal((await send(endless)).status, 413);
    assert.ok(read_ < 10, `read ${read_} pieces`);
    assert.equal((await send(' '.repeat(limits.body + 1))).status, 413);
    assert.equal((await send('{}', { ...json, 'content-length': '10000000' })).status, 413);
  });

  test('INP-02: nesting of any depth is refused at once', async () => {
    for (const [open, inner, close] of [
      ['[', '', ']'],
      ['{"a":', '1', '}'],
    ] as const) {
      for (const depth of [33, Math.floor(limits.body / 8)]) {
        const start = performance.now();
        assert.equal((await send(open.repeat(depth) + inner + close.repeat(depth))).status, 400);
        assert.equal((await send(open.repeat(depth))).status, 400);
        assert.ok(performance.now() - start < 1_000);
      }
    }
  });

  test('INP-03: __proto__ and constructor are no fields', async () => {
    for (const body of [
      '{"__proto__":{"scopes":["*"]},"name":"x","scopes":["member:read"]}',
      '{"\\u005f_proto__":{},"name":"x","scopes":["member:read"]}',
      '{"constructor":{"prototype":{"role":"admin"}},"name":"x","scopes":["member:read"]}',
    ]) {
      assert.equal((await send(body)).status, 400, body);
    }
    assert.equal(({} as Record<string, unknown>)['role'], undefined);
  });

  test('INP-04: a field that is named twice is refused, however it is spelled', async () => {
    assert.equal((await send('{"name":"a","name":"b","scopes":["member:read"]}')).status, 400);
    assert.equal((await send('{"name":"a","n\\u0061me":"b","scopes":["member:read"]}')).status, 400);
    const same = '{"name":"{\\"a\\":1,\\"a\\":2}","scopes":["member:read"]}';
    assert.equal((await send(same)).status, 201, 'the same letters inside a text are no fields');
  });

  test('INP-05: a limit that is none is refused', async () => {
    for (const limit of ['-1', '0', '101', '1e20', '1.5', 'NaN', '1 OR 1', '', ' 5', '٣']) {
      const reply = await ada.get(`/members?limit=${encodeURIComponent(limit)}`);
      assert.equal(reply.status, 400, limit);
      assert.deepEqual(pointers(reply), ['?limit']);
    }
  });

  test('INP-06: an id that can be none is not found, like one that nobody has', async () => {
    const nobody = 'mem_01h455vb4pex5vsknk084sn02q';
    const replies = [];
    for (const id of [
      nobody,
      'x',
      '%00'.repeat(36),
      world.id('admin'),
      nobody.toUpperCase(),
      `${nobody}0`,
      '../../x',
      '%',
    ]) {
      replies.push(await ada.get(`/members/${id.startsWith('.') ? encodeURIComponent(id) : id}`));
    }
    const plain = ({ status, text }: Reply): string => `${status} ${text.replace(/"requestId":"[^"]+"/, '')}`;
    assert.equal(replies[0]!.status, 404);
    for (const reply of replies) assert.equal(plain(reply), plain(replies[0]!));
  });

  test('INP-07: nine thousand letters in a name are refused with a pointer', async () => {
    const reply = await ada.post('/keys', { name: 'ä'.repeat(9_000), scopes: ['member:read'] });
    assert.equal(reply.status, 422);
    assert.deepEqual(reply.body.errors, [
      { pointer: '/name', code: 'too_long', detail: 'This has at most 120 characters.' },
    ]);
  });

  test('INP-10: anything but plain JSON in UTF-8 is refused', async () => {
    const body = '{"name":"x","scopes":["member:read"]}';
    for (const type of [
      'text/plain',
      'application/json; charset=utf-16',
      'multipart/form-data; boundary=x',
      'application/jsonx',
    ]) {
      assert.equal((await send(body, { 'content-type': type })).status, 415, type);
    }
    assert.equal((await send(new Blob([body]), {})).status, 415);
    assert.equal((await send(body, { ...json, 'content-encoding': 'gzip' })).status, 415);
    assert.equal((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).status, 400);
    assert.equal((await send(body, { 'content-type': 'Application/JSON; charset="UTF-8"' })).status, 201);
  });

  test('INP-01, INP-02, INP-03, INP-04, INP-10: what an identity provider sends is read as strictly', async () => {
    const key = world.key('*');
    const push = async (body: BodyInit, type = 'application/scim+json'): Promise<number> => {
      const init = { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' } as RequestInit;
      const reply = await read<{ schemas: string[] }>(await key.request('/v1/scim/v2/Users', init));
      if (reply.status >= 400) assert.deepEqual(reply.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error']);
      return reply.status;
    };
    const user = '"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"new@ours.example"';
    assert.equal(await push(' '.repeat(limits.body + 1)), 413);
    assert.equal(await push(`{${user},"x":${'['.repeat(40)}${']'.repeat(40)}}`), 400);
    assert.equal(await push(`{${user},"__proto__":{"active":false}}`), 400);
    assert.equal(await push(`{${user},"active":true,"active":false}`), 400);
    assert.equal(await push(`{${user},"active":true,"ACTIVE":false}`), 400, 'names have no case there');
    assert.equal(await push(`{${user},"title":"a\\u0000b"}`), 400);
    assert.equal(await push(`{${user}}`, 'application/xml'), 415);
    assert.equal(await push(`{${user}}`, 'application/scim+json; charset=utf-16'), 415);
    assert.equal(await push('[]'), 400);
    assert.equal(await push(`{${user}}`, 'application/scim+json; charset=utf-8'), 201);
  });

  test('EML-15, EML-17: a NUL or half a letter is refused, and never stored as something else', async () => {
    for (const name of ['a\u0000b', 'A\ud800', '\udc00']) {
      const reply = await send(JSON.stringify({ name, scopes: ['member:read'] }));
      assert.equal(reply.status, 422);
      assert.deepEqual(pointers(reply), ['/name']);
    }
    const hidden = await world.key('token:issue').post('/tokens', { externalId: 'a\u0000b' });
    assert.deepEqual([hidden.status, pointers(hidden)], [422, ['/externalId']]);
    assert.equal((await ada.get('/members?query=a%00b')).status, 422);
    assert.equal(
      (await ada.get('/members?query=%ED%A0%80')).status,
      200,
      'decoded to a replacement letter, found nowhere',
    );
  });

  test('SES-24: a list or an object where a text belongs, or a parameter sent twice, is a 400', async () => {
    for (const name of [['a'], { a: 1 }, [[]]]) {
      assert.equal((await ada.post('/keys', { name, scopes: ['member:read'] })).status, 400);
    }
    for (const path of ['sort=email&sort=name', 'limit=5&limit=6', 'query=a&query=b', 'cursor=a&cursor=b']) {
      assert.equal((await ada.get(`/members?${path}`)).status, 400, path);
    }
    assert.equal((await ada.get(`/members?status=active&status=invited`)).status, 200);
  });

  test('a filter that is none is told which there are, alone and among others', async () => {
    for (const filter of ['status=nope', 'status=active&status=nope']) {
      const { status, body } = await ada.get(`/members?${filter}`);
      assert.equal(status, 400);
      assert.deepEqual(body.errors, [
        { pointer: '?status', code: 'not_allowed', detail: 'This is one of: invited, active, suspended.' },
      ]);
    }
  });

  test('INV-24: an unknown field is named, with everything else that is wrong', async () => {
    const reply = await ada.post('/keys', { name: '', scopes: ['no', 3], orgId: 'x' });
    assert.equal(reply.status, 400);
    assert.equal(reply.body.code, 'malformed');
    assert.deepEqual(pointers(reply), ['/name', '/scopes/0', '/scopes/1', '/orgId']);
    assert.equal((await ada.post('/keys', { scopes: ['member:read'] })).status, 422);
    assert.equal((await ada.post('/keys')).status, 422);
    assert.equal((await send('{"name":')).status, 400);
    assert.equal((await send('[]')).status, 422);
  });

  test('SES-27: who acts is never read from a body', async () => {
    for (const body of [
      { userId: world.id('ada') },
      { actorId: world.id('ada'), name: 'x', scopes: ['member:read'] },
    ]) {
      assert.equal((await world.nobody.post('/keys', body)).status, 401);
      assert.equal((await world.nobody.post('/tokens', { ...body, member: world.id('ada') })).status, 401);
      assert.equal((await ada.post('/keys', body)).status, 400);
    }
  });

  test('an address or a method that does not exist is said so in the same words', async () => {
    for (const path of ['/nothing', '/members/', '/members//access'])
      assert.equal((await ada.get(path)).body.code, 'not_found', path);
    const reply = await ada.delete('/capabilities');
    assert.equal(reply.status, 405);
    assert.equal(reply.headers.get('allow'), 'GET');
    assert.equal((await ada.get('/members?colour=red')).status, 400);
    assert.equal((await read(await ada.request('/v1/members', { method: 'HEAD' }))).status, 200);
  });

  test('every answer carries the id of its request, the caller’s own where it is a sane one', async () => {
    const reply = await ada.get('/nothing', { 'x-request-id': 'my-id.1' });
    assert.equal(reply.headers.get('x-request-id'), 'my-id.1');
    assert.equal(reply.body.requestId, 'my-id.1');
    const forged = await ada.get('/nothing', { 'x-request-id': 'a b{"level":"error"}' });
    assert.match(forged.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });
});
