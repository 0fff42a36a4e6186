import { asUnavailable, DatabaseUnavailable, surelyNotCommitted } from './database-unavailable.ts';

/** Rows as the driver gives them, with the server's command tag (`SELECT`, `COMMIT`, …) and how many rows it touched. */
export interface ResultRows extends Array<unknown> {
  command: string | null;
  count: number | null;
}

/** How values cross the wire, by the type's number in `pg_type`. */
export interface ValueTypes {
  parsers: Record<number, (text: string) => unknown>;
  serializers: Record<number, (value: unknown) => unknown>;
}

/** One connection that a lease holds alone. `send` always settles: with rows, with the server's error, or with the connection's death. */
export interface LeaseConnection {
  readonly options: ValueTypes;
  readonly dead: DatabaseUnavailable | null;
  send(text: string, params?: unknown[], asArrays?: boolean): Promise<ResultRows>;
  /** Set while leased: told once when the connection dies or the lease's time is over. */
  onLost: ((reason: DatabaseUnavailable) => void) | null;
  /** The lease's time is over: give up what is running, by closing the connection where nothing less helps. */
  expire(reason: DatabaseUnavailable): void;
  /** The connection is in an unknown state: never lend it again. */
  destroy(reason: DatabaseUnavailable): void;
}

/** A query that is sent when it is awaited, and refused then if its lease is over. */
export interface PendingRows extends PromiseLike<ResultRows> {
  /** The same query with each row as an array of values in the order of its columns. */
  values(): Promise<ResultRows>;
}

/** All that the caller's work ever sees of a connection: what drizzle asks of its client, and nothing that outlives the lease. */
export interface LeaseHandle {
  readonly options: ValueTypes;
  unsafe(text: string, params?: unknown[]): PendingRows;
  begin<T>(work: (handle: LeaseHandle) => Promise<T>): Promise<T>;
  savepoint<T>(work: (handle: LeaseHandle) => Promise<T>): Promise<T>;
}

/** Milliseconds on a clock that never jumps; deadlines are moments on it. */
export const monotonicNow = (): number => performance.now();

/** Made once: a stack trace at the end of every transaction would tell nothing and cost as much as its BEGIN. */
const over = new DatabaseUnavailable('over');

/**
 * One transaction on one connection: BEGIN, the work, COMMIT, with every way out closed behind it.
 *
 * The handle is shut the moment the connection is lost, the deadline passes, or COMMIT or ROLLBACK goes out, and is asked when a
 * query is sent, not when it is built: a handle that leaks from the work can never reach the connection's next tenant.
 *
 * @param begin one message of plain SQL that begins the transaction and sets its context
 * @param until the moment, on `monotonicNow`, at which everything must be over
 */
export async function runLease<T>(
  connection: LeaseConnection,
  begin: string,
  until: number,
  work: (handle: LeaseHandle) => Promise<T>,
): Promise<T> {
  let shut: DatabaseUnavailable | null = null;
  const lost = new Promise<never>((_, reject) => {
    connection.onLost = (reason) => {
      shut ??= reason;
      reject(reason);
    };
  });
  lost.catch(() => {});
  const timer = setTimeout(
    () => connection.expire(new DatabaseUnavailable('deadline')),
    Math.max(1, until - monotonicNow()),
  );
  const close = (): void => void (shut ??= over);
  const handle = handleOn(connection, () => connection.dead ?? shut);

  try {
    await connection.send(begin).catch((error: unknown) => {
      const reason = error instanceof DatabaseUnavailable ? error.reason : 'lost';
      const failed = new DatabaseUnavailable(reason, { cause: error, nothingRan: true });
      connection.destroy(failed);
      throw failed;
    });
    let result: T;
    try {
      result = await Promise.race([work(handle), lost]);
    } catch (error) {
      close();
      await rollBack(connection);
      throw asUnavailable(error);
    }
    if (shut) {
      await rollBack(connection);
      throw shut;
    }
    const answer = connection.send('commit');
    close();
    await committed(connection, answer);
    return result;
  } finally {
    clearTimeout(timer);
    connection.onLost = null;
    close();
  }
}

async function rollBack(connection: LeaseConnection): Promise<void> {
  if (connection.dead) return;
  await connection
    .send('rollback')
    .catch((cause: unknown) => connection.destroy(new DatabaseUnavailable('lost', { cause })));
}

async function committed(connection: LeaseConnection, answer: Promise<ResultRows>): Promise<void> {
  const { command } = await answer.catch((error: unknown) => {
    if (surelyNotCommitted(error)) throw error;
    const unknown = new DatabaseUnavailable('unknown-commit', { cause: error });
    connection.destroy(unknown);
    throw unknown;
  });
  // A transaction in which a failed statement was swallowed is answered with ROLLBACK and no error.
  if (command !== 'COMMIT') throw new DatabaseUnavailable('rolled-back');
}

function handleOn(connection: LeaseConnection, closed: () => DatabaseUnavailable | null): LeaseHandle {
  let savepoints = 0;
  const send = (text: string, params?: unknown[], asArrays?: boolean): Promise<ResultRows> => {
    const reason = closed();
    return reason ? Promise.reject(reason) : connection.send(text, params, asArrays);
  };
  const handle: LeaseHandle = {
    options: connection.options,
    unsafe: (text, params) => ({
      then: (resolve, reject) => send(text, params).then(resolve, reject),
      values: () => send(text, params, true),
    }),
    begin: (work) => handle.savepoint(work),
    async savepoint(work) {
      const name = `s${++savepoints}`;
      await send(`savepoint ${name}`);
      try {
        const result = await work(handle);
        await send(`release ${name}`);
        return result;
      } catch (error) {
        await send(`rollback to ${name}`);
        throw error;
      }
    },
  };
  return handle;
}
