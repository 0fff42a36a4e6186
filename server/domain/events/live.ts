import { sql } from 'drizzle-orm';
import { limits, toId, type RosterEvent } from '../../contract/index.ts';
import { DatabaseUnavailable, type Database } from '../context.ts';
import { describeError, type Log } from '../log.ts';
import { Refused } from '../refused.ts';

/** Takes events to one reader. None of its methods waits for the reader, and none throws. */
export interface Sink {
  /** False where the reader is so far behind that this one is not kept for it. */
  send(event: RosterEvent): boolean;
  /** A sign of life. False where the reader has taken nothing for too long. */
  beat(): boolean;
  /**
   * The last there is: nothing for one who may not listen any more, `resync` for one who has missed something, `retry` for
   * one who should come back in a moment.
   */
  end(last?: Extract<RosterEvent, { type: 'resync' }> | { retry: number }): void;
}

/** Somebody who reads events, as what they opened the stream with. */
export interface Reader {
  organizationId: string;
  /** Of a session; else null. */
  accountId: string | null;
  tokenHash: Uint8Array;
  /** The member or key, for the limit of each. */
  who: string;
  /** The last event the reader was sent. */
  cursor: string;
  sink: Sink;
}

/** All readers of this process. */
export interface Live {
  /**
   * @returns what takes the reader out again
   * @throws Refused `rate_limited` where the member or the organization has too many already
   */
  open(reader: Reader): () => void;
  /** How many are open. */
  count(): number;
  /** Sends everybody away, each to come back at a moment of its own. */
  close(): void;
}

/** Milliseconds. */
export interface LiveTiming {
  /** How often it is asked whether each reader may still listen: less than the second in which revocation is seen. */
  judge: number;
  heartbeat: number;
  /** How often events are looked for without being told: where word comes through, and where it does not. */
  lookConnected: number;
  look: number;
  /** How long after a look for which the database had no time it is looked again, give or take a half. */
  lookAgain: number;
}

const defaults: LiveTiming = { judge: 500, heartbeat: 15_000, lookConnected: 15_000, look: 1_500, lookAgain: 300 };
/** Looks at once, so that a thousand organizations that wake together leave connections to everybody else. */
const lookers = 2;
const page = 100;
const judgedAtOnce = 500;

interface EventRow extends Record<string, unknown> {
  id: string;
  type: Exclude<RosterEvent['type'], 'resync'>;
  data: { id: string };
}

/**
 * Brings events to those who read them. Word of a change only wakes it: events are read from the database, after the last
 * one each reader has, so a lost or doubled word does no harm. Whoever gets an event was judged after it was read.
 */
export function makeLive(options: { database: Database; log: Log; timing?: Partial<LiveTiming> }): Live {
  const { database, log } = options;
  const timing = { ...defaults, ...options.timing };
  const organizations = new Map<string, Set<Reader>>();
  const ofEach = new Map<string, number>();
  const toLook = new Set<string>();
  const toLookAgain = new Set<string>();
  let lookingAgain: ReturnType<typeof setTimeout> | undefined;
  let looking = 0;
  let running: { stop: () => void } | undefined;
  let closed = false;

  function open(reader: Reader): () => void {
    const readers = organizations.get(reader.organizationId) ?? new Set();
    const own = ofEach.get(reader.who) ?? 0;
    if (own >= limits.streamsPerMember || readers.size >= limits.streamsPerOrganization) {
      throw new Refused('rate_limited', { detail: 'Too many streams of events are open already.', retryAfter: 30 });
    }
    if (closed) {
      reader.sink.end({ retry: soon() });
      return () => {};
    }
    ofEach.set(reader.who, own + 1);
    organizations.set(reader.organizationId, readers.add(reader));
    running ??= run();
    // What was told between the reader's first look and this moment has found nobody here.
    look([reader.organizationId]);
    return () => leave(reader);
  }

  function leave(reader: Reader): void {
    const readers = organizations.get(reader.organizationId);
    if (!readers?.delete(reader)) return;
    if (readers.size === 0) organizations.delete(reader.organizationId);
    const own = ofEach.get(reader.who)! - 1;
    if (own > 0) ofEach.set(reader.who, own);
    else ofEach.delete(reader.who);
    if (organizations.size > 0) return;
    running?.stop();
    running = undefined;
  }

  /** While anybody reads. */
  function run(): { stop: () => void } {
    const forget = database.changes.listen((ids) => look(ids === 'all' ? organizations.keys() : ids));
    const timers = [
      repeat(() => timing.judge, judgeAll),
      repeat(() => timing.heartbeat, beatAll),
      repeat(() => (database.changes.connected ? timing.lookConnected : timing.look), lookAll),
    ];
    return {
      stop: () => {
        forget();
        for (const stop of timers) stop();
        clearTimeout(lookingAgain);
        lookingAgain = undefined;
        toLookAgain.clear();
      },
    };
  }

  const lookAll = (): void => look(organizations.keys());

  function look(ids: Iterable<string>): void {
    for (const id of ids) if (organizations.has(id)) toLook.add(id);
    while (looking < lookers && toLook.size > 0) {
      looking++;
      void lookOn().finally(() => {
        looking--;
        look([]);
      });
    }
  }

  async function lookOn(): Promise<void> {
    for (const id of toLook) {
      toLook.delete(id);
      try {
        await bring(id);
      } catch (error) {
        if (error instanceof DatabaseUnavailable) {
          lookAgain(id);
          continue;
        }
        log('error', 'defect', { organizationId: id, ...describeError(error) });
        for (const reader of organizations.get(id) ?? []) cutOff(reader);
      }
    }
  }

  /** Soon, not in its round: word of the change has come and gone. All that waits goes together, or each word began one more wait. */
  function lookAgain(id: string): void {
    toLookAgain.add(id);
    lookingAgain ??= setTimeout(
      () => {
        lookingAgain = undefined;
        const ids = [...toLookAgain];
        toLookAgain.clear();
        look(ids);
      },
      timing.lookAgain * (0.5 + Math.random()),
    );
  }

  async function bring(organizationId: string): Promise<void> {
    for (let more = true; more;) {
      const readers = [...(organizations.get(organizationId) ?? [])];
      if (readers.length === 0) return;
      const first = readers.reduce((least, { cursor }) => (cursor < least ? cursor : least), readers[0]!.cursor);
      const { rows, allowed } = await database.withTenant({ organizationId }, async (tx) => ({
        rows: await tx.execute<EventRow>(
          sql`select id, type, data from roster.events
               where organization_id = ${organizationId} and id > ${first} order by id limit ${page}`,
        ),
        allowed: await judge(readers, (query) => tx.execute<{ place: number }>(query)),
      }));
      const events = [...rows].map(({ id, type, data }) => ({ row: id, event: { id: toId('evt', id), type, data } }));
      for (const reader of readers) {
        if (!allowed.has(reader)) dismiss(reader);
        else for (const { row, event } of events) if (row > reader.cursor && !hand(reader, row, event)) break;
      }
      more = events.length === page;
    }
  }

  function hand(reader: Reader, row: string, event: RosterEvent): boolean {
    reader.cursor = row;
    if (reader.sink.send(event)) return true;
    cutOff(reader);
    return false;
  }

  /** Too far behind to be told one thing after the other. */
  function cutOff(reader: Reader): void {
    leave(reader);
    reader.sink.end({ id: toId('evt', reader.cursor), type: 'resync', data: {} });
  }

  function dismiss(reader: Reader): void {
    leave(reader);
    reader.sink.end();
  }

  async function judgeAll(): Promise<void> {
    const all = [...organizations.values()].flatMap((readers) => [...readers]);
    for (let at = 0; at < all.length; at += judgedAtOnce) {
      const some = all.slice(at, at + judgedAtOnce);
      try {
        const allowed = await database.withNobody((tx) => judge(some, (query) => tx.execute<{ place: number }>(query)));
        for (const reader of some) if (!allowed.has(reader)) dismiss(reader);
      } catch (error) {
        // Nobody's access can be taken away while the database is away, and no event be read.
        if (error instanceof DatabaseUnavailable) continue;
        for (const reader of some) dismiss(reader);
        throw error;
      }
    }
  }

  function beatAll(): void {
    for (const readers of organizations.values()) for (const reader of readers) if (!reader.sink.beat()) cutOff(reader);
  }

  function repeat(every: () => number, act: () => void | Promise<void>): () => void {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      timer = setTimeout(() => void round(), every() * (0.8 + Math.random() * 0.2));
    };
    const round = async (): Promise<void> => {
      try {
        await act();
      } catch (error) {
        log('error', 'defect', describeError(error));
      }
      if (!stopped) wait();
    };
    wait();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  return {
    open,
    count: () => [...organizations.values()].reduce((sum, readers) => sum + readers.size, 0),
    close() {
      closed = true;
      for (const reader of [...organizations.values()].flatMap((readers) => [...readers])) {
        leave(reader);
        reader.sink.end({ retry: soon() });
      }
    },
  };
}

/** Milliseconds after which a reader comes back: another number for each, so that they do not come all at once. */
function soon(): number {
  return Math.round(500 + Math.random() * 4_500);
}

/** Who of them may still listen, by what the database says now. What several have opened with one credential is asked once. */
async function judge(
  readers: readonly Reader[],
  ask: (query: ReturnType<typeof sql>) => Promise<Iterable<{ place: number }>>,
): Promise<Set<Reader>> {
  const alike = new Map<string, Reader[]>();
  for (const reader of readers) {
    const name = `${reader.organizationId} ${reader.accountId} ${bytesOf(reader)}`;
    const others = alike.get(name);
    if (others) others.push(reader);
    else alike.set(name, [reader]);
  }
  const each = [...alike.values()];
  const rows = await ask(
    sql`select place from roster.open_streams(${sql.param(each.map(([one]) => one!.organizationId))}::uuid[],
      ${sql.param(each.map(([one]) => one!.accountId))}::uuid[],
      ${sql.param(each.map(([one]) => bytesOf(one!)))}::text[]::bytea[]) place`,
  );
  return new Set([...rows].flatMap(({ place }) => each[place - 1]!));
}

const written = new WeakMap<Reader, string>();

/** The token's hash as the database reads it, made once for each reader. */
function bytesOf(reader: Reader): string {
  const known = written.get(reader) ?? `\\x${Buffer.from(reader.tokenHash).toString('hex')}`;
  written.set(reader, known);
  return known;
}
