import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { after, before, describe, test } from 'node:test';
import { serve, type ServerType } from '@hono/node-server';
import { given, type World } from '../support/given.ts';

let world: World;
let server: ServerType;
let port: number;
before(async () => {
  world = await given({ preset: 'default', people: { ada: { roles: ['admin'] } } });
  server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  ({ port } = server.address() as net.AddressInfo);
});
after(() => server?.close());

/** The first line that comes back for octets sent as they are, so many times `more` after them. */
async function statusOf(head: string[], more = '', times = 0): Promise<number> {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      if (text.includes('\r\n')) resolve(text);
    });
    socket.on('close', () => resolve(text));
  });
  socket.write([...head, '', ''].join('\r\n'));
  for (let sent = 0; sent < times && !socket.destroyed && socket.writable; sent++) {
    if (!socket.write(more)) await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), answer]);
  }
  const text = await answer;
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
}

describe('over a real connection', () => {
  const post = ['POST /roster/v1/keys HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];

  test('INP-01: ten megabytes in pieces cost the server no memory', async () => {
    const authorization = `Authorization: Bearer ${await world.token('ada')}`;
    const piece = 'a'.repeat(16 * 1024);
    const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
    const before_ = process.memoryUsage().rss;
    const status = await statusOf([...post, authorization, 'Transfer-Encoding: chunked'], chunk, 640);
    assert.equal(status, 413);
    assert.ok(process.memoryUsage().rss - before_ < 60 * 1024 * 1024);
  });

  test('INP-01: a length and pieces at once are refused, as are two lengths', async () => {
    assert.equal(await statusOf([...post, 'Content-Length: 2', 'Transfer-Encoding: chunked']), 400);
    assert.equal(await statusOf([...post, 'Content-Length: 2', 'Content-Length: 3']), 400);
  });

  test('CON-03: an Idempotency-Key without a letter is refused, and nobody is invited', async () => {
    const authorization = `Authorization: Bearer ${await world.token('ada')}`;
    const body = JSON.stringify({ people: [{ email: `new@${world.slug}.example` }], roles: [world.id('member')] });
    const invite = ['POST /roster/v1/invitations HTTP/1.1', ...post.slice(1), authorization];
    const length = `Content-Length: ${body.length}`;
    for (const key of ['Idempotency-Key:', 'Idempotency-Key:  '])
      assert.equal(await statusOf([...invite, length, key], body, 1), 400, key);
    assert.equal(await statusOf([...invite, length], body, 1), 201);
    assert.equal((await world.as('ada').get('/members?status=invited')).body.total, 1);
  });

  test('SES-15: two credentials, or one that never ends, let nobody in', async () => {
    const authorization = `Authorization: Bearer ${await world.token('ada')}`;
    const get = ['GET /roster/v1/members HTTP/1.1', 'Host: localhost'];
    assert.equal(await statusOf([...get, authorization]), 200);
    assert.equal(await statusOf([...get, authorization, 'Authorization: Bearer x']), 401);
    assert.equal(await statusOf([...get, 'Authorization: Basic YTpi', authorization]), 401);
    assert.equal(await statusOf([...get, `Authorization: Bearer ${'a'.repeat(100_000)}`]), 431);
  });
});
