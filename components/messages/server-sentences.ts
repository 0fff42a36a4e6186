import type { fieldFaults, ProblemCode } from '../../server/contract/index.ts';

/** What the server says, which speaks English, in another language. */
export interface ServerSentences {
  /** For every refusal there is: what is said where the sentence itself is not known here. */
  codes: Record<ProblemCode, string>;
  /** For everything that can be wrong with one field. */
  fields: Record<(typeof fieldFaults)[number], string>;
  /** Instead, where the server names a number; it stands for `#`. */
  amounts: Record<'too_long' | 'too_short' | 'too_many' | 'too_large' | 'too_small', string>;
  /** By the server's own sentence. */
  sentences: Record<string, string>;
}
