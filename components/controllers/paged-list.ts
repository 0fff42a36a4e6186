import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toSourceError } from '../source/failure.ts';
import type { SourceError } from '../source/source.ts';

export interface Page {
  items: readonly unknown[];
  next: string | null;
  total: number;
}

/** Gets the page that starts at a cursor. */
export type GetPage<P extends Page> = (cursor: string | undefined, signal: AbortSignal) => Promise<P>;

const slowAfter = 1000;

/**
 * One page of a list at a time, by cursors. There is never more than one request: a newer one aborts the one before it,
 * and an answer that was overtaken is dropped. While it asks again, the page before stays.
 */
export class PagedList<P extends Page> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #get: GetPage<P>;
  #starts: (string | undefined)[] = [undefined];
  #request: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #quietFailures = 0;
  #under: Promise<void> | undefined;

  page: P | undefined;
  /** Why the last request failed; `page`, where there is one, is from before it. */
  error: SourceError | undefined;
  /** A request that a person waits for is under way. */
  loading = false;
  /** …and has been for a second. */
  slow = false;

  constructor(host: ReactiveControllerHost, get: GetPage<P>) {
    this.#host = host;
    this.#get = get;
    host.addController(this);
  }

  /** Pages before this one. */
  get index(): number {
    return this.#starts.length - 1;
  }

  hostDisconnected(): void {
    this.clear();
  }

  /** From the first page, for a new query. */
  restart(): Promise<void> {
    this.#starts = [undefined];
    return this.#load(false);
  }

  next(): Promise<void> {
    const cursor = this.page?.next;
    if (!cursor || this.loading) return Promise.resolve();
    this.#starts.push(cursor);
    return this.#load(false, () => this.#starts.pop());
  }

  previous(): Promise<void> {
    const cursor = this.index && !this.loading ? this.#starts.pop() : undefined;
    if (cursor === undefined) return Promise.resolve();
    return this.#load(false, () => this.#starts.push(cursor));
  }

  /**
   * The same page again; `quiet` where nobody asked for it: it overtakes nothing, and one failure shows nothing. What is under
   * way may have been answered before that happened for which it is asked.
   */
  async reload(quiet = false): Promise<void> {
    const under = this.#under;
    if (quiet) await under;
    // Asked for anew meanwhile, or forgotten.
    return this.#under === under ? this.#load(quiet) : this.#under;
  }

  /** Forgets everything, as if never asked. */
  clear(): void {
    this.#end();
    this.#request?.abort();
    this.#request = this.#under = undefined;
    this.page = undefined;
    this.error = undefined;
    this.#starts = [undefined];
    this.#quietFailures = 0;
  }

  #load(quiet: boolean, undo?: () => void): Promise<void> {
    return (this.#under = this.#ask(quiet, undo));
  }

  async #ask(quiet: boolean, undo?: () => void): Promise<void> {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    if (!quiet) {
      this.#end();
      this.loading = true;
      this.#timer = setTimeout(() => {
        this.slow = true;
        this.#host.requestUpdate();
      }, slowAfter);
      this.#host.requestUpdate();
    }
    try {
      const page = await this.#get(this.#starts.at(-1), request.signal);
      if (this.#request !== request) return;
      this.page = page;
      this.error = undefined;
      this.#quietFailures = 0;
    } catch (cause) {
      if (this.#request !== request) return;
      const error = toSourceError(cause);
      if (error.problem.code === 'bad_cursor' && this.index) {
        this.#starts = [undefined];
        return this.#ask(quiet);
      }
      undo?.();
      this.#quietFailures += 1;
      if (!quiet || this.#quietFailures > 1 || !error.offline) this.error = error;
    }
    this.#request = undefined;
    this.#end();
    // Others removed the people of the last page meanwhile.
    if (!this.error && this.index && !this.page?.items.length) {
      this.#starts.pop();
      return this.#ask(quiet);
    }
    this.#host.requestUpdate();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.loading = this.slow = false;
  }
}
