/**
 * Organizations in which something was told, committed a moment ago in this process or another one. `all` where some may
 * have been missed: the way was broken for a while.
 */
export type ChangeListener = (organizationIds: readonly string[] | 'all') => void;

/** Carries word of changes between the processes on one database. A hint to look, never the news itself. */
export interface ChangeFeed {
  /** Something was told in this organization, and is committed. */
  ring(organizationId: string): void;
  listen(listener: ChangeListener): () => void;
  /** Whether word of other processes comes through. Where not, look from time to time without being told. */
  readonly connected: boolean;
  close(): Promise<void>;
}

export interface ChangeFeedOptions {
  /** Runs `pg_notify(roster_changes, payload)`; absent where no other process can be on this database. */
  notify?: (payload: string) => Promise<void>;
  /** Begins to listen to other processes; absent with `notify`. */
  listen?: (hearing: Hearing) => Ear;
}

/** What comes of listening. */
export interface Hearing {
  hear(payload: string): void;
  /** The way is open, or open again: what came before has to be looked for. */
  back(): void;
}

export interface Ear {
  readonly connected: boolean;
  close(): void;
}

export const changeChannel = 'roster_changes';

/**
 * PostgreSQL takes one lock for the whole server while a transaction that has notified commits. So no transaction of a
 * request notifies: word of the first change goes out after it, and what is committed within so many milliseconds from then
 * on goes out together, each organization once.
 */
const gather = 100;
/** A payload has less than 8,000 octets; an id has 36. */
const idsPerPayload = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function changeFeed({ notify, listen }: ChangeFeedOptions): ChangeFeed {
  const self = crypto.randomUUID();
  const listeners = new Set<ChangeListener>();
  const waiting = new Set<string>();
  let sending: Promise<void> | undefined;
  let enough = (): void => {};
  let ear: Ear | undefined;
  let closed = false;

  const tellHere: ChangeListener = (organizationIds) => {
    for (const listener of listeners) listener(organizationIds);
  };

  function ring(organizationId: string): void {
    if (closed) return;
    tellHere([organizationId]);
    if (!notify) return;
    waiting.add(organizationId);
    sending ??= send(notify).finally(() => (sending = undefined));
  }

  async function send(notifyOthers: (payload: string) => Promise<void>): Promise<void> {
    while (waiting.size > 0 && !closed) {
      const ids = [...waiting];
      waiting.clear();
      for (let at = 0; at < ids.length; at += idsPerPayload) {
        // Lost where the database is away: those who listen look by themselves from time to time.
        await notifyOthers([self, ...ids.slice(at, at + idsPerPayload)].join()).catch(() => {});
      }
      if (closed) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, gather);
        enough = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  function hear(payload: string): void {
    const [sender, ...ids] = payload.split(',');
    const organizationIds = ids.filter((id) => uuid.test(id));
    if (sender !== self && organizationIds.length > 0) tellHere(organizationIds);
  }

  return {
    ring,
    listen(listener) {
      listeners.add(listener);
      if (!closed) ear ??= listen?.({ hear, back: () => tellHere('all') });
      return () => void listeners.delete(listener);
    },
    get connected() {
      return notify === undefined || (ear?.connected ?? false);
    },
    async close() {
      closed = true;
      listeners.clear();
      ear?.close();
      enough();
      await sending;
    },
  };
}
