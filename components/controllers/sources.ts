import type { Source } from '../source/source.ts';

/** What each element draws from at this moment, for those of its controllers that are not told. */
export const sources = new WeakMap<object, Source | undefined>();
