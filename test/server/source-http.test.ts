import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { HttpSource, httpSource } from '../../components/source/http-source.ts';
import { SourceError } from '../../components/source/source.ts';
import { TokenSupply } from '../../components/source/token.ts';

interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (request: Asked, response: ServerResponse) => void;

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

const refusal = (code: string, status: number): object => ({
  type: `urn:roster:problem:${code}`,
  title: code,
  status,
  detail: `Because of ${code}.`,
  code,
  requestId: 'r1',
});

async function refused(promise: Promise<unknown>): Promise<SourceError> {
  const error = await promise.then(
    () => assert.fail('It was not refused.'),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof SourceError, String(error));
  return error;
}

describe('a host page whose elements speak to the API', () => {
  let server: Server;
  let apiUrl = '';
  let asked: Asked[] = [];
  let answer: Answer = (_request, response) => json(response, 200, {});

  before(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (piece: string) => (body += piece));
      request.on('end', () => {
        const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
        asked.push(one);
        answer(one, response);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/roster/`;
  });

  beforeEach(() => {
    asked = [];
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks for a list with every filter at once, and names the organization', async () => {
    answer = (_request, response) => json(response, 200, { items: [], next: null, total: 0, names: {} });
    await new HttpSource({ apiUrl, org: 'acme' }).members({
      query: 'ä&b',
      status: ['active', 'invited'],
      role: ['rol_1'],
      sort: '-email',
      limit: 25,
    });
    assert.equal(
      asked[0]?.url,
      '/roster/v1/members?query=%C3%A4%26b&status=active&status=invited&role=rol_1&sort=-email&limit=25',
    );
    assert.equal(asked[0]?.headers['roster-organization'], 'acme');
    assert.equal(asked[0]?.headers.authorization, undefined);
  });

  it('pays one 304 for a list that has not changed, and forgets it when the session has ended (WID-09)', async () => {
    const source = new HttpSource({ apiUrl });
    answer = (request, response) => {
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else json(response, 200, { items: [], next: null, total: 7, names: {} }, { etag: '"7"' });
    };
    await source.members({});
    assert.equal((await source.members({})).total, 7);
    answer = (_request, response) => json(response, 401, refusal('unauthenticated', 401));
    assert.equal((await refused(source.members({}))).problem.code, 'unauthenticated');
    answer = (request, response) => json(response, 200, { total: request.headers['if-none-match'] ? -1 : 8 });
    assert.equal((await source.members({})).total, 8);
  });

  it('sends a change with the version it was made from and its key, and reads a 204', async () => {
    const source = new HttpSource({ apiUrl });
    answer = (request, response) =>
      request.method === 'DELETE' ? response.writeHead(204).end() : json(response, 200, { results: [], names: {} });
    await source.revoke('mem_a/b', { version: 3 });
    assert.equal(asked[0]?.url, '/roster/v1/members/mem_a%2Fb/invitation');
    assert.equal(asked[0]?.headers['if-match'], '"3"');
    await source.invite({ people: [{ email: 'a@b.example' }] }, { idempotencyKey: 'once' });
    assert.equal(asked[1]?.headers['idempotency-key'], 'once');
    assert.equal(asked[1]?.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(asked[1]?.body ?? ''), { people: [{ email: 'a@b.example' }] });
  });

  it('asks for changes of many, previews, undo and files as the API has them', async () => {
    const source = new HttpSource({ apiUrl });
    answer = (_request, response) => json(response, 200, {});
    await source.bulk({ action: 'suspend', ids: ['mem_1', 'mem_2'] }, { idempotencyKey: 'once' });
    await source.undo(['a', 'b']);
    await source.previewMemberRemoval('mem_1', { version: 4 });
    await source.suspend('mem_1', { version: 5 });
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('email\r\n');
    const file = await source.exportMembers({ query: 'ä', status: ['active'] });
    assert.equal(await file.text(), 'email\r\n');
    assert.deepEqual(
      asked.map(({ method, url }) => `${method} ${url.replace('/roster/v1', '')}`),
      [
        'POST /members/bulk',
        'POST /undo',
        'DELETE /members/mem_1?dryRun=true',
        'POST /members/mem_1/suspension',
        'GET /members/export?query=%C3%A4&status=active',
      ],
    );
    assert.deepEqual(JSON.parse(asked[0]?.body ?? ''), { action: 'suspend', ids: ['mem_1', 'mem_2'] });
    assert.equal(asked[0]?.headers['idempotency-key'], 'once');
    assert.deepEqual(JSON.parse(asked[1]?.body ?? ''), { changes: ['a', 'b'] });
    assert.equal(asked[2]?.headers['if-match'], '"4"');
    assert.equal(asked[4]?.headers.accept, 'text/csv');
  });

  it('reads the server’s own refusal, its fields and how long to wait', async () => {
    answer = (_request, response) => {
      const problem = { ...refusal('rate_limited', 429), errors: [{ pointer: '/people/0', code: 'x', detail: 'y' }] };
      json(response, 429, problem, { 'retry-after': '17', 'content-type': 'application/problem+json' });
    };
    const error = await refused(new HttpSource({ apiUrl }).summary());
    assert.equal(error.problem.errors?.[0]?.pointer, '/people/0');
    assert.equal(error.retryAfter, 17);
    assert.equal(error.offline, false);
  });

  it('takes an HTML page, a cut answer and a lie about the length for a failure, and throws nothing else (WID-06)', async () => {
    const source = new HttpSource({ apiUrl });
    const answers: Answer[] = [
      (_request, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'),
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'),
      (_request, response) => response.writeHead(200, { 'content-length': '900' }).end('{"items":'),
      (_request, response) => response.destroy(),
      (_request, response) => response.writeHead(302, { location: 'https://elsewhere.example/' }).end(),
      (_request, response) => json(response, 500, { error: { message: 'stack' } }),
    ];
    for (answer of answers) {
      const error = await refused(source.members({}));
      assert.equal(error.problem.code, 'unavailable');
      assert.doesNotMatch(error.message, /stack|Bad gateway/);
    }
  });

  it('ends an overtaken request, and says so by an abort and not by a failure', async () => {
    let gone = false;
    answer = (_request, response) => response.on('close', () => (gone = true));
    const overtaken = new AbortController();
    const promise = new HttpSource({ apiUrl }).members({}, { signal: overtaken.signal });
    setTimeout(() => overtaken.abort(), 50);
    await assert.rejects(promise, { name: 'AbortError' });
    await new Promise((done) => setTimeout(done, 50));
    assert.equal(gone, true);
  });

  it('gets one token for fifty elements, and one more when it is refused (SES-20)', async () => {
    let issued = 0;
    const getToken = async (): Promise<string> => {
      await new Promise((done) => setTimeout(done, 20));
      return `wt_${++issued}`;
    };
    answer = (request, response) =>
      request.headers.authorization === `Bearer wt_${issued}` && issued > 1
        ? json(response, 200, {})
        : json(response, 401, refusal('unauthenticated', 401));
    const sources = Array.from({ length: 50 }, () => httpSource({ apiUrl, getToken }));
    assert.equal(new Set(sources).size, 1);
    await Promise.all(sources.map((source) => source.summary()));
    assert.equal(issued, 2);
    assert.ok(
      asked.every(({ url }) => !url.includes('wt_')),
      'no token in an address (SES-19)',
    );
  });

  it('asks the host’s own address for tokens, once for all, and again before they end', async () => {
    const endpoint = new URL('/token', apiUrl).href;
    answer = (_request, response) =>
      json(response, 200, { token: 'wt_1', expiresAt: new Date(Date.now() + 600_000).toISOString() });
    const supply = new TokenSupply({ tokenEndpoint: endpoint });
    assert.deepEqual(await Promise.all([supply.get(), supply.get(), supply.get()]), ['wt_1', 'wt_1', 'wt_1']);
    assert.deepEqual(
      asked.map(({ method, url }) => `${method} ${url}`),
      ['POST /token'],
    );
    answer = (_request, response) =>
      json(response, 200, { token: 'wt_2', expiresAt: new Date(Date.now() + 1000).toISOString() });
    const brief = new TokenSupply({ tokenEndpoint: endpoint });
    await brief.get();
    await brief.get();
    assert.equal(asked.length, 3);
  });

  it('stops asking for tokens for a while when none is given, until a person tries again (SES-20)', async () => {
    let calls = 0;
    const supply = new TokenSupply({
      getToken: () => {
        calls += 1;
        return Promise.reject(new Error('signed out'));
      },
    });
    const errors = await Promise.all(Array.from({ length: 20 }, () => refused(supply.get())));
    await refused(supply.get());
    assert.equal(calls, 1);
    assert.ok(errors.every(({ problem }) => problem.code === 'unauthenticated'));
    supply.reset();
    await refused(supply.get());
    assert.equal(calls, 2);
  });
});
