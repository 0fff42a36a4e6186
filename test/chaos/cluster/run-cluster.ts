import { writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { applicationRole, migrate } from '../../../server/db/open-database.ts';
import { fill } from '../../load/fill.ts';
import { startCommand } from '../../support/command.ts';
import type { OwnerSql } from '../../support/postgres.ts';
import { Clerk, type Tenant } from '../clerk.ts';
import { copySources } from '../copy-sources.ts';
import { ask, newName, pause } from '../door.ts';
import { judge } from '../judge.ts';
import { Ledger } from '../ledger.ts';
import { Listener } from '../listener.ts';
import { startMailSink } from '../mail-sink.ts';
import { outboxEmpty } from '../outbox-empty.ts';
import { seeded } from '../random.ts';
import type { ChaosOutcome, FaultRow } from '../run-chaos.ts';
import { ServerProcess } from '../server-process.ts';
import { foundTenants, password, publicUrl, secret } from '../site.ts';
import { withOwner } from '../small-database.ts';
import { acrossProcesses, type Across } from './across.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { nextMigration } from './next-migration.ts';
import type { Programs } from './programs.ts';

export interface ClusterRunOptions {
  programs: Programs;
  minutes: number;
  seed: number;
  /** People of one organization that stand in the tables while they are migrated. */
  rows: number;
  say(line: string): void;
}

export interface ClusterOutcome extends ChaosOutcome {
  across: Across;
  /** Requests that were not answered, or answered with "not now", while a version took over from the one before it. */
  failedInRollout: number;
  /** Of the migration under load: how long it took, and the longest that anybody waited meanwhile. */
  migration: { rows: number; seconds: number; longestWaitMs: number };
}

const mailsHeld = 4;

/** Three servers and two workers on a database of two machines, of which one is killed or frozen again and again. */
export async function runCluster({ programs, minutes, seed, rows, say }: ClusterRunOptions): Promise<ClusterOutcome> {
  const random = seeded(seed);
  const ledger = new Ledger();
  const closers: (() => unknown)[] = [];
  try {
    const cluster = await startCluster({ programs, apis: 3, user: applicationRole, userPassword: password });
    closers.push(() => cluster.close());
    say(`the cluster is whole; ${(await cluster.primary()).name} leads`);
    await migrate({ ownerUrl: cluster.ownerUrl, appRole: { name: applicationRole, password } });
    const asOwner = <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => withOwner(cluster.ownerUrl, work);
    const owner = postgres(cluster.ownerUrl, { max: 1, onnotice: () => {} });
    await fill(owner as unknown as OwnerSql, 'crowd', rows);
    await owner.end();
    say(`${rows} people stand in the tables`);
    const mail = await startMailSink();
    closers.push(() => mail.close());
    const tenants = await foundTenants(cluster.directUrl(applicationRole, password), 4);
    const { apis, workers, end } = serversOf(cluster, mail.url, ledger);
    closers.push(end);
    await Promise.all([...apis, ...workers].map((server) => server.start()));
    const door = `http://127.0.0.1:${cluster.apiPort}`;
    await answered(door, ledger, tenants[0]!);
    say('three servers and two workers are there');

    const listeners = new Map(tenants.map((tenant) => [tenant, new Listener(tenant, () => [door], random)]));
    closers.push(() => listeners.forEach((listener) => listener.stop()));
    let stopped = false;
    const working = Promise.all(
      tenants.flatMap((tenant) =>
        [1, 2].map(() =>
          new Clerk({
            tenant,
            ledger,
            random: seeded(Math.floor(random.next() * 2 ** 32)),
            mail,
            doors: () => [door],
            stopped: () => stopped,
            rest: 150,
          }).work(),
        ),
      ),
    );
    await pause(3_000);
    const doors = apis.map(({ url }) => url);
    const across = await acrossProcesses({ ledger, doors, tenant: tenants[0]!, other: tenants[1]! });
    say(
      `live updates after ${across.liveMs} ms, revocation after ${across.revokedMs} ms, ${across.permits} of 5 permits`,
    );

    const next = copySources();
    closers.push(next.remove);
    writeFileSync(path.join(next.folder, 'server/db/migrations/0001_next.sql'), nextMigration);
    const migration = { rows, ...(await migrateUnderLoad(cluster, next.folder, door, ledger, tenants[2]!)) };
    say(`migrated in ${migration.seconds.toFixed(1)} s, nobody waited longer than ${migration.longestWaitMs} ms`);
    const quiet = ledger.unanswered;
    const from = performance.now();
    await pause(20_000);
    const usual = ledger.unanswered - quiet;
    say(`${usual} requests failed in ${Math.round((performance.now() - from) / 1_000)} s before it`);
    const before = ledger.unanswered;
    const why = new Map(ledger.reasons);
    for (const server of [...apis, ...workers]) {
      if (!(await server.stop())) ledger.exits.push(`${server.name} did not end in peace`);
      await server.start({ sources: next.folder });
      await pause(1_000);
    }
    const failedInRollout = ledger.unanswered - before;
    say(`the next version has taken over; ${failedInRollout} requests failed`);
    for (const [reason, times] of ledger.reasons)
      if (times > (why.get(reason) ?? 0)) say(`  ${times - (why.get(reason) ?? 0)} times ${reason}`);

    const kill: FaultRow = { fault: 'primary killed', times: 0, struck: 0, recoveries: [] };
    const freeze: FaultRow = { fault: 'primary frozen', times: 0, struck: 0, recoveries: [] };
    let mayRepeat = 0;
    const over = performance.now() + minutes * 60_000;
    while (performance.now() < over || kill.times + freeze.times < 2) {
      const row = kill.times <= freeze.times ? kill : freeze;
      const primary = await cluster.primary();
      const at = performance.now();
      if (row === kill) await primary.kill();
      row.struck += row === kill ? 1 : primary.freeze();
      row.times++;
      mayRepeat += workers.length * mailsHeld;
      await answered(door, ledger, random.pick(tenants));
      row.recoveries.push(performance.now() - at);
      say(
        `${row.fault}: ${primary.name}; ${(await cluster.primary()).name} leads after ${row.recoveries.at(-1)!.toFixed()} ms`,
      );
      if (row === kill) primary.start();
      else primary.thaw();
      await cluster.whole(120_000);
      await pause(2_000);
    }
    stopped = true;
    await working;
    await outboxEmpty(asOwner, ledger);
    await pause(3_000);
    await judge({ ledger, tenants, door, listeners, mail, mayRepeat, asOwner });
    return {
      ledger,
      rows: [kill, freeze],
      mails: mail.copies.length,
      seconds: minutes * 60,
      across,
      failedInRollout,
      migration,
    };
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

function serversOf(cluster: Cluster, smtp: string, ledger: Ledger) {
  let ending = false;
  const environment = {
    DATABASE_URL: cluster.pooledUrl(applicationRole, password),
    DATABASE_LISTEN_URL: cluster.directUrl(applicationRole, password),
    ROSTER_SECRET: secret,
    ROSTER_URL: publicUrl,
    SMTP_URL: smtp,
    ROSTER_LOG: 'error',
  };
  const make = (kind: 'api' | 'worker', index: number, port?: number): ServerProcess => {
    const server: ServerProcess = new ServerProcess({
      name: `${kind} ${index + 1}`,
      kind,
      environment,
      ...(port !== undefined && { port }),
      onExit(name, words) {
        if (ending) return;
        ledger.exits.push(`${name} ${words}`);
        void server.start().catch(() => {});
      },
    });
    return server;
  };
  const apis = cluster.apiPorts.map((port, index) => make('api', index, port));
  const workers = [0, 1].map((index) => make('worker', index));
  const end = async (): Promise<void> => {
    ending = true;
    await Promise.all([...apis, ...workers].map((server) => server.kill()));
  };
  return { apis, workers, end };
}

/** Until a change is acknowledged. */
async function answered(door: string, ledger: Ledger, { key }: Tenant): Promise<void> {
  const end = performance.now() + 90_000;
  for (;;) {
    const body = { name: newName('Tenant ') };
    const outcome = await ask(ledger, door, { method: 'PATCH', path: '/organization', token: key, body });
    if (outcome.kind === 'done') return;
    if (performance.now() > end) return void ledger.hung.push(`nothing is acknowledged: ${JSON.stringify(outcome)}`);
    await pause(50);
  }
}

async function migrateUnderLoad(
  cluster: Cluster,
  sources: string,
  door: string,
  ledger: Ledger,
  { key }: Tenant,
): Promise<{ seconds: number; longestWaitMs: number }> {
  const start = performance.now();
  let over = false;
  const { ended } = startCommand(
    ['migrate'],
    {
      DATABASE_URL: cluster.directUrl(applicationRole, password),
      ROSTER_OWNER_URL: cluster.ownerUrl,
      ROSTER_SECRET: secret,
    },
    sources,
    sources,
  );
  const migrating = ended.finally(() => (over = true));
  let longest = 0;
  while (!over) {
    const at = performance.now();
    const body = { name: newName('Tenant ') };
    await ask(ledger, door, { method: 'PATCH', path: '/organization', token: key, body });
    await ask(ledger, door, { method: 'GET', path: '/members?limit=50', token: key });
    longest = Math.max(longest, performance.now() - at);
    await pause(20);
  }
  const { status, err } = await migrating;
  if (status !== 0) ledger.odd.push(`migrate ended with ${status}: ${err}`);
  return { seconds: (performance.now() - start) / 1_000, longestWaitMs: Math.round(longest) };
}
