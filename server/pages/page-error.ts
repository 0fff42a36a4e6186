/** Why a form could not be taken. */
export type PageRefusal = 'outdated' | 'notForm' | 'repeated' | 'tooLong';

/** Ends a request with a page of its own that says what is wrong and what to do. */
export class PageError extends Error {
  readonly status: 400 | 403 | 404 | 410 | 413 | 415;
  readonly why: PageRefusal;
  constructor(status: PageError['status'], why: PageRefusal) {
    super(why);
    this.name = 'PageError';
    this.status = status;
    this.why = why;
  }
}
