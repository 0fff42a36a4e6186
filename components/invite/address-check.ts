import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CheckedAddress } from '../../server/contract/index.ts';

/** What is known of one entry: the server's check, or why the server did not invite it. */
export type Standing = Omit<CheckedAddress, 'index' | 'state'> & {
  state: CheckedAddress['state'] | 'blocked' | 'rateLimited' | 'refused';
};

export interface Entry {
  key: number;
  text: string;
}

export interface AddressCheckOptions {
  ask(addresses: string[], signal: AbortSignal): Promise<readonly (Standing & { index: number })[]>;
  /** An answer came, or the check failed. */
  answered(failed: boolean): void;
}

/** Milliseconds after the last change before the server is asked. */
const pause = 200;

/**
 * The server's judgement of each entry, asked for a moment after entries changed. One request at a time; an answer to
 * what the list was before is never used. While one is awaited, and when none comes, an entry is neither good nor bad.
 */
export class AddressCheck implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: AddressCheckOptions;
  #entries: readonly Entry[] = [];
  readonly #checked = new Map<number, Standing>();
  readonly #noted = new Map<number, Standing>();
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void)[] = [];
  #failed = false;

  constructor(host: ReactiveControllerHost, options: AddressCheckOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get pending(): boolean {
    return this.#timer !== undefined || this.#asking !== undefined;
  }

  /** The last check got no answer. */
  get failed(): boolean {
    return this.#failed;
  }

  hostDisconnected(): void {
    this.#stop();
  }

  /** What stands in the way is said first; then why it was not sent, which the check cannot know. */
  of(key: number): Standing | undefined {
    const checked = this.#checked.get(key);
    const noted = this.#noted.get(key);
    if (!checked || !noted) return checked ?? noted;
    const passing = checked.state === 'ok' || checked.state === 'otherDomain' || checked.state === 'lookalike';
    const askedFor = noted.state === 'otherDomain' && checked.state !== 'ok';
    return passing && !askedFor ? noted : checked;
  }

  /** The entries as they are now. */
  watch(entries: readonly Entry[]): void {
    const keys = new Set(entries.map((entry) => entry.key));
    const left = this.#entries.some((entry) => !keys.has(entry.key));
    this.#entries = entries;
    for (const key of [...this.#checked.keys(), ...this.#noted.keys()]) if (!keys.has(key)) this.#forget(key);
    // Without its twin a duplicate is none.
    if (left) for (const [key, { state }] of this.#checked) if (state === 'duplicate') this.#checked.delete(key);
    if (entries.every((entry) => this.#checked.has(entry.key))) this.#stop();
    else this.#schedule(pause);
  }

  /** Asks again, at once. */
  retry(): void {
    this.#checked.clear();
    if (this.#entries.length > 0) this.#schedule(0);
  }

  /** Remembers what the server said of an entry when it was sent. */
  note(key: number, standing: Standing): void {
    this.#noted.set(key, standing);
    this.#host.requestUpdate();
  }

  /** Forgets the notes of an earlier sending. */
  clearNotes(): void {
    this.#noted.clear();
  }

  /** Fulfilled when nothing is awaited any more, whether an answer came or not. */
  settled(): Promise<void> {
    return this.pending ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  #forget(key: number): void {
    this.#checked.delete(key);
    this.#noted.delete(key);
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = undefined;
    this.#failed = false;
    this.#timer = setTimeout(() => void this.#ask(), delay);
    this.#host.requestUpdate();
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const asking = (this.#asking = new AbortController());
    const entries = this.#entries;
    let answer: readonly (Standing & { index: number })[] | undefined;
    try {
      answer = await this.#options.ask(
        entries.map((entry) => entry.text),
        asking.signal,
      );
    } catch {
      // Without an answer entries stay as they are: the server judges them again when they are sent.
    }
    if (asking !== this.#asking) return;
    this.#failed = answer === undefined;
    for (const { index, ...standing } of answer ?? []) {
      const entry = entries[index];
      if (entry) this.#checked.set(entry.key, standing);
    }
    this.#stop();
    this.#options.answered(this.#failed);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#asking?.abort();
    this.#asking = undefined;
    for (const resolve of this.#waiting.splice(0)) resolve();
    this.#host.requestUpdate();
  }
}
