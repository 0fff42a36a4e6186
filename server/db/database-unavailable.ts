/**
 * Why the database could not answer:
 * - `lost`: no connection, or it died;
 * - `deadline`: the lease's time was over;
 * - `pool`: every connection was taken for too long;
 * - `unknown-commit`: the connection died while COMMIT was on its way, so the work may or may not be kept;
 * - `rolled-back`: the server answered COMMIT with ROLLBACK, because an error was swallowed on the way;
 * - `refused`: the server is there but cannot do this now (read-only standby, lock or statement timeout, shutting down);
 * - `conflict`: concurrent transactions kept undoing each other;
 * - `over`: a query was sent after its lease had ended;
 * - `closed`: the pool is closed.
 */
export type UnavailableReason =
  'lost' | 'deadline' | 'pool' | 'unknown-commit' | 'rolled-back' | 'refused' | 'conflict' | 'over' | 'closed';

const sentences: Record<UnavailableReason, string> = {
  lost: 'The connection to the database was lost.',
  deadline: 'The database did not answer in time.',
  pool: 'Every connection to the database is busy.',
  'unknown-commit':
    'The connection to the database was lost while the work was being saved; it may or may not be kept.',
  'rolled-back': 'The database undid the work, because one of its statements had failed.',
  refused: 'The database cannot do this right now.',
  conflict: 'Others kept changing the same things at the same moment.',
  over: 'A query was sent after its transaction had ended.',
  closed: 'The database has been closed.',
};

/** The database could not answer. On the wire this is a 503 that may be tried again. */
export class DatabaseUnavailable extends Error {
  readonly reason: UnavailableReason;
  /** True when no statement of the caller's work has reached the server, so that running it again is safe. */
  readonly nothingRan: boolean;

  constructor(reason: UnavailableReason, options: { cause?: unknown; nothingRan?: boolean } = {}) {
    super(sentences[reason], { cause: options.cause });
    this.name = 'DatabaseUnavailable';
    this.reason = reason;
    this.nothingRan = options.nothingRan ?? false;
  }
}

/** The five-letter SQLSTATE of an error, looked up through its causes (drizzle wraps the driver's error). */
export function sqlState(error: unknown): string | undefined {
  for (let link = error; link instanceof Error; link = link.cause) {
    const { code } = link as { code?: unknown };
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Serialization failure and deadlock: the same work, run again, may well succeed. */
export function isConflict(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** Classes of SQLSTATE that speak about the server's condition, not about the statement: connection, resources, operator, system. */
const serverTrouble = /^(08|53|57|58|25006|25P03|55P03)/;

/** What a caller should see of an error: the `DatabaseUnavailable` inside it, one made for a server in trouble, or the error itself. */
export function asUnavailable(error: unknown): unknown {
  for (let link = error; link instanceof Error; link = link.cause) if (link instanceof DatabaseUnavailable) return link;
  return serverTrouble.test(sqlState(error) ?? '') ? new DatabaseUnavailable('refused', { cause: error }) : error;
}

/**
 * Whether an error in answer to COMMIT surely means that nothing was kept. A broken constraint or a conflict does; a server that
 * shuts down or a cancelled wait for a standby does not.
 */
export function surelyNotCommitted(error: unknown): boolean {
  return /^(22|23|25|40|42|44|P0)/.test(sqlState(error) ?? '');
}
