/** One event as it came. */
export interface Heard {
  id?: string;
  event?: string;
  data?: string;
  retry?: string;
  /** Milliseconds on the monotonic clock. */
  at: number;
}

/** Reads a stream of server-sent events, as `fetch` gives it. */
export class Listening {
  readonly heard: Heard[] = [];
  /** Real events: those with a type. */
  readonly events: Heard[] = [];
  /** All that came, octet for octet. */
  raw = '';
  ended = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #response: Response;
  #wake: () => void = () => {};

  constructor(response: Response) {
    this.#response = response;
    this.#reader = response.body!.getReader();
    void this.#run();
  }

  get status(): number {
    return this.#response.status;
  }

  get lastId(): string | undefined {
    return this.heard.findLast(({ id }) => id !== undefined)?.id;
  }

  async until(condition: () => boolean, patience = 5_000): Promise<void> {
    const end = performance.now() + patience;
    while (!condition()) {
      const left = end - performance.now();
      if (left <= 0) throw new Error(`It did not come to that in time. What came: ${this.raw.slice(-400)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 100));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  count(events: number, patience?: number): Promise<void> {
    return this.until(() => this.events.length >= events, patience);
  }

  /** Lets go of what came: who hears very much would have this process stand still while it tidies up. */
  forget(): void {
    this.heard.length = 0;
    this.events.length = 0;
    this.raw = '';
  }

  end(patience?: number): Promise<void> {
    return this.until(() => this.ended, patience);
  }

  async leave(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
  }

  async #run(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        const text = decoder.decode(value, { stream: true });
        this.raw += text;
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop()!;
        for (const block of blocks) this.#hear(block);
        this.#wake();
      }
    } catch {
      // Cut off.
    }
    this.ended = true;
    this.#wake();
  }

  #hear(block: string): void {
    const fields = block
      .split('\n')
      .filter((line) => !line.startsWith(':') && line !== '')
      .map((line) => line.split(/: ?(.*)/s).slice(0, 2));
    if (fields.length === 0) return;
    const heard = { ...Object.fromEntries(fields), at: performance.now() } as Heard;
    this.heard.push(heard);
    if (heard.event !== undefined) this.events.push(heard);
  }
}
