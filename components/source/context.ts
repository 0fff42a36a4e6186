import type { Context } from '@lit/context';
import type { Source } from './source.ts';

/** The data source of everything below the element that provides it. */
export const sourceContext = Symbol.for('roster-source') as unknown as Context<symbol, Source>;
