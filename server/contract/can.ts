import type { ProblemCode } from './problems.ts';

/** Why an action is refused: the code a program branches on, and the sentence a person reads. */
export interface Refusal {
  ok: false;
  code: ProblemCode;
  reason: string;
}

/**
 * Whether the caller may do one thing to one item, as the server judges it at this moment. `true`, or the refusal with
 * its reason. Elements draw from these and never work a permission out for themselves.
 */
export type Can = true | Refusal;

export function allowed(can: Can | undefined): can is true {
  return can === true;
}
