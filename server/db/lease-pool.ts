import type { Ear, Hearing } from './change-feed.ts';
import type { LeaseHandle } from './lease.ts';

/** How many connections there are, how many of them wait for work, and how many callers wait for one. */
export interface PoolStats {
  total: number;
  idle: number;
  waiting: number;
}

/** Lends one connection at a time to one transaction at a time. Both engines are one of these. */
export interface LeasePool {
  readonly kind: 'postgres' | 'pglite';
  /** Listens for word of other processes, on a connection of its own; absent where there can be none. */
  listen?(hearing: Hearing): Ear;
  /**
   * Runs `work` in a transaction of its own, all of it before `until` (a moment on `monotonicNow`).
   * @param context plain SQL that sets the transaction's context, sent in one message with BEGIN
   * @throws DatabaseUnavailable when the database could not answer
   */
  lease<T>(context: string, until: number, work: (handle: LeaseHandle) => Promise<T>): Promise<T>;
  stats(): PoolStats;
  /** Refuses new leases, waits for those that run, closes every connection. */
  close(): Promise<void>;
}
