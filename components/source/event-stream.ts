import type { RosterEvent } from '../../server/contract/index.ts';
import { toSourceError } from './failure.ts';

/** Who hears of events, and whether they get through. */
export interface EventReader {
  listener(event: RosterEvent): void;
  live?: ((live: boolean) => void) | undefined;
}

/** Asks for the stream, from after the event with this id on. */
export type OpenStream = (after: string, signal: AbortSignal) => Promise<Response>;

/** Streams that one page holds at a time: a browser has six connections to a server, and the rest of the page needs some. */
const most = 2;
const shortestWait = 1_000;
const longestWait = 60_000;
/** The server gives a sign of life every quarter of a minute; a connection that is silent for three of them is dead. */
const longestSilence = 45_000;

const open = new Set<EventStream>();

/**
 * The live events of one source: one connection for all elements of a page, held only while the page is seen. Taken up
 * again after the last event heard.
 */
export class EventStream {
  readonly #open: OpenStream;
  readonly #readers = new Set<EventReader>();
  #connection: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #after = '';
  #wait = shortestWait;
  #live = false;

  constructor(open: OpenStream) {
    this.#open = open;
  }

  add(reader: EventReader, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.#readers.size === 0) document.addEventListener('visibilitychange', this.#seen);
    this.#readers.add(reader);
    reader.live?.(this.#live);
    signal.addEventListener('abort', () => this.#leave(reader), { once: true });
    this.#seen();
  }

  #leave(reader: EventReader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    document.removeEventListener('visibilitychange', this.#seen);
    this.#close();
    this.#after = '';
    this.#wait = shortestWait;
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') this.#close();
    else if (!this.#connection) void this.#connect();
  };

  #close(): void {
    clearTimeout(this.#timer);
    this.#connection?.abort();
    this.#connection = undefined;
    this.#ended();
  }

  async #connect(): Promise<void> {
    const connection = (this.#connection = new AbortController());
    let refused = 0;
    if (open.size < most) {
      open.add(this);
      try {
        await this.#read(await this.#open(this.#after, connection.signal), connection);
      } catch (cause) {
        if (this.#connection !== connection) return;
        refused = this.#refused(cause);
      }
    }
    if (this.#connection !== connection) return;
    this.#ended();
    // Spread, so that the readers of a server that was restarted do not come back in one moment.
    const wait = Math.max(refused, Math.min(this.#wait, longestWait)) * (1 + Math.random() / 2);
    // Without a word in between each try waits twice as long as the one before.
    this.#wait = Math.min(this.#wait * 2, longestWait);
    this.#timer = setTimeout(() => void this.#connect(), wait);
  }

  async #read(response: Response, connection: AbortController): Promise<void> {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      this.#timer = setTimeout(() => connection.abort(new Error('The server has fallen silent.')), longestSilence);
      const { done, value } = await reader.read().finally(() => clearTimeout(this.#timer));
      if (done || this.#connection !== connection) return;
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#hear(block);
    }
  }

  /** Milliseconds to wait at least. */
  #refused(cause: unknown): number {
    const { problem, retryAfter = 0 } = toSourceError(cause);
    if (problem.status !== 401 && problem.status !== 403) return retryAfter * 1_000;
    // Whoever may not listen any more may not see any more either: that is for them to find out, at once.
    if (this.#after) this.#tell({ id: this.#after, type: 'resync', data: {} } as RosterEvent);
    this.#after = '';
    return longestWait;
  }

  #ended(): void {
    open.delete(this);
    if (!this.#live) return;
    this.#live = false;
    for (const reader of this.#readers) reader.live?.(false);
  }

  #hear(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2))) as Record<
      string,
      string
    >;
    if (fields['retry']) this.#wait = Number(fields['retry']) || shortestWait;
    const { id = this.#after, event: type, data } = fields;
    const first = !this.#after;
    this.#after = id;
    if (!this.#live) {
      this.#live = true;
      for (const reader of this.#readers) reader.live?.(true);
    }
    if (type) this.#tell({ id, type, data: JSON.parse(data || '{}') as object } as RosterEvent);
    // What happened between the first drawing and the first word was told to nobody here.
    else if (first && id) this.#tell({ id, type: 'resync', data: {} } as RosterEvent);
  }

  #tell(event: RosterEvent): void {
    for (const reader of this.#readers) reader.listener(event);
  }
}
