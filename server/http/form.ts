import type { ProblemCode } from '../contract/index.ts';
import type { RefusedOptions } from '../domain/refused.ts';

/** How a protocol that is not ours is spoken on its routes. */
export interface Form {
  /** Media type of its bodies and answers; JSON's own is taken as well. */
  type: string;
  /** A refusal in its words. */
  refusal(code: ProblemCode, options: RefusedOptions): { status: number; body: object };
  /** What is said where the server itself is broken. */
  defect(detail: string): object;
  /** The tag of one thing; undefined for a list. */
  tagOf(answer: unknown): string | undefined;
  /** Where a thing that was made lies. */
  locationOf(answer: unknown): string | undefined;
}
