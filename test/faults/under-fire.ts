import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { startEmbedded } from '../../server/db/embedded.ts';
import { attack, type Blows } from './attack.ts';
import type { Counts } from './workload.ts';

export interface Outcome extends Counts, Blows {
  /** Rows that one tenant's statement wrote in another's transaction. */
  strayRows: number;
  /** Requests that are there by half. */
  torn: number;
  /** Requests that were told to be saved and are not there. */
  lost: number;
}

/**
 * Runs the workload through one way of using the driver while the server is struck.
 * @param enough stops early, once there is nothing more to learn
 */
export async function underFire(
  way: 'leased' | 'stock',
  seconds: number,
  enough: (counts: Counts) => boolean = () => false,
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roster-fire-'));
  const server = await startEmbedded({ folder });
  try {
    await withOwner(server.ownerUrl, (owner) =>
      owner.unsafe(`create role gunner login password 'x'; create schema roster;
        create table roster.shots (request text, part int, intended text, seen text);
        grant usage on schema roster to gunner; grant select, insert on roster.shots to gunner`),
    );
    const workload = startWorkload(way, `postgres://gunner:x@127.0.0.1:${server.port}/postgres`);
    await until(() => workload.counts().done > 0, 20);
    const fire = attack(server.pid, 'gunner');
    await until(() => enough(workload.counts()), seconds);
    const blows = await fire.stop();
    const acknowledged = await workload.stop();
    return { ...workload.counts(), ...blows, ...(await aftermath(server.ownerUrl, acknowledged)) };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Workload {
  counts(): Counts;
  /** Lets the requests under way end; gives those that were told to be saved. */
  stop(): Promise<string[]>;
}

function startWorkload(way: string, url: string): Workload {
  const program = fileURLToPath(new URL('./workload.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', program, way, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  let last: Counts & { acknowledged?: string[] } = { done: 0, failed: 0, crossed: 0, hung: 0, exits: 0 };
  createInterface(child.stdout).on('line', (line) => (last = JSON.parse(line)));
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  return {
    counts: () => last,
    async stop() {
      child.stdin.write('stop\n');
      const end = setTimeout(() => child.kill('SIGKILL'), 12_000);
      await ended;
      clearTimeout(end);
      const { acknowledged = [], ...counts } = last;
      // A process that fell silent has hung with all it had.
      last = child.exitCode === 0 ? counts : { ...counts, hung: counts.hung + 1 };
      return acknowledged;
    },
  };
}

async function aftermath(
  ownerUrl: string,
  acknowledged: string[],
): Promise<Pick<Outcome, 'strayRows' | 'torn' | 'lost'>> {
  return withOwner(ownerUrl, async (owner) => {
    const rows =
      await owner`select request, count(*)::int as parts, bool_or(intended is distinct from seen) as stray from roster.shots group by request`;
    const whole = new Set(rows.filter((row) => row.parts === 2).map((row) => row.request));
    return {
      strayRows: rows.filter((row) => row.stray).length,
      torn: rows.length - whole.size,
      lost: acknowledged.filter((request) => !whole.has(request)).length,
    };
  });
}

/** The server may be busy with starting again. */
async function withOwner<T>(ownerUrl: string, work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
    try {
      return await work(owner);
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    } finally {
      await owner.end({ timeout: 1 });
    }
  }
}

async function until(happened: () => boolean, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1_000;
  while (!happened() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}
