/** What the API adds to its SQL: every kind of request beside its own statements, at organizations of three sizes. */
import { once } from 'node:events';
import http from 'node:http';
import autocannon from 'autocannon';
import postgres from 'postgres';
import { toId } from '../../server/contract/index.ts';
import { resident, startChild } from './child.ts';
import { median, quantile, spread, type Row } from './print.ts';
import { compare, say, sender, type Side } from './side.ts';

interface Asked {
  what: string;
  path: string;
  goal?: number;
}

export async function besideSql(side: Side): Promise<Row[]> {
  const asked: Asked[] = [
    { what: 'list of 25', path: '/members?limit=25', goal: 1.5 },
    { what: 'search', path: '/members?limit=25&query=ada', goal: 1.5 },
    { what: 'filter', path: `/members?limit=25&group=${toId('grp', side.groupId)}&status=active` },
    { what: 'summary', path: '/members/summary' },
    { what: 'capabilities', path: '/capabilities' },
  ];
  const rows: Row[] = [];
  for (const one of asked)
    rows.push(await besideRoute(side, one), await besideDriver(side, one.what, () => side.get(one.path)));
  return [...rows, ...(await writes(side))];
}

/**
 * The very statements of a request, sent by the bare driver in one transaction, from a route that does nothing else: asked
 * over the same kind of server.
 */
async function besideRoute(side: Side, { what, path, goal }: Asked): Promise<Row> {
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
    200,
  );
  server.close();
  server.closeIdleConnections();
  await driver.end();
  return {
    name: `${what} of ${side.members} ÷ a bare route with its SQL`,
    ...times,
    unit: 'ms',
    ...(goal !== undefined && { goal }),
  };
}

/** A request beside what of it was spent waiting for the driver, in the same request. */
async function besideDriver(side: Side, what: string, ask: () => Promise<unknown>, rounds = 100): Promise<Row> {
  const [whole, waited]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const [before, began] = [side.waited(), performance.now()];
    await ask();
    if (round < rounds / 4) continue;
    whole.push(performance.now() - began);
    waited.push(side.waited() - before);
  }
  return {
    name: `${what} of ${side.members} ÷ its SQL through the driver alone`,
    ...spread(whole, waited),
    unit: 'ms',
  };
}

let invited = Date.now();

async function writes(side: Side): Promise<Row[]> {
  const { items: roles } = (await side.get('/roles')) as { items: { id: string; key: string }[] };
  const role = (key: string): string => roles.find((one) => one.key === key)!.id;
  const { items } = (await side.get('/members?limit=50')) as { items: { id: string }[] };
  const invite = (people: number): Promise<unknown> =>
    side.post('/invitations', {
      people: Array.from({ length: people }, () => ({ email: `new${invited++}@${side.slug}.example` })),
      roles: [role('member')],
    });
  let given = false;
  const change = (): Promise<unknown> => {
    given = !given;
    return side.patch(`/members/${items[40]!.id}`, { roles: [role(given ? 'manager' : 'member')] });
  };
  const pending: string[] = [];
  for (let i = 0; i < 40; i++) {
    const answer = (await invite(1)) as { results: { member: { id: string } }[] };
    pending.push(answer.results[0]!.member.id);
  }
  const batch = await compare(
    () => invite(100),
    () => invite(1),
    40,
  );
  return [
    { name: `100 invitations in one request ÷ one invitation, of ${side.members}`, ...batch, goal: 5, unit: 'ms' },
    await besideDriver(side, 'a batch of 100 invitations', () => invite(100), 30),
    await besideDriver(side, 'a role change', change, 60),
    await besideDriver(side, 'an acceptance', () => side.accept(pending.pop()!), 40),
  ];
}

/** Resident memory of a server process of its own while sixteen connections list as fast as they can. */
export async function memory(side: Side, seconds: number): Promise<Row> {
  const child = await startChild({ DATABASE_URL: side.given.url });
  try {
    const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
    const load = autocannon({
      url: `${child.address}/roster/v1/members?limit=25`,
      connections: 16,
      duration: seconds,
      headers: { authorization: `Bearer ${token}` },
    });
    const seen: number[] = [];
    const watch = setInterval(() => void resident(child.process.pid!).then((now) => seen.push(now)), 250);
    const result = await load;
    clearInterval(watch);
    if (result.non2xx > 0) throw new Error(`${result.non2xx} requests under load were refused`);
    const rate = Math.round(result.requests.average);
    say(`${rate} lists a second, ${result.latency.p99} ms at the 99th percentile, ${Math.round(median(seen))} MB`);
    return { name: 'memory of the API under load ÷ 200 MB', ours: quantile(seen, 1), other: 200, goal: 1, unit: 'MB' };
  } finally {
    await child.stop();
  }
}
