import type net from 'node:net';
import postgres from 'postgres';
import type { ConnectionTarget, ServerAddress } from './connection-target.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { dial } from './dial.ts';
import { monotonicNow, type LeaseConnection, type ResultRows, type ValueTypes } from './lease.ts';
import { valueTypes } from './value-types.ts';

/** How long the server itself lets things take, in milliseconds; a second line behind the lease's deadline. */
export const serverTimeouts = {
  statement_timeout: 5_000,
  lock_timeout: 2_000,
  idle_in_transaction_session_timeout: 10_000,
} as const;

/** Longer texts are seldom the same twice; a prepared copy of each would only fill both sides' memory. */
const longestPreparedText = 8_192;

/** What `postgres` takes beyond its published types: a maker of sockets, and no replication client. */
type ClientOptions = postgres.Options<Record<string, postgres.PostgresType>> & {
  socket: () => Promise<net.Socket>;
  no_subscribe: boolean;
  onnotify?: (channel: string, payload: string) => void;
};

/**
 * One physical connection under one postgres.js client that can never make a second one.
 *
 * The driver reconnects behind its caller's back and forgets queries that were queued when a socket died. Here its socket factory
 * works once, so a dead client stays dead, and every query also settles with the connection's death. `begin`, `reserve`, cursors,
 * copies and `listen` of the driver are never used: with them a late query can land in another tenant's transaction.
 */
export class PostgresConnection implements LeaseConnection {
  onLost: ((reason: DatabaseUnavailable) => void) | null = null;
  /** Told once, when the connection is gone. */
  onDeath: (() => void) | null = null;
  idleSince: number = monotonicNow();
  readonly #client: postgres.Sql;
  readonly #prepare: boolean;
  readonly #waiting = new Set<(reason: DatabaseUnavailable) => void>();
  #socket: net.Socket | null = null;
  #dead: DatabaseUnavailable | null = null;

  /** @param onNotify hears of notifications, on a connection that has sent LISTEN and serves nothing else */
  constructor(address: ServerAddress, target: ConnectionTarget, onNotify?: (channel: string, payload: string) => void) {
    let used = false;
    this.#prepare = !target.pooler;
    const options: ClientOptions = {
      host: 'path' in address ? 'localhost' : address.host,
      port: 'path' in address ? 5432 : address.port,
      user: target.user,
      password: target.password,
      database: target.database,
      ssl: false, // the socket comes with TLS already on it
      max: 1,
      fetch_types: false,
      idle_timeout: 0,
      max_lifetime: 0,
      connect_timeout: 0,
      no_subscribe: true,
      target_session_attrs: undefined,
      connection: {
        application_name: target.applicationName,
        // A pooler refuses settings it does not know; behind one they are set in each transaction.
        ...(!target.pooler && { TimeZone: 'UTC', ...serverTimeouts }),
      },
      onnotice: () => {},
      ...(onNotify && { onnotify: onNotify }),
      onclose: () => this.destroy(new DatabaseUnavailable('lost')),
      socket: () => {
        if (used || this.#dead) return Promise.reject(this.#dead ?? new DatabaseUnavailable('lost'));
        used = true;
        return this.#dial(address, target);
      },
    };
    this.#client = postgres(options as postgres.Options<Record<string, postgres.PostgresType>>);
    const types = valueTypes();
    Object.assign(this.#client.options.parsers, types.parsers);
    Object.assign(this.#client.options.serializers, types.serializers);
  }

  get options(): ValueTypes {
    return this.#client.options as unknown as ValueTypes;
  }

  get dead(): DatabaseUnavailable | null {
    return this.#dead;
  }

  send(text: string, params: unknown[] = [], asArrays = false): Promise<ResultRows> {
    if (this.#dead) return Promise.reject(this.#dead);
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const prepare = this.#prepare && text.length <= longestPreparedText;
      const query = this.#client.unsafe(text, params as never[], params.length > 0 ? { prepare } : undefined);
      (asArrays ? query.values() : query).then(
        (rows) => {
          this.#waiting.delete(reject);
          resolve(rows as unknown as ResultRows);
        },
        (error: unknown) => {
          this.#waiting.delete(reject);
          reject(isDriverLoss(error) ? new DatabaseUnavailable('lost', { cause: error }) : error);
        },
      );
    });
  }

  expire(reason: DatabaseUnavailable): void {
    this.destroy(reason);
  }

  destroy(reason: DatabaseUnavailable): void {
    if (this.#dead) return;
    this.#dead = reason;
    this.onLost?.(reason);
    for (const reject of this.#waiting) reject(reason);
    this.#waiting.clear();
    // Not `end()`: it would wait for an answer that may never come.
    this.#socket?.destroy();
    this.onDeath?.();
  }

  /** Says goodbye to the server on a connection that nobody holds. */
  retire(): void {
    if (this.#dead) return;
    this.#dead = new DatabaseUnavailable('closed');
    this.onDeath?.();
    const cut = setTimeout(() => this.#socket?.destroy(), 1_000);
    cut.unref();
    this.#socket?.once('close', () => clearTimeout(cut));
    this.#client.end().catch(() => {});
  }

  async #dial(address: ServerAddress, target: ConnectionTarget): Promise<net.Socket> {
    const watch = (socket: net.Socket): void => {
      this.#socket = socket;
      // An error without a listener would end the process; what it means is told by the close that follows.
      socket.on('error', () => {});
      if (this.#dead) socket.destroy();
    };
    const socket = await dial(address, target, watch);
    socket.once('close', () => this.destroy(new DatabaseUnavailable('lost')));
    if (socket.destroyed) throw this.#dead ?? new DatabaseUnavailable('lost');
    return socket;
  }
}

/** The driver's own words for a connection that is gone, as opposed to an error the server sent. */
function isDriverLoss(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^(CONNECT|CONNECTION_|E[A-Z]{4,}$)/.test(code);
}
