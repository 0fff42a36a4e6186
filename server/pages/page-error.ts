/** Ends a request with a page of its own that says what is wrong and what to do. */
export class PageError extends Error {
  readonly status: 400 | 403 | 404 | 410 | 413 | 415;
  readonly heading: string;
  constructor(status: PageError['status'], heading: string, text: string) {
    super(text);
    this.name = 'PageError';
    this.status = status;
    this.heading = heading;
  }
}
