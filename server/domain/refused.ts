import { problems, type FieldProblem, type ProblemCode } from '../contract/index.ts';

export interface RefusedOptions {
  /** A sentence for the person; the code's title when absent. */
  detail?: string;
  errors?: FieldProblem[];
  /** With `forbidden`: the permission that is missing. */
  permission?: string;
  /** With `stale`: what the thing is tagged now. */
  etag?: string;
  /** Seconds, with `rate_limited` and `unavailable`. */
  retryAfter?: number;
  cause?: unknown;
}

/** A rule said no. Thrown by verbs, rolls their transaction back, becomes one problem document at the edge. */
export class Refused extends Error {
  readonly code: ProblemCode;
  readonly options: RefusedOptions;

  constructor(code: ProblemCode, options: RefusedOptions = {}) {
    super(options.detail ?? problems[code].title, { cause: options.cause });
    this.name = 'Refused';
    this.code = code;
    this.options = options;
  }
}
