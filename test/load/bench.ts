/**
 * What the API costs, as ratios measured side by side in one run: `npm run bench`, with `--json` one line a row.
 * Each comparison interleaves its two sides, so that whatever else the machine does falls on both.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import autocannon from 'autocannon';
import postgres from 'postgres';
import { databaseOver } from '../../server/db/database.ts';
import type { LeaseHandle } from '../../server/db/lease.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { createRoster, type Roster } from '../../server/index.ts';
import { toId } from '../../server/contract/index.ts';
import { startBenchServer, type BenchDatabase } from './database.ts';
import { fill, type Filled } from './fill.ts';
import { print, type Row } from './print.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean' },
    small: { type: 'string', default: '100000' },
    large: { type: 'string', default: '1000000' },
  },
});
const [small, large] = [Number(flags.small), Number(flags.large)];
const secret = 'a secret of thirty-two characters or more';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Statement {
  text: string;
  params: unknown[];
}

/** A filled organization behind a real HTTP server, and a way to see what a request asks of the database. */
interface Side extends Filled {
  slug: string;
  given: BenchDatabase;
  roster: Roster;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  statementsOf(path: string): Promise<Statement[]>;
  close(): Promise<void>;
}

async function side(members: number): Promise<Side> {
  const slug = `m${members}`;
  const given = await bench.database(slug);
  const began = Date.now();
  const filled = await fill(given.ownerSql, slug, members);
  say(`${members} members in ${Math.round((Date.now() - began) / 1000)} s`);
  const seen: Statement[] = [];
  const database = databaseOver(recording(given.pool, seen));
  const roster = await createRoster({
    database,
    secret,
    url: 'http://127.0.0.1/roster',
    signIn: false,
    quota: false,
    log: () => {},
  });
  const server = serve({ fetch: roster.app.fetch, hostname: '127.0.0.1', port: 0 }) as http.Server;
  await once(server, 'listening');
  // A key, because a widget token ends after ten minutes and filling the other organization takes that long.
  const { secret: token } = await roster.createKey(slug, { name: 'bench', scopes: ['*'] });
  const send = sender(server, '/roster/v1', { authorization: `Bearer ${token}` });
  return {
    ...filled,
    slug,
    given,
    roster,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    async statementsOf(path) {
      await send('GET', path);
      seen.length = 0;
      await send('GET', path);
      return seen.splice(0);
    },
    async close() {
      server.close();
      server.closeIdleConnections();
      await roster.close();
      await given.close();
    },
  };
}

/** Asks a server of this process by HTTP, over connections that stay open. */
function sender(server: http.Server, base: string, headers: Record<string, string> = {}) {
  const agent = new http.Agent({ keepAlive: true });
  server.once('close', () => agent.destroy());
  const { port } = server.address() as AddressInfo;
  return (method: string, path: string, body?: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const request = http.request(
        { agent, method, host: '127.0.0.1', port, path: base + path, headers: { ...headers, ...type } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if ((response.statusCode ?? 500) >= 400)
              reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
            else resolve(JSON.parse(text));
          });
        },
      );
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** The pool, noting each statement that goes through it. */
function recording(pool: LeasePool, seen: Statement[]): LeasePool {
  const noted = (handle: LeaseHandle): LeaseHandle => ({
    ...handle,
    unsafe(text, params) {
      if (seen.length < 1000) seen.push({ text, params: params ?? [] });
      return handle.unsafe(text, params);
    },
  });
  return {
    kind: pool.kind,
    lease: (context, until, work) => pool.lease(context, until, (handle) => work(noted(handle))),
    stats: () => pool.stats(),
    close: () => pool.close(),
  };
}

/** Medians of both, taken in turns, once both are warm: 300 rounds, or what fits into 15 seconds. */
async function compare(
  ours: () => Promise<unknown>,
  other: () => Promise<unknown>,
  rounds = 300,
): Promise<{ ours: number; other: number }> {
  const times: [number[], number[]] = [[], []];
  const warm = Math.min(100, rounds / 2);
  const until = performance.now() + 15_000;
  for (let round = 0; round < rounds + warm && (round < warm + 5 || performance.now() < until); round++) {
    for (const [which, run] of [ours, other].entries()) {
      const began = performance.now();
      await run();
      if (round >= warm) times[which]?.push(performance.now() - began);
    }
  }
  const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
  return { ours: median(times[0]), other: median(times[1]) };
}

/**
 * The very statements of a request, sent by the bare driver in one transaction: from a route that does nothing else, on
 * the same kind of server, so that both sides are asked in the same way.
 */
async function againstDriver(side: Side, name: string, path: string, goal = 2): Promise<Row> {
  const statements = await side.statementsOf(path);
  const driver = postgres(side.given.url, { max: 1, onnotice: () => {} });
  const server = http.createServer((_, response) => {
    const replayed = driver.begin(async (sql) => {
      await sql`select set_config('roster.organization_id', ${side.organizationId}, true)`;
      const answers = [];
      for (const { text, params } of statements)
        answers.push(await sql.unsafe(text, params as never[], { prepare: true }));
      return answers;
    });
    void replayed.then((answers) => response.end(JSON.stringify(answers)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bare = sender(server, '');
  const times = await compare(
    () => side.get(path),
    () => bare('GET', '/'),
  );
  server.close();
  server.closeIdleConnections();
  await driver.end();
  return { name: `${name} ÷ its SQL by the bare driver`, ...times, unit: 'ms', goal };
}

async function growth(big: Side, little: Side, name: string, path: (side: Side) => string): Promise<Row> {
  const times = await compare(
    () => big.get(path(big)),
    () => little.get(path(little)),
  );
  return { name: `${name}: ${large} ÷ ${small} members`, ...times, goal: 1.5, unit: 'ms' };
}

async function batches(side: Side): Promise<Row> {
  const { items } = (await side.get('/roles')) as { items: { id: string; key: string }[] };
  const roles = [items.find(({ key }) => key === 'member')?.id];
  let next = 0;
  const invite = (people: number) => (): Promise<unknown> =>
    side.post('/invitations', {
      people: Array.from({ length: people }, () => ({ email: `new${next++}@${side.slug}.example` })),
      roles,
    });
  const times = await compare(invite(100), invite(1), 40);
  return { name: `100 invitations in one request ÷ one invitation`, ...times, goal: 5, unit: 'ms' };
}

/** Resident memory of a server process of its own while sixteen connections list as fast as they can. */
async function memory(side: Side): Promise<Row> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['test/load/serve.mjs'], {
    env: {
      ...process.env,
      DATABASE_URL: side.given.url,
      ROSTER_SECRET: secret,
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    await answering(`${address}/readyz`);
    const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
    const load = autocannon({
      url: `${address}/roster/v1/members?limit=25`,
      connections: 16,
      duration: 15,
      headers: { authorization: `Bearer ${token}` },
    });
    let most = 0;
    const watch = setInterval(() => void resident(child.pid!).then((now) => (most = Math.max(most, now))), 250);
    const result = await load;
    clearInterval(watch);
    if (result.non2xx > 0) throw new Error(`${result.non2xx} requests under load were refused`);
    say(`${Math.round(result.requests.average)} lists a second, ${result.latency.p99} ms at the 99th percentile`);
    return { name: 'memory of the API under load ÷ 200 MB', ours: most, other: 200, goal: 1, unit: 'MB' };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answering(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${address}`);
}

async function resident(pid: number): Promise<number> {
  const ps = spawn('ps', ['-o', 'rss=', '-p', String(pid)]);
  const [chunk] = (await once(ps.stdout, 'data')) as [Buffer];
  return Number(chunk.toString()) / 1024;
}

const bench = await startBenchServer();
const little = await side(small);
const big = await side(large);
const adminRole = async (side: Side): Promise<string> => {
  const { items } = (await side.get('/roles')) as { items: { id: string; key: string }[] };
  return items.find(({ key }) => key === 'admin')?.id ?? '';
};
const rare = new Map([
  [little, await adminRole(little)],
  [big, await adminRole(big)],
]);
const middle = new Map(
  await Promise.all(
    [little, big].map(async (side) => {
      const { next } = (await side.get('/members?limit=100')) as { next: string };
      return [side, encodeURIComponent(next)] as const;
    }),
  ),
);
const group = (side: Side): string => toId('grp', side.groupId);
const rows: Row[] = [];
const measure = async (row: Promise<Row>): Promise<void> => {
  rows.push(await row);
  say(`${rows.at(-1)?.name}: ${((rows.at(-1)?.ours ?? 0) / (rows.at(-1)?.other ?? 1)).toFixed(2)}`);
};
await measure(againstDriver(little, `list of 25 of ${small}`, '/members?limit=25'));
await measure(againstDriver(big, `list of 25 of ${large}`, '/members?limit=25'));
await measure(againstDriver(little, `search of ${small}`, '/members?limit=25&query=ada'));
await measure(againstDriver(little, 'summary', '/members/summary'));
await measure(againstDriver(little, 'capabilities', '/capabilities'));
await measure(growth(big, little, 'list', () => '/members?limit=25'));
await measure(growth(big, little, 'a later page', (side) => `/members?limit=25&cursor=${middle.get(side)}`));
await measure(growth(big, little, 'by name, backwards', () => '/members?limit=25&sort=-name'));
await measure(growth(big, little, 'search of a common word', () => '/members?limit=25&query=ada'));
await measure(growth(big, little, 'search of one letter', () => '/members?limit=25&query=a'));
await measure(growth(big, little, 'search of two words', () => '/members?limit=25&query=ada+bra'));
await measure(growth(big, little, 'search that finds nothing', () => '/members?limit=25&query=zzz'));
await measure(growth(big, little, 'a rare role', (side) => `/members?limit=25&role=${rare.get(side)}`));
await measure(
  growth(big, little, 'a group and a status', (side) => `/members?limit=25&group=${group(side)}&status=suspended`),
);
await measure(growth(big, little, 'search and status', () => '/members?limit=25&query=fat&status=invited'));
await measure(growth(big, little, 'summary', () => '/members/summary'));
await measure(growth(big, little, 'capabilities', () => '/capabilities'));
await measure(batches(little));
await measure(memory(little));
print(rows);
await big.close();
await little.close();
await bench.stop();
