import type { Database } from '../../db/open-database.ts';
import { makeTurns } from '../turns.ts';

/**
 * The database for those who have shown nothing yet: a crowd that signs in has a few connections between them, and the
 * others of the pool, and the line for them, are left to everybody else.
 * @throws Refused `unavailable`, by each of its transactions, where too many wait already
 */
export function strangersDatabase(database: Database): Database {
  const inTurn = makeTurns({
    atOnce: 4,
    waiting: 128,
    detail: 'Too many people are signing in right now. Try again in a moment.',
  });
  return {
    ...database,
    withTenant: (context, work) => inTurn(() => database.withTenant(context, work)),
    withAccount: (accountId, work) => inTurn(() => database.withAccount(accountId, work)),
    withNobody: (work) => inTurn(() => database.withNobody(work)),
  };
}
