import { eq, isNull, and, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { accounts, accountTokens } from '../../db/schema.ts';
import { Refused } from '../refused.ts';
import { endSessions } from '../sessions/end-session.ts';
import { actForAccount } from './act-for-account.ts';
import type { OpenInvitation } from './open-invitation.ts';

/** Of the invited address: no account, one whose address was never shown to be theirs, one that was. */
export type AccountState = 'none' | 'unproven' | 'proven' | 'elsewhere';

/** How the person shows who they are. */
export type AcceptingAccount =
  | { kind: 'session'; accountId: string }
  | { kind: 'newPassword'; passwordHash: string; name?: string | null }
  /** Where people sign in by single sign-on: the mailed link is all there is to show. */
  | { kind: 'noPassword'; name?: string | null };

export async function readAccountState(tx: Tx, accountId: string | undefined, mailed: boolean): Promise<AccountState> {
  if (accountId === undefined) return 'none';
  await actForAccount(tx, accountId);
  const [account] = await tx
    .select({ verifiedAt: accounts.emailVerifiedAt })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (account?.verifiedAt) return 'proven';
  return mailed ? 'unproven' : 'elsewhere';
}

/**
 * The account that joins. An account whose address nobody ever proved may have been made by somebody else: a session or
 * a password of it shows nothing, and the mailed link takes it over for the mailbox's reader.
 * @throws Refused `email_mismatch` when somebody else is signed in, or nobody and the address has an account;
 *   `email_unverified`; `unavailable` while the account is being forgotten
 */
export async function accountOf(
  tx: Tx,
  invitation: OpenInvitation,
  existing: string | undefined,
  accepting: AcceptingAccount,
  newUuid: () => string,
): Promise<string> {
  const state = await readAccountState(tx, existing, invitation.mailed);
  if (existing !== undefined) await holdAccount(tx, existing);
  if (accepting.kind === 'session') {
    if (existing === undefined || existing !== accepting.accountId) {
      throw new Refused('email_mismatch', { detail: 'You are signed in with another address than the invited one.' });
    }
    if (state !== 'proven') throw new Refused('email_unverified');
    return existing;
  }
  if (state === 'elsewhere') {
    throw new Refused('email_unverified', {
      detail: 'Ask for the invitation as mail: this link cannot show that the address is yours.',
    });
  }
  if (existing !== undefined && state === 'proven') {
    throw new Refused('email_mismatch', { detail: 'There is an account of this address. Sign in to it to accept.' });
  }
  return existing === undefined ? create(tx, invitation, accepting, newUuid()) : takeOver(tx, existing, accepting);
}

/** The last organization that knew an account may be forgetting it at this moment; then there is none, and the next try finds so. */
async function holdAccount(tx: Tx, id: string): Promise<void> {
  const [held] = await tx.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, id)).for('key share');
  if (!held) throw new Refused('unavailable', { retryAfter: 1 });
}

type Fresh = Exclude<AcceptingAccount, { kind: 'session' }>;

async function create(tx: Tx, invitation: OpenInvitation, accepting: Fresh, id: string): Promise<string> {
  await actForAccount(tx, id);
  const hash = accepting.kind === 'newPassword' ? accepting.passwordHash : null;
  const made = await tx
    .insert(accounts)
    .values({
      id,
      email: invitation.email,
      name: accepting.name ?? invitation.name,
      passwordHash: hash,
      passwordChangedAt: hash === null ? null : sql`clock_timestamp()`,
      emailVerifiedAt: invitation.mailed ? sql`clock_timestamp()` : null,
    })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  // Another organization's invitation was accepted at the same moment and made the account first.
  if (made.length === 0)
    throw new Refused('email_mismatch', { detail: 'There is an account of this address. Sign in to it to accept.' });
  return id;
}

async function takeOver(tx: Tx, id: string, accepting: Fresh): Promise<string> {
  const hash = accepting.kind === 'newPassword' ? accepting.passwordHash : null;
  await tx
    .update(accounts)
    .set({
      passwordHash: hash,
      passwordChangedAt: sql`clock_timestamp()`,
      temporaryUntil: null,
      emailVerifiedAt: sql`clock_timestamp()`,
      version: sql`version + 1`,
    })
    .where(eq(accounts.id, id));
  await endSessions(tx, id);
  await tx
    .update(accountTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(accountTokens.accountId, id), isNull(accountTokens.usedAt)));
  return id;
}
