import type { Database } from '../../db/open-database.ts';
import type { Services } from '../context.ts';
import type { TryLimits } from './tries.ts';

/** What the verbs about accounts need: they belong to no organization, so they open their own transactions. */
export interface AccountServices extends Services {
  database: Database;
  limits: { signIn: TryLimits; reset: TryLimits };
}
