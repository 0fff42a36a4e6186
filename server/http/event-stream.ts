import type { RosterEvent } from '../contract/index.ts';
import type { Sink } from '../domain/events/live.ts';

/** Octets kept for a reader that does not take them, beside what the connection itself holds. */
const longestQueue = 64 * 1024;
/** Milliseconds in which a reader takes something, or is given up. */
const longestSilence = 45_000;
/** Milliseconds a reader has to take the last there is. */
const farewell = 5_000;

const encoder = new TextEncoder();
/** Every reader of an event gets the same octets. */
const encoded = new WeakMap<RosterEvent, Uint8Array>();
const heartbeat = encoder.encode(':\n\n');

/** The body of an answer that goes on: server-sent events, in a bounded queue from which the reader takes at its own pace. */
export class EventStream implements Sink {
  readonly body: ReadableStream<Uint8Array>;
  readonly #onGone: (stalled: boolean) => void;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #takenAt = performance.now();
  #ended = false;
  #over = false;
  #flush: (() => void) | undefined;
  #toFlush = false;
  #farewell: ReturnType<typeof setTimeout> | undefined;

  /** @param onGone told once, when the reader has left or got the last; `stalled` where it takes nothing any more */
  constructor(onGone: (stalled: boolean) => void) {
    this.#onGone = onGone;
    this.body = new ReadableStream<Uint8Array>(
      { pull: (controller) => this.#pull(controller), cancel: () => this.#finish(false) },
      { highWaterMark: 0 },
    );
  }

  /** How long to wait before coming back, and from where; `event` where more than that is to be said. */
  begin(retry: number, cursor: string, event?: RosterEvent): void {
    this.#put(encoder.encode(`retry: ${retry}\n${event ? '' : `id: ${cursor}\n`}\n`));
    if (event) this.send(event);
  }

  send(event: RosterEvent): boolean {
    if (this.#ended) return true;
    const octets = octetsOf(event);
    if (this.#queued + octets.length > longestQueue) return false;
    this.#put(octets);
    return true;
  }

  beat(): boolean {
    if (this.#queue.length === 0) this.#put(heartbeat);
    return performance.now() - this.#takenAt < longestSilence || this.#queue.length === 0;
  }

  end(last?: Parameters<Sink['end']>[0]): void {
    if (this.#ended) return;
    this.#ended = true;
    // Who missed something reads everything anew; who may not listen any more gets nothing that waits.
    if (last === undefined || 'type' in last) this.#drop();
    if (last !== undefined) this.#put('type' in last ? octetsOf(last) : encoder.encode(`retry: ${last.retry}\n\n`));
    this.#flush?.();
    if (!this.#over) this.#farewell = setTimeout(() => this.#finish(true), farewell);
  }

  #put(octets: Uint8Array): void {
    this.#queue.push(octets);
    this.#queued += octets.length;
    if (this.#toFlush) return;
    this.#toFlush = true;
    // What is put at one moment goes out in one piece: a write costs more than what is written.
    queueMicrotask(() => {
      this.#toFlush = false;
      this.#flush?.();
    });
  }

  #drop(): void {
    this.#queue = [];
    this.#queued = 0;
  }

  /** Called when the reader is ready for more; settles when there is more. */
  #pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    return new Promise((resolve) => {
      this.#flush = () => {
        if (this.#queue.length === 0 && !this.#ended) return;
        this.#flush = undefined;
        if (this.#queue.length > 0) controller.enqueue(Buffer.concat(this.#queue));
        this.#drop();
        this.#takenAt = performance.now();
        if (this.#ended) {
          controller.close();
          this.#finish(false);
        }
        resolve();
      };
      this.#flush();
    });
  }

  #finish(stalled: boolean): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#farewell);
    this.#ended = true;
    this.#drop();
    this.#onGone(stalled);
  }
}

function octetsOf(event: RosterEvent): Uint8Array {
  const known = encoded.get(event);
  if (known) return known;
  const octets = encoder.encode(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
  encoded.set(event, octets);
  return octets;
}
