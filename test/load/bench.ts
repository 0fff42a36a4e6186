/**
 * What the API costs, as ratios measured side by side in one run: `npm run bench`, with `--json` one line a row. Each comparison
 * interleaves its two sides, so that whatever else the machine does falls on both. The usual run takes a quarter of an hour,
 * most of it to fill an organization with a million members; `--short` does with a tenth of everything.
 */
import { once } from 'node:events';
import http from 'node:http';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import postgres from 'postgres';
import { startBenchServer } from './database.ts';
import { growth } from './growth.ts';
import { embedded, loading, startChild } from './loading.ts';
import { besidePeer } from './peer.ts';
import { print, type Row } from './print.ts';
import { compare, makeSide, resident, say, sender, type Side } from './side.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean' },
    short: { type: 'boolean', default: false },
    small: { type: 'string' },
    large: { type: 'string' },
  },
});
const [small, large] = [
  Number(flags.small ?? (flags.short ? 10_000 : 100_000)),
  Number(flags.large ?? (flags.short ? 100_000 : 1_000_000)),
];

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
  const child = await startChild({ DATABASE_URL: side.given.url });
  try {
    const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
    const load = autocannon({
      url: `${child.address}/roster/v1/members?limit=25`,
      connections: 16,
      duration: 15,
      headers: { authorization: `Bearer ${token}` },
    });
    let most = 0;
    const watch = setInterval(() => void resident(child.process.pid!).then((now) => (most = Math.max(most, now))), 250);
    const result = await load;
    clearInterval(watch);
    if (result.non2xx > 0) throw new Error(`${result.non2xx} requests under load were refused`);
    say(`${Math.round(result.requests.average)} lists a second, ${result.latency.p99} ms at the 99th percentile`);
    return { name: 'memory of the API under load ÷ 200 MB', ours: most, other: 200, goal: 1, unit: 'MB' };
  } finally {
    await child.stop();
  }
}

const bench = await startBenchServer();
const little = await makeSide(bench, small);
const big = await makeSide(bench, large);
const rows: Row[] = [];
const measure = async (measured: Promise<Row | Row[]>): Promise<void> => {
  const found = [await measured].flat();
  rows.push(...found);
  for (const { name, ours, other } of found) say(`${name}: ${(ours / other).toFixed(2)}`);
};
await measure(againstDriver(little, `list of 25 of ${small}`, '/members?limit=25'));
await measure(againstDriver(big, `list of 25 of ${large}`, '/members?limit=25'));
await measure(againstDriver(little, `search of ${small}`, '/members?limit=25&query=ada'));
await measure(againstDriver(big, `search of ${large}`, '/members?limit=25&query=ada'));
await measure(againstDriver(little, 'summary', '/members/summary'));
await measure(againstDriver(little, 'capabilities', '/capabilities'));
for (const route of await growth(big, little)) await measure(route());
await measure(batches(little));
await measure(memory(little));
await measure(besidePeer(bench, [little, big], flags.short ? 2 : 4));
await measure(loading(bench, flags.short ? 10_000 : 100_000));
await measure(embedded(flags.short ? 2_000 : 10_000));
print(rows);
await big.close();
await little.close();
await bench.stop();
