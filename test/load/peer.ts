/**
 * The nearest server-side peer, better-auth with its organization plug-in, beside ours on the same PostgreSQL. It is installed
 * into a temporary folder when it is measured and is no dependency of anything.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { startChild, type Child } from './child.ts';
import type { BenchServer } from './database.ts';
import { install } from './install.ts';
import { spread, type Row } from './print.ts';
import { say, type Side } from './side.ts';

const packages = ['better-auth@1.7.25', 'pg@8.16.3'];
const connections = 16;

/** The packages in a folder of their own. */
export interface PeerPackages {
  /** A server with an organization of so many members. */
  start(bench: BenchServer, members: number): Promise<Peer>;
  remove(): void;
}

export interface Peer {
  origin: string;
  /** A list of fifty members. */
  path: string;
  cookie: string;
  stop(): Promise<void>;
}

/** @returns undefined where they cannot be had; it then tells which rows are missing */
export async function installPeer(): Promise<PeerPackages | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-bench-peer-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    await install(folder, packages);
    copyFileSync(new URL('peer-server.mjs', import.meta.url), path.join(folder, 'server.mjs'));
    return { start: (bench, members) => startPeer(bench, folder, members), remove };
  } catch (error) {
    remove();
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    say(`missing: lists and the widget beside ${packages[0]} (${why})`);
    return undefined;
  }
}

async function startPeer(bench: BenchServer, folder: string, members: number): Promise<Peer> {
  const process_ = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: await bench.empty(`peer${members}`), MEMBERS: String(members) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(process_, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(process_.stdout), 'line'),
    ended.then(() => Promise.reject(new Error('the peer did not start'))),
  ])) as [string];
  return {
    ...(JSON.parse(line) as Omit<Peer, 'stop'>),
    async stop() {
      process_.kill('SIGTERM');
      await ended;
    },
  };
}

const asked = [
  { what: 'list of 50', ours: '/members?limit=50', other: '' },
  {
    what: 'list of 50 in another order',
    ours: '/members?limit=50&sort=-joinedAt',
    other: '&sortBy=createdAt&sortDirection=desc',
  },
  { what: 'list of 50 with one role', ours: '/members?limit=50&role=', other: '&filterField=role&filterValue=member' },
] as const;

/** Lists over sixteen connections, in turns. */
export async function besidePeer(
  bench: BenchServer,
  packages_: PeerPackages,
  side: Side,
  seconds: number,
): Promise<Row[]> {
  const peer = await packages_.start(bench, side.members);
  const ours = await startChild({ DATABASE_URL: side.given.url, ROSTER_JOBS: 'off' });
  try {
    const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
    const { items } = (await side.get('/roles')) as { items: { id: string; key: string }[] };
    const member = items.find(({ key }) => key === 'member')!.id;
    const rows: Row[] = [];
    for (const { what, ours: path_, other } of asked) {
      const mine = `${ours.address}/roster/v1${path_}${path_.endsWith('role=') ? member : ''}`;
      const times = { ours: [] as number[], other: [] as number[] };
      for (let round = 0; round < 3; round++) {
        times.ours.push(await perList(mine, { authorization: `Bearer ${token}` }, seconds));
        times.other.push(await perList(`${peer.origin}${peer.path}${other}`, { cookie: peer.cookie }, seconds));
      }
      rows.push({
        name: `${what} of ${side.members}, ${connections} connections ÷ better-auth 1.7 listMembers`,
        ...spread(times.ours, times.other),
        ...(side.members >= 100_000 && { goal: side.members >= 1_000_000 ? 1 / 20 : 1 / 10 }),
        unit: 'ms a list',
      });
    }
    rows.push(await searches(ours, token, side, seconds));
    return rows;
  } finally {
    await Promise.all([peer.stop(), ours.stop()]);
  }
}

/** It has no search: three hundred a second are the goal. */
async function searches(ours: Child, token: string, side: Side, seconds: number): Promise<Row> {
  const headers = { authorization: `Bearer ${token}` };
  const times: number[] = [];
  for (let round = 0; round < 3; round++)
    times.push(await perList(`${ours.address}/roster/v1/members?limit=50&query=ada`, headers, seconds));
  const other = times.map(() => 1000 / 300);
  return {
    name: `search of ${side.members}, ${connections} connections ÷ 300 a second`,
    ...spread(times, other),
    goal: 1,
    unit: 'ms a list',
  };
}

/** Milliseconds from one answer to the next. */
async function perList(url: string, headers: Record<string, string>, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections, duration: seconds, headers, timeout: 60 });
  if (result.non2xx > 0) throw new Error(`${result.non2xx} lists were refused: ${url}`);
  // One that takes longer than the turn still counts for what it took at least.
  return (1000 * result.duration) / Math.max(1, result['2xx']);
}
