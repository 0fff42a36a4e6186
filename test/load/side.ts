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
import { fill, filled, type Filled } from './fill.ts';
import { spread, type Row } from './print.ts';

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
  /** Milliseconds that requests so far have waited for the database, all of them together. */
  waited(): number;
  /** Octets that statements wrote to disk so far because they did not fit into memory. */
  spilled(): Promise<number>;
  /** Pages of the database that all statements of the work touch together. */
  pagesOf(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function makeSide(bench: BenchServer, members: number): Promise<Side> {
  const slug = `m${members}`;
  const given = await bench.database(slug);
  const began = Date.now();
  const known = await filled(given.ownerSql, slug);
  const people = known ?? (await fill(given.ownerSql, slug, members));
  if (!known) say(`${members} members in ${Math.round((Date.now() - began) / 1000)} s`);
  const spilledBefore = await spilledBy(given);
  const seen: Statement[] = [];
  const counting = { on: false, waited: 0 };
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
    ...people,
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
        select id from roster.invitations where organization_id = ${people.organizationId} and member_id = ${uuid}`;
      const newcomer = { kind: 'newPassword', passwordHash: '$argon2id$of-a-benchmark', name: null } as const;
      const linked = invitationToken(services.secrets, people.organizationId, row!.id);
      return acceptInvitation(services, { token: linked, account: newcomer, requestId: 'bench' });
    },
    waited: () => counting.waited,
    spilled: async () => (await spilledBy(given)) - spilledBefore,
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

async function spilledBy({ ownerSql }: BenchDatabase): Promise<number> {
  const [row] = await ownerSql<{ bytes: string }>`
    select temp_bytes as bytes from pg_stat_database where datname = current_database()`;
  return Number(row!.bytes);
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

/** The pool, noting each statement that goes through it and how long it took, and having them counted where they are to be. */
function recording(pool: LeasePool, seen: Statement[], counting: { on: boolean; waited: number }): LeasePool {
  return {
    kind: pool.kind,
    async lease(context, until, work) {
      let [asking, idle, since] = [0, 0, performance.now()];
      const began = since;
      const timed = async <T>(query: PromiseLike<T>): Promise<T> => {
        if (asking++ === 0) idle += performance.now() - since;
        try {
          return await query;
        } finally {
          if (--asking === 0) since = performance.now();
        }
      };
      const noted = (handle: LeaseHandle): LeaseHandle => ({
        ...handle,
        unsafe(text, params) {
          if (seen.length < 1000) seen.push({ text, params: params ?? [] });
          const query = handle.unsafe(text, params);
          return {
            // Sent when somebody waits for it, as the driver does it.
            // oxlint-disable-next-line unicorn/no-thenable
            then: (onAnswer, onFault) => timed(query).then(onAnswer, onFault),
            values: () => timed(query.values()),
          };
        },
      });
      const answer = await pool.lease(context, until, async (handle) => {
        since = performance.now();
        const done = await work(noted(handle));
        if (asking === 0) idle += performance.now() - since;
        if (counting.on) await handle.unsafe('select pg_stat_force_next_flush()');
        return done;
      });
      counting.waited += performance.now() - began - idle;
      return answer;
    },
    stats: () => pool.stats(),
    close: () => pool.close(),
  };
}

/** Both, taken in turns, once both are warm: so many rounds, or what fits into 8 seconds. */
export async function compare(
  ours: () => Promise<unknown>,
  other: () => Promise<unknown>,
  rounds = 300,
): Promise<Pick<Row, 'ours' | 'other' | 'between'>> {
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
  return spread(...times);
}
