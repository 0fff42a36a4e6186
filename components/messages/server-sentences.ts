import type { ProblemCode } from '../../server/contract/index.ts';

/** What the server says, which speaks English, in another language. */
export interface ServerSentences {
  /** For every refusal there is: what is said where the sentence itself is not known here. */
  codes: Record<ProblemCode, string>;
  /** By the server's own sentence. */
  sentences: Record<string, string>;
}
