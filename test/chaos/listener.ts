import { pause } from './door.ts';
import type { Random } from './random.ts';
import type { Tenant } from './clerk.ts';

/** Hears what happens in an organization for the whole run, from one server after the other. */
export class Listener {
  /** Ids that were named. */
  readonly heard = new Set<string>();
  /** How often it was told to read everything anew. */
  resyncs = 0;
  readonly #tenant: Tenant;
  readonly #doors: () => string[];
  readonly #random: Random;
  readonly #stop = new AbortController();
  #lastId = '';

  constructor(tenant: Tenant, doors: () => string[], random: Random) {
    this.#tenant = tenant;
    this.#doors = doors;
    this.#random = random;
    void this.#run();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        const response = await fetch(`${this.#random.pick(this.#doors())}/roster/v1/events`, {
          headers: {
            authorization: `Bearer ${this.#tenant.key}`,
            ...(this.#lastId && { 'last-event-id': this.#lastId }),
          },
          signal,
        });
        if (response.ok) await this.#read(response.body!);
      } catch {
        // Cut off; it goes on where it was.
      }
      await pause(100 + 200 * this.#random.next());
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) this.#hear(block);
    }
  }

  #hear(block: string): void {
    this.#lastId = /^id: (.*)$/m.exec(block)?.[1] ?? this.#lastId;
    if (/^event: resync$/m.test(block)) this.resyncs++;
    for (const [, id] of block.matchAll(/"((?:mem|grp|rol|org)_\w+)"/g)) this.heard.add(id!);
  }
}
