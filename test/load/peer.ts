/**
 * The nearest server-side peer, better-auth with its organization plug-in, beside ours on the same PostgreSQL. It is installed
 * into a temporary folder when it is measured and is no dependency of anything.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';
import type { BenchServer } from './database.ts';
import { startChild } from './loading.ts';
import type { Row } from './print.ts';
import { say, type Side } from './side.ts';

const packages = ['better-auth@1.7.25', 'pg@8.16.3'];
const connections = 16;

/** Lists of 50 over sixteen connections, in turns. A machine that cannot install the peer is told which rows it lacks. */
export async function besidePeer(bench: BenchServer, sides: readonly Side[], seconds: number): Promise<Row[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-bench-peer-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
    const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages];
    await promisify(execFile)('npm', install, { cwd: folder, timeout: 180_000 });
    copyFileSync(new URL('peer-server.mjs', import.meta.url), path.join(folder, 'server.mjs'));
    const rows: Row[] = [];
    for (const side of sides) rows.push(await beside(bench, folder, side, seconds));
    return rows;
  } catch (error) {
    say(
      `missing: lists beside ${packages[0]} (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`,
    );
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function beside(bench: BenchServer, folder: string, side: Side, seconds: number): Promise<Row> {
  const url = await bench.empty(`peer${side.members}`);
  const peer = spawn(process.execPath, ['server.mjs'], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: url, MEMBERS: String(side.members) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(peer, 'exit');
  const ours = await startChild({ DATABASE_URL: side.given.url, ROSTER_JOBS: 'off' });
  try {
    const [line] = (await Promise.race([
      once(createInterface(peer.stdout), 'line'),
      ended.then(() => Promise.reject(new Error('it did not start'))),
    ])) as [string];
    const { address, cookie } = JSON.parse(line) as { address: string; cookie: string };
    const { token } = await side.roster.issueToken(side.slug, { email: side.adminEmail });
    const turn = async (target: string, headers: Record<string, string>): Promise<number> => {
      const result = await autocannon({ url: target, connections, duration: seconds, headers });
      if (result.non2xx > 0 || result['2xx'] === 0) throw new Error(`${result.non2xx} lists were refused`);
      return (1000 * result.duration) / result['2xx'];
    };
    const times = { ours: [] as number[], other: [] as number[] };
    for (let round = 0; round < 3; round++) {
      times.ours.push(await turn(`${ours.address}/roster/v1/members?limit=50`, { authorization: `Bearer ${token}` }));
      times.other.push(await turn(address, { cookie }));
    }
    const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[1]!;
    return {
      name: `list of 50 of ${side.members}, ${connections} connections ÷ better-auth 1.7 listMembers`,
      ours: middle(times.ours),
      other: middle(times.other),
      goal: side.members >= 1_000_000 ? 1 / 20 : 1 / 10,
      unit: 'ms a list',
    };
  } finally {
    peer.kill('SIGTERM');
    await Promise.all([ended, ours.stop()]);
  }
}
