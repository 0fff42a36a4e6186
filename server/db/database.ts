import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, isConflict } from './database-unavailable.ts';
import { monotonicNow, type LeaseHandle } from './lease.ts';
import type { LeasePool, PoolStats } from './lease-pool.ts';
import { changeChannel, changeFeed, type ChangeFeed } from './change-feed.ts';
import { txOver, wasTold, type Tx } from './tx.ts';

/** Whose transaction it is; both are UUIDs. */
export interface TenantContext {
  organizationId: string;
  accountId?: string;
}

/**
 * The one door to the database. Every transaction names its tenant in its first message, and row-level security shows it nothing else.
 *
 * The callback may run more than once, because transactions that collided are run again: it must have no effect outside its
 * transaction. It must not open another transaction on the same database and wait for it. All of it, waiting and running again
 * included, takes at most four seconds.
 *
 * All three reject with `DatabaseUnavailable` when the database could not answer, with `TypeError` when a name is no UUID, and with the
 * callback's own error otherwise.
 */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** Sees one organization. */
  withTenant<T>(context: TenantContext, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Sees one account: itself, its sessions, its tokens. */
  withAccount<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Sees nothing: only the look-ups answer that the schema opens to a caller without an identity. */
  withNobody<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Word of what was told in organizations, here and in other processes. */
  readonly changes: ChangeFeed;
  /** Whether a transaction can be had within a second. */
  ready(): Promise<boolean>;
  stats(): PoolStats;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Milliseconds for one transaction, all in all (4,000). */
  deadline?: number;
}

const conflictRetries = 3;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The door, over the pool of either engine. */
export function databaseOver(pool: LeasePool, { deadline = 4_000 }: DatabaseOptions = {}): Database {
  async function run<T>(
    organizationId: string,
    accountId: string,
    work: (tx: Tx) => Promise<T>,
    patience = deadline,
  ): Promise<T> {
    const context = contextSql(organizationId, accountId);
    const until = monotonicNow() + patience;
    for (let attempt = 0; ; attempt++) {
      try {
        let tx: Tx | undefined;
        const result = await pool.lease(context, until, (handle: LeaseHandle) => work((tx = txOver(handle))));
        if (tx && wasTold(tx)) changes.ring(organizationId);
        return result;
      } catch (error) {
        if (!isConflict(error)) throw error;
        if (attempt >= conflictRetries) throw new DatabaseUnavailable('conflict', { cause: error });
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      }
    }
  }
  const notify = async (payload: string): Promise<void> => {
    await run('', '', (tx) => tx.execute(sql`select pg_notify(${changeChannel}, ${payload})`));
  };
  const changes = changeFeed(pool.listen ? { notify, listen: (hearing) => pool.listen!(hearing) } : {});
  return {
    kind: pool.kind,
    changes,
    withTenant: async ({ organizationId, accountId }, work) =>
      run(asUuid(organizationId), accountId === undefined ? '' : asUuid(accountId), work),
    withAccount: async (accountId, work) => run('', asUuid(accountId), work),
    withNobody: (work) => run('', '', work),
    ready: () =>
      run('', '', async () => true, 1_000).catch((error: unknown) => {
        if (error instanceof DatabaseUnavailable) return false;
        throw error;
      }),
    stats: () => pool.stats(),
    close: async () => {
      // Together: while the feed says its last word, nobody begins anything new.
      await Promise.all([changes.close(), pool.close()]);
    },
  };
}

/** Local to the transaction, so that a connection carries nobody's name to its next tenant. */
function contextSql(organizationId: string, accountId: string): string {
  return `select set_config('roster.organization_id','${organizationId}',true),set_config('roster.account_id','${accountId}',true)`;
}

/** The values go into SQL as they are, so that the context costs no round trip: nothing but a UUID may pass. */
function asUuid(value: string): string {
  if (!uuid.test(value)) throw new TypeError('A tenant or account must be named by its UUID.');
  return value.toLowerCase();
}
