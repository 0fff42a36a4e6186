import { createContext } from '@lit/context';
import type { Source } from './source.ts';

/** The data source of everything below the element that provides it. */
export const sourceContext = createContext<Source>(Symbol.for('roster-source'));
