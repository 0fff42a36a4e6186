import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { given, rowsOf, type World } from '../support/given.ts';
import { inviteOne } from '../support/invite.ts';
import { givenSite, type Site } from '../support/site.ts';
import { sql } from 'drizzle-orm';

/** Asks as a process with this address would; `127.0.0.1` is the machine itself. */
const ask = (site: Site, address: string | undefined, headers: Record<string, string> = {}) =>
  site.roster.app.request(
    'http://127.0.0.1:3000/metrics',
    { headers },
    address === undefined ? undefined : { incoming: { socket: { remoteAddress: address } } },
  );

async function figures(site: Site): Promise<Map<string, number>> {
  const answer = await ask(site, '127.0.0.1');
  assert.equal(answer.status, 200);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not come to that in time.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const mailTo = async (world: World) =>
  rowsOf<{ id: string }>(world, sql`select id from roster.outbox where sent_at is not null`);

describe('who looks after the server', () => {
  test('reads its figures on the machine itself, and nobody does from anywhere else', async () => {
    const world = await given();
    const site = await givenSite(world, { jobs: false });
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.10'])
      assert.equal((await ask(site, address)).status, 200, address);
    for (const address of ['192.0.2.1', '10.0.0.1', '::ffff:192.0.2.1', '::', 'fe80::1', '', undefined])
      assert.equal((await ask(site, address)).status, 403, String(address));
    // A proxy on this machine has its address, and so has a page that was led here.
    const brought: Record<string, string>[] = [
      { 'x-forwarded-for': '127.0.0.1' },
      { forwarded: 'for=127.0.0.1' },
      { 'x-real-ip': '192.0.2.1' },
      { via: '1.1 proxy' },
      { host: 'app.example' },
      { host: '127.0.0.1.evil.example:3000' },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of brought)
      assert.equal((await ask(site, '127.0.0.1', headers)).status, 403, JSON.stringify(headers));
    assert.equal((await ask(site, '192.0.2.1', { 'x-forwarded-for': '127.0.0.1' })).status, 403, 'a header made up');
  });

  test('sees requests by the template of their route, which no address that somebody made up adds to', async () => {
    const world = await given();
    const site = await givenSite(world, { jobs: false });
    const token = await world.token('admin');
    const get = (path: string) =>
      site.roster.app.request(`http://localhost/roster${path}`, { headers: { authorization: `Bearer ${token}` } });
    await get(`/v1/members/${world.id('admin')}`);
    await get('/v1/members/mem_01h455vb4pex5vsknk084sn02q');
    await get('/sign-in');
    const before = (await figures(site)).size;
    for (let at = 0; at < 30; at++) {
      await get(`/v1/members/made-up-${at}`);
      await get(`/v1/${at}`);
      await get(`/somewhere/${at}`);
      await site.roster.app.request(`http://localhost/${at}`, { method: `M${at}` });
    }
    const seen = await figures(site);
    assert.equal(seen.get('roster_requests_total{method="GET",route="/members/{id}",status="2xx"}'), 1);
    assert.ok(seen.get('roster_requests_total{method="GET",route="/members/{id}",status="4xx"}')! > 30);
    assert.equal(seen.get('roster_requests_total{method="GET",route="/sign-in",status="2xx"}'), 1);
    assert.ok(seen.size - before < 60, `${seen.size - before} figures came of addresses that do not exist`);
    const count = seen.get('roster_request_seconds_count{method="GET",route="/members/{id}"}');
    assert.equal(seen.get('roster_request_seconds_bucket{method="GET",route="/members/{id}",le="+Inf"}'), count);
    assert.ok(seen.get('roster_request_seconds_sum{method="GET",route="/members/{id}"}')! > 0);
  });

  test('sees mail that waits and mail that went, the jobs at work, the database, and nobody’s name', async () => {
    const world = await given();
    const quiet = await givenSite(world, { jobs: false });
    await inviteOne(world, 'bob@default.example');
    const waiting = await figures(quiet);
    assert.equal(waiting.get('roster_outbox_waiting{kind="invitation"}'), 1);
    assert.ok(waiting.get('roster_outbox_oldest_seconds{kind="invitation"}')! >= 0);
    assert.equal(waiting.get('roster_outbox_waiting{kind="webhook"}'), 0);
    assert.equal(waiting.get('roster_database_up'), 1);
    assert.equal(waiting.get('roster_event_streams_open'), 0);
    const busy = await givenSite(world);
    await until(async () => (await mailTo(world)).length === 1);
    await until(async () => (await figures(busy)).has('roster_job_last_run_timestamp_seconds{job="mail"}'));
    const seen = await figures(busy);
    assert.equal(seen.get('roster_mail_total{outcome="sent"}'), 1);
    assert.equal(seen.get('roster_outbox_waiting{kind="invitation"}'), undefined);
    const ran = seen.get('roster_job_last_run_timestamp_seconds{job="mail"}')!;
    assert.ok(Math.abs(Date.now() / 1_000 - ran) < 60);
    assert.ok(seen.get('process_resident_memory_bytes')! > 10_000_000);
    const text = await (await ask(busy, '127.0.0.1')).text();
    assert.match(text, /^roster_build_info\{version="\d+\.\d+\.\d+",node="[\d.]+",database="\w+"\} 1$/m);
    for (const secret of [world.slug, world.organizationId, world.id('admin'), 'bob', '@'])
      assert.ok(!text.includes(secret), `${secret} is in it`);
  });

  test('a database that is away is a figure, and not a failure', async () => {
    const world = await given();
    const site = await givenSite(world, { jobs: false });
    await world.database.close();
    const seen = await figures(site);
    assert.equal(seen.get('roster_database_up'), 0);
    assert.ok(![...seen.keys()].some((name) => name.startsWith('roster_outbox')));
  });
});
