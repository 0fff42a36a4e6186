import { SourceError } from '../source/source.ts';

/**
 * One key for one body: however often the same request is sent until the server has answered it, it is one change.
 * An answer ends it, so that sending the same people again later is a new change.
 */
export class Attempt {
  #body = '';
  #key = '';

  keyFor(request: unknown): string {
    const body = JSON.stringify(request);
    if (body !== this.#body) {
      this.#body = body;
      this.#key = randomKey();
    }
    return this.#key;
  }

  answered(): void {
    this.#body = '';
  }

  /** After a failure: whether the server may have done it nevertheless, so that the key must stay. */
  failed(error: unknown): void {
    const refused = error instanceof SourceError && !error.offline && error.problem.status < 500;
    if (refused && error.problem.code !== 'in_progress') this.answered();
  }
}

/** `crypto.randomUUID` is missing on pages without HTTPS. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
