import type { PGlite } from '@electric-sql/pglite';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { monotonicNow, runLease, type LeaseConnection, type LeaseHandle, type ResultRows } from './lease.ts';
import type { LeasePool, PoolStats } from './lease-pool.ts';
import { valueTypes } from './value-types.ts';

export interface PglitePoolOptions {
  /** The role every transaction takes, so that row-level security holds although PGlite's only user is a superuser. */
  role: string;
  /** Ends what the caller opened beside the database, such as a lock on its folder. */
  onClose?: () => Promise<void>;
}

/**
 * The same leases over PGlite, PostgreSQL inside this process or page. It has one connection, so they queue for it.
 * Asks for nothing of Node: it serves a browser as well.
 */
export function pglitePool(pglite: PGlite, options: PglitePoolOptions): LeasePool {
  return new PglitePool(pglite, options);
}

class PglitePool implements LeasePool {
  readonly kind = 'pglite';
  readonly #connection: PgliteConnection;
  readonly #begin: string;
  readonly #onClose: (() => Promise<void>) | undefined;
  readonly #pglite: PGlite;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(pglite: PGlite, { role, onClose }: PglitePoolOptions) {
    this.#pglite = pglite;
    this.#connection = new PgliteConnection(pglite);
    this.#begin = `begin;set local role "${role.replaceAll('"', '""')}";`;
    this.#onClose = onClose;
  }

  async lease<T>(context: string, until: number, work: (handle: LeaseHandle) => Promise<T>): Promise<T> {
    if (this.#closed) throw new DatabaseUnavailable('closed', { nothingRan: true });
    const before = this.#tail;
    let done!: () => void;
    this.#tail = new Promise<void>((resolve) => (done = resolve));
    try {
      await this.#turn(before, until);
    } catch (error) {
      // Its place in the queue passes on only when those before it are through.
      void before.then(done);
      throw error;
    }
    try {
      return await runLease(this.#connection, this.#begin + context, until, work);
    } finally {
      done();
    }
  }

  stats(): PoolStats {
    return { total: 1, idle: this.#connection.onLost ? 0 : 1, waiting: this.#waiting };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#tail;
    await this.#pglite.close();
    await this.#onClose?.();
  }

  async #turn(before: Promise<unknown>, until: number): Promise<void> {
    this.#waiting++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const refuse = () => reject(new DatabaseUnavailable('pool', { nothingRan: true }));
      timer = setTimeout(refuse, Math.max(1, until - monotonicNow()));
    });
    try {
      await Promise.race([before, late]);
    } finally {
      clearTimeout(timer);
      this.#waiting--;
    }
  }
}

class PgliteConnection implements LeaseConnection {
  readonly options = valueTypes();
  readonly dead = null;
  onLost: ((reason: DatabaseUnavailable) => void) | null = null;
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async send(text: string, params: unknown[] = [], asArrays = false): Promise<ResultRows> {
    const { parsers, serializers } = this.options;
    const options = {
      rowMode: asArrays ? ('array' as const) : ('object' as const),
      parsers,
      serializers: serializers as never,
    };
    // Like postgres.js, a text without values may hold several statements; the last one's answer counts.
    const result =
      params.length > 0
        ? await this.#pglite.query(text, params, options)
        : (await this.#pglite.exec(text, options)).at(-1);
    const rows = [...(result?.rows ?? [])] as unknown as ResultRows;
    rows.command = result?.command ?? null;
    rows.count = /^(INSERT|UPDATE|DELETE|MERGE)$/.test(rows.command ?? '') ? (result?.affectedRows ?? 0) : rows.length;
    return rows;
  }

  /** A statement of PGlite cannot be stopped: the lease is shut, and rolled back when it is through. */
  expire(reason: DatabaseUnavailable): void {
    this.onLost?.(reason);
  }

  /** The one connection cannot be replaced; a transaction that may still be open is undone before the next one begins. */
  destroy(): void {
    void this.#pglite.exec('rollback').catch(() => {});
  }
}
