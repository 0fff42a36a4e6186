/** Many people through the API, by a server in a process of its own. */
import { resident, startChild } from './child.ts';
import type { BenchServer } from './database.ts';
import { fill } from './fill.ts';
import type { Row } from './print.ts';
import { createRoster } from '../../server/index.ts';
import { say, secret } from './side.ts';

/** Invites so many, a hundred at a time, and tells after each hundred. */
export async function load(
  address: string,
  key: string,
  domain: string,
  people: number,
  onBatch: (done: number) => Promise<void> | void = () => {},
): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const roles = (await (await fetch(`${address}/roster/v1/roles`, { headers })).json()) as {
    items: { id: string; key: string }[];
  };
  const role = roles.items.find((one) => one.key === 'member')!.id;
  for (let from = 0; from < people; from += 100) {
    const batch = Array.from({ length: Math.min(100, people - from) }, (_, i) => ({
      email: `loaded${from + i}@${domain}`,
    }));
    const body = JSON.stringify({ people: batch, roles: [role] });
    const answer = await fetch(`${address}/roster/v1/invitations`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`a batch was refused: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    await onBatch(from + batch.length);
  }
}

export async function loading(bench: BenchServer, people: number): Promise<Row[]> {
  const given = await bench.database('loading');
  const { organizationId } = await fill(given.ownerSql, 'loading', 100);
  const roster = await createRoster({ database: given.url, secret, url: 'http://127.0.0.1/roster', jobs: false });
  const { secret: key } = await roster.createKey('loading', { name: 'bench', scopes: ['*'] });
  await roster.close();
  const child = await startChild({ DATABASE_URL: given.url, ROSTER_JOBS: 'off' });
  try {
    const halves = [0, 0];
    const start = performance.now();
    await load(child.address, key, 'loading.example', people, async (done) => {
      if (done % 1000 !== 0) return;
      const half = done <= people / 2 ? 0 : 1;
      halves[half] = Math.max(halves[half]!, await resident(child.process.pid!));
    });
    say(`${people} people in ${Math.round((performance.now() - start) / 1000)} s`);
    const [counted] = await given.ownerSql<{ wrong: number; members: number }>`
      with facets as (
        select f as facet, count(*) as count from roster.members m, roster.facets_of(m) f
         where m.organization_id = ${organizationId} and (f like 's:%' or f like 'r:%') group by f)
      select (select count(*) from roster.members where organization_id = ${organizationId})::integer as members,
             (select count(*) from facets full join roster.member_counts c
                on c.organization_id = ${organizationId} and c.facet = facets.facet
               where coalesce(facets.count, 0) <> coalesce(c.count, 0))::integer as wrong`;
    const [first, second] = halves as [number, number];
    return [
      { name: `memory in the second half of loading ÷ the first`, ours: second, other: first, goal: 1.1, unit: 'MB' },
      {
        name: `members after loading ÷ those that were sent`,
        ours: counted!.members,
        other: people + 100,
        goal: 1,
        unit: 'members',
      },
      {
        name: `counters after loading, 1 + wrong ones ÷ 1`,
        ours: 1 + counted!.wrong,
        other: 1,
        goal: 1,
        unit: 'counters',
      },
    ];
  } finally {
    await child.stop();
    await given.close();
  }
}
