import type { RosterEvent } from '../../server/contract/index.ts';

type Listener = (event: RosterEvent) => void;

/** Asks for the stream, from after the event with this id on. */
export type OpenStream = (after: string, signal: AbortSignal) => Promise<Response>;

const shortestWait = 1_000;
const longestWait = 60_000;

/**
 * The live events of one source: one connection for all elements of a page, held only while the page is seen, because a
 * browser has six to a server. Taken up again after the last event heard.
 */
export class EventStream {
  readonly #open: OpenStream;
  readonly #listeners = new Set<Listener>();
  #connection: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #after = '';
  #wait = shortestWait;

  constructor(open: OpenStream) {
    this.#open = open;
  }

  add(listener: Listener, signal: AbortSignal): void {
    if (signal.aborted) return;
    if (this.#listeners.size === 0) document.addEventListener('visibilitychange', this.#seen);
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      document.removeEventListener('visibilitychange', this.#seen);
      this.#close();
      this.#after = '';
    });
    this.#seen();
  }

  readonly #seen = (): void => {
    if (document.visibilityState === 'hidden') this.#close();
    else if (!this.#connection) void this.#connect();
  };

  #close(): void {
    clearTimeout(this.#timer);
    this.#connection?.abort();
    this.#connection = undefined;
  }

  async #connect(): Promise<void> {
    const connection = (this.#connection = new AbortController());
    let refused = 0;
    try {
      const response = await this.#open(this.#after, connection.signal);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ''; ;) {
        const { done, value } = await reader.read();
        if (done) break;
        const blocks = (text + value).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.#hear(block);
      }
    } catch (cause) {
      refused = (cause as { retryAfter?: number }).retryAfter ?? 0;
      this.#wait *= 2;
    }
    if (this.#connection !== connection) return;
    // Spread, so that the readers of a server that was restarted do not come back in one moment.
    const wait = Math.max(refused * 1_000, Math.min(this.#wait, longestWait)) * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => void this.#connect(), wait);
  }

  #hear(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2))) as Record<
      string,
      string
    >;
    if (fields['retry']) this.#wait = Number(fields['retry']);
    if (fields['id']) this.#after = fields['id'];
    if (!fields['event']) return;
    const event = { id: fields['id'], type: fields['event'], data: JSON.parse(fields['data'] ?? '{}') } as RosterEvent;
    for (const listener of this.#listeners) listener(event);
  }
}
