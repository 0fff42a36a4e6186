const SENTENCE = 'roster/server runs on a server: in a browser import from "roster" or "roster/define" instead.';

/** Only here so that a bundler links the import and the sentence below is what its developer reads. */
export function createRoster(): never {
  throw new Error(SENTENCE);
}

throw new Error(SENTENCE);
