import { spawn } from 'node:child_process';
import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { databaseOver } from '../../server/db/database.ts';
import type { LeaseHandle } from '../../server/db/lease.ts';
import type { LeasePool } from '../../server/db/lease-pool.ts';
import { fromId } from '../../server/contract/index.ts';
import { makePasswordHasher } from '../../server/domain/accounts/password-hasher.ts';
import { acceptInvitation } from '../../server/domain/invitations/accept-invitation.ts';
import { invitationToken } from '../../server/domain/invitations/invitation-link.ts';
import { makeSecrets } from '../../server/domain/secrets.ts';
import { newUuid } from '../../server/domain/uuid.ts';
import { createRoster, type Roster } from '../../server/index.ts';
import type { BenchDatabase, BenchServer } from './database.ts';
import { fill, type Filled } from './fill.ts';

export const secret = 'a secret of thirty-two characters or more';
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

export interface Statement {
  text: string;
  params: unknown[];
}

/** A filled organization behind a real HTTP server, and a way to see what a request asks of the database. */
export interface Side extends Filled {
  slug: string;
  members: number;
  given: BenchDatabase;
  roster: Roster;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  patch(path: string, body: unknown): Promise<unknown>;
  delete(path: string): Promise<unknown>;
  /** The beginning of an answer that would go on for long. */
  begin(path: string): Promise<unknown>;
  /** Makes an invited person a member, as the page behind the link does. */
  accept(memberId: string): Promise<unknown>;
  statementsOf(path: string): Promise<Statement[]>;
  /** Pages of the database that all statements of the work touch together. */
  pagesOf(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function makeSide(bench: BenchServer, members: number): Promise<Side> {
  const slug = `m${members}`;
  const given = await bench.database(slug);
  const began = Date.now();
  const filled = await fill(given.ownerSql, slug, members);
  say(`${members} members in ${Math.round((Date.now() - began) / 1000)} s`);
  const seen: Statement[] = [];
  const counting = { on: false };
  const database = databaseOver(recording(given.pool, seen, counting));
  const services = {
    secrets: makeSecrets(secret),
    publicUrl: 'http://127.0.0.1/roster',
    mailWorks: true,
    hasher: makePasswordHasher(),
    newUuid,
    database,
  };
  const roster = await createRoster({
    database,
    secret,
    url: 'http://127.0.0.1/roster',
    signIn: false,
    quota: false,
    jobs: false,
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
    members,
    given,
    roster,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    begin: (path) => send('GET', path, undefined, true),
    async accept(memberId) {
      const uuid = fromId('mem', memberId);
      const [row] = await given.ownerSql<{ id: string }>`
        select id from roster.invitations where organization_id = ${filled.organizationId} and member_id = ${uuid}`;
      const newcomer = { kind: 'newPassword', passwordHash: '$argon2id$of-a-benchmark', name: null } as const;
      const linked = invitationToken(services.secrets, filled.organizationId, row!.id);
      return acceptInvitation(services, { token: linked, account: newcomer, requestId: 'bench' });
    },
    async pagesOf(work) {
      counting.on = true;
      await work();
      const before = await pagesTouched(given);
      await work();
      const after = await pagesTouched(given);
      counting.on = false;
      return after - before;
    },
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

/** What the statements of all connections have touched, each of them flushed when its transaction ended. */
async function pagesTouched({ ownerSql }: BenchDatabase): Promise<number> {
  const [row] = await ownerSql<{ pages: string }>`
    select blks_hit + blks_read as pages from pg_stat_database where datname = current_database()`;
  return Number(row!.pages);
}

/** Asks a server of this process by HTTP, over connections that stay open. */
export function sender(server: http.Server, base: string, headers: Record<string, string> = {}) {
  const agent = new http.Agent({ keepAlive: true });
  server.once('close', () => agent.destroy());
  const { port } = server.address() as AddressInfo;
  return (method: string, path: string, body?: unknown, beginning = false): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const request = http.request(
        { agent, method, host: '127.0.0.1', port, path: base + path, headers: { ...headers, ...type } },
        (response) => {
          const chunks: Buffer[] = [];
          if (beginning) {
            response.once('data', (chunk: Buffer) => {
              resolve(chunk);
              request.destroy();
            });
            return;
          }
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if ((response.statusCode ?? 500) >= 400)
              reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
            else resolve(text === '' ? undefined : JSON.parse(text));
          });
        },
      );
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** The pool, noting each statement that goes through it, and having them counted where they are to be. */
function recording(pool: LeasePool, seen: Statement[], counting: { on: boolean }): LeasePool {
  const noted = (handle: LeaseHandle): LeaseHandle => ({
    ...handle,
    unsafe(text, params) {
      if (seen.length < 1000) seen.push({ text, params: params ?? [] });
      return handle.unsafe(text, params);
    },
  });
  return {
    kind: pool.kind,
    lease: (context, until, work) =>
      pool.lease(context, until, async (handle) => {
        const answer = await work(noted(handle));
        if (counting.on) await handle.unsafe('select pg_stat_force_next_flush()');
        return answer;
      }),
    stats: () => pool.stats(),
    close: () => pool.close(),
  };
}

/** Medians of both, taken in turns, once both are warm: 300 rounds, or what fits into 8 seconds. */
export async function compare(
  ours: () => Promise<unknown>,
  other: () => Promise<unknown>,
  rounds = 300,
): Promise<{ ours: number; other: number }> {
  const times: [number[], number[]] = [[], []];
  const warm = Math.min(100, rounds / 2);
  const until = performance.now() + 8_000;
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

export async function freePort(): Promise<number> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

export async function answering(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing answers at ${address}`);
}

export async function resident(pid: number): Promise<number> {
  const ps = spawn('ps', ['-o', 'rss=', '-p', String(pid)]);
  const [chunk] = (await once(ps.stdout, 'data')) as [Buffer];
  return Number(chunk.toString()) / 1024;
}
