import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database, Tx } from '../../db/open-database.ts';
import { accounts, sessions } from '../../db/schema.ts';
import { sessionPrefix } from '../credentials/session-cookie.ts';
import { tokenHash, tokenOwner } from '../secrets.ts';

/** What a live session says of the person behind it. */
export interface Session {
  id: string;
  accountId: string;
  email: string;
  name: string | null;
  /** A temporary password was used: nothing but changing it is possible. */
  mustChangePassword: boolean;
  lastUsedAt: Date;
}

/** Whose session a cookie's value claims to be; `undefined` for anything that has not the form of one. */
export function sessionAccount(token: unknown): string | undefined {
  return tokenOwner(sessionPrefix, token);
}

/** Looks a session up within a transaction that acts as its account. Ended, expired and unknown ones are all the same. */
export async function findSession(tx: Tx, accountId: string, token: string): Promise<Session | undefined> {
  const [row] = await tx
    .select({
      id: sessions.id,
      lastUsedAt: sessions.lastUsedAt,
      email: accounts.email,
      name: accounts.name,
      temporaryUntil: accounts.temporaryUntil,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.accountId, accountId),
        eq(sessions.tokenHash, tokenHash(token)),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, sql`clock_timestamp()`),
      ),
    );
  if (!row) return undefined;
  const { temporaryUntil, ...session } = row;
  return { ...session, accountId, mustChangePassword: temporaryUntil !== null };
}

/** The session of a cookie's value, in a transaction of its own. */
export async function readSession(database: Database, token: unknown): Promise<Session | undefined> {
  const accountId = sessionAccount(token);
  if (accountId === undefined) return undefined;
  return database.withAccount(accountId, (tx) => findSession(tx, accountId, token as string));
}
