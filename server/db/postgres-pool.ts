import { connectionTarget, type ConnectionTarget } from './connection-target.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import type { Ear, Hearing } from './change-feed.ts';
import { ListeningEar } from './listen.ts';
import { monotonicNow, runLease, type LeaseHandle } from './lease.ts';
import type { LeasePool, PoolStats } from './lease-pool.ts';
import { PostgresConnection, serverTimeouts } from './postgres-connection.ts';

export interface PostgresPoolOptions {
  /** Most connections at a time (10). */
  max?: number;
  /** Most milliseconds a caller waits for a connection while all are taken (1,500). */
  patience?: number;
  /** Milliseconds a connection serves, give or take a quarter so that they never all renew at once (600,000). */
  lifetime?: number;
  /** Milliseconds an unused connection is kept (60,000). */
  idle?: number;
  /** Where to listen for changes, when the pool's address leads to a pooler in transaction mode: the server's own address. */
  listenUrl?: string;
}

/** The work of a lease whose BEGIN failed is run anew this many times: none of it has reached the server. */
const retries = 2;
const sweepEvery = 15_000;

/** A pool of one-shot connections to the PostgreSQL server at `url`. */
export function postgresPool(url: string, options: PostgresPoolOptions = {}): LeasePool {
  return new PostgresPool(connectionTarget(url), {
    listenUrl: url,
    max: 10,
    patience: 1_500,
    lifetime: 600_000,
    idle: 60_000,
    ...options,
  });
}

interface Waiter {
  /** A connection, or null: "a slot is free, try again". */
  grant(connection: PostgresConnection | null): void;
  refuse(reason: DatabaseUnavailable): void;
}

class PostgresPool implements LeasePool {
  readonly kind = 'postgres';
  readonly #target: ConnectionTarget;
  readonly #limits: Required<PostgresPoolOptions>;
  readonly #begin: string;
  readonly #idle: PostgresConnection[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #expiry = new WeakMap<PostgresConnection, number>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #sweep: NodeJS.Timeout;
  #total = 0;
  #address = 0;
  #closed = false;

  constructor(target: ConnectionTarget, limits: Required<PostgresPoolOptions>) {
    this.#target = target;
    this.#limits = limits;
    const settings = Object.entries(serverTimeouts).map(([name, value]) => `set local ${name}=${value};`);
    this.#begin = `begin;${target.pooler ? `set local timezone='UTC';${settings.join('')}` : ''}`;
    this.#sweep = setInterval(() => this.#retireIdle(), sweepEvery);
    this.#sweep.unref();
  }

  async lease<T>(context: string, until: number, work: (handle: LeaseHandle) => Promise<T>): Promise<T> {
    const running = this.#lease(context, until, work);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  listen(hearing: Hearing): Ear {
    return new ListeningEar(connectionTarget(this.#limits.listenUrl), hearing);
  }

  stats(): PoolStats {
    return { total: this.#total, idle: this.#idle.length, waiting: this.#waiters.length };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    for (const waiter of this.#waiters.splice(0))
      waiter.refuse(new DatabaseUnavailable('closed', { nothingRan: true }));
    await Promise.allSettled(this.#running);
    for (const connection of this.#idle.splice(0)) connection.retire();
  }

  async #lease<T>(context: string, until: number, work: (handle: LeaseHandle) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const connection = await this.#acquire(until);
        try {
          return await runLease(connection, this.#begin + context, until, work);
        } finally {
          this.#release(connection);
        }
      } catch (error) {
        if (error instanceof DatabaseUnavailable && error.nothingRan && error.reason === 'deadline')
          this.#distrustIdle();
        const again =
          error instanceof DatabaseUnavailable && error.nothingRan && error.reason === 'lost' && attempt < retries;
        if (!again || this.#closed) throw error;
        // A server that restarts needs a moment; a dead connection of the pool costs the same small one.
        await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60 * (attempt + 1)));
        if (monotonicNow() >= until) throw error;
      }
    }
  }

  async #acquire(until: number): Promise<PostgresConnection> {
    const patience = Math.min(until, monotonicNow() + this.#limits.patience);
    for (;;) {
      if (this.#closed) throw new DatabaseUnavailable('closed', { nothingRan: true });
      const idle = this.#idle.pop();
      if (idle) {
        if (monotonicNow() < this.#expiry.get(idle)!) return idle;
        idle.retire();
        continue;
      }
      if (this.#total < this.#limits.max) return this.#open(until);
      const granted = await this.#wait(patience);
      if (granted) return granted;
    }
  }

  #wait(until: number): Promise<PostgresConnection | null> {
    return new Promise((resolve, reject) => {
      const refuse = (reason: DatabaseUnavailable): void => {
        clearTimeout(timer);
        reject(reason);
      };
      const grant = (connection: PostgresConnection | null): void => {
        clearTimeout(timer);
        resolve(connection);
      };
      const waiter: Waiter = { grant, refuse };
      const timer = setTimeout(
        () => {
          this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
          reject(new DatabaseUnavailable('pool', { nothingRan: true }));
        },
        Math.max(0, until - monotonicNow()),
      );
      this.#waiters.push(waiter);
    });
  }

  #release(connection: PostgresConnection): void {
    if (connection.dead) return;
    if (this.#closed || monotonicNow() >= this.#expiry.get(connection)!) return connection.retire();
    const waiter = this.#waiters.shift();
    if (waiter) return waiter.grant(connection);
    connection.idleSince = monotonicNow();
    this.#idle.push(connection);
  }

  /** Tries each address once, beginning with the one that answered last, each with its share of the time that is left. */
  async #open(until: number): Promise<PostgresConnection> {
    const { addresses } = this.#target;
    let failure: unknown;
    for (let tried = 0; tried < addresses.length; tried++) {
      const index = (this.#address + tried) % addresses.length;
      const connection = this.#track(new PostgresConnection(addresses[index]!, this.#target));
      if (addresses.length === 1 && !this.#target.writable) return connection;
      const share = Math.max(1, (until - monotonicNow()) / (addresses.length - tried));
      const timer = setTimeout(() => connection.destroy(new DatabaseUnavailable('deadline')), share);
      try {
        const [row] = await connection.send('select pg_is_in_recovery() as standby');
        if (this.#target.writable && (row as { standby: boolean }).standby)
          throw new Error('The database server is a standby.');
        this.#address = index;
        return connection;
      } catch (cause) {
        failure = cause;
        connection.destroy(new DatabaseUnavailable('lost', { cause }));
      } finally {
        clearTimeout(timer);
      }
    }
    throw new DatabaseUnavailable('lost', { cause: failure, nothingRan: true });
  }

  #track(connection: PostgresConnection): PostgresConnection {
    this.#total++;
    this.#expiry.set(connection, monotonicNow() + this.#limits.lifetime * (0.75 + Math.random() / 2));
    connection.onDeath = () => {
      this.#total--;
      const index = this.#idle.indexOf(connection);
      if (index >= 0) this.#idle.splice(index, 1);
      this.#waiters.shift()?.grant(null);
    };
    return connection;
  }

  /** Not even BEGIN was answered: the way is broken, and the idle ones went the same way. Each of them would cost a caller the deadline. */
  #distrustIdle(): void {
    for (const connection of this.#idle.splice(0)) connection.retire();
  }

  #retireIdle(): void {
    const oldest = monotonicNow() - this.#limits.idle;
    for (const connection of [...this.#idle]) if (connection.idleSince < oldest) connection.retire();
  }
}
