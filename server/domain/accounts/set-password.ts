import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { accounts, accountTokens, widgetTokens } from '../../db/schema.ts';
import { Refused } from '../refused.ts';
import { tokenHash, tokenOwner } from '../secrets.ts';
import { endSessions } from '../sessions/end-session.ts';
import type { Browser } from '../sessions/sign-in.ts';
import type { AccountServices } from './account-services.ts';
import { judgePassword, type PasswordFault } from './judge-password.ts';
import { readAccount, readMemberships, type Account, type Membership } from './read-account.ts';
import { returnTry, takeTry } from './tries.ts';

/** The new password will not do; said beside its field. */
export class WeakPassword extends Error {
  override name = 'WeakPassword';
  readonly fault: PasswordFault;
  constructor(fault: PasswordFault) {
    super(fault.detail);
    this.fault = fault;
  }
}

/** The current password is not the one that was typed. */
export class WrongCurrentPassword extends Error {
  override name = 'WrongCurrentPassword';
}

/** Whether the link still works, and whose it is. */
export async function readReset(services: AccountServices, token: unknown): Promise<Account | undefined> {
  const accountId = tokenOwner('rst', token);
  if (accountId === undefined) return undefined;
  return services.database.withAccount(accountId, async (tx) => {
    const [open] = await tx
      .select({ id: accountTokens.id })
      .from(accountTokens)
      .where(openReset(accountId, token as string));
    if (!open) return undefined;
    // Whoever is suspended or removed everywhere has nothing to sign in to.
    const comesIn = (await readMemberships(tx)).some(({ joined, suspended }) => joined && !suspended);
    return comesIn ? readAccount(tx, accountId) : undefined;
  });
}

/**
 * Sets a new password with a link's token, once: every session and every other link of the account ends.
 * @throws Refused `gone` for a link that is used, expired or was never one; `unavailable`
 * @throws WeakPassword
 */
export async function resetPassword(services: AccountServices, token: unknown, password: string): Promise<Account> {
  const account = await readReset(services, token);
  if (!account) throw new Refused('gone');
  const memberships = await refuseWeak(services, account, password);
  const hashed = await services.hasher.hash(password);
  await services.database.withAccount(account.id, async (tx) => {
    // Of any number of uses at once the row's lock lets one see it unused.
    const [won] = await tx
      .update(accountTokens)
      .set({ usedAt: sql`clock_timestamp()` })
      .where(openReset(account.id, token as string))
      .returning({ id: accountTokens.id });
    if (!won) throw new Refused('gone');
    // The message was read in this mailbox, so the address is the person's.
    await writePassword(tx, account.id, hashed, {
      emailVerifiedAt: sql`coalesce(email_verified_at, clock_timestamp())`,
    });
  });
  await revokeWidgetTokens(services, memberships);
  return account;
}

/**
 * Changes the password of who is signed in. Every session of the account ends; the caller begins a new one.
 * @throws WrongCurrentPassword, WeakPassword, Refused `rate_limited` or `unavailable`
 */
export async function changePassword(
  services: AccountServices,
  accountId: string,
  input: { current: string; password: string },
  browser: Pick<Browser, 'network'>,
): Promise<Membership[]> {
  const { database, secrets, hasher, limits } = services;
  const account = await database.withAccount(accountId, (tx) => readAccount(tx, accountId));
  if (!account) throw new Refused('unauthenticated');
  const tried = { what: 'change-password', email: account.email, network: browser.network } as const;
  await takeTry(database, secrets, tried, limits.signIn);
  if (!(await hasher.verify(account.passwordHash, input.current))) throw new WrongCurrentPassword();
  await returnTry(database, secrets, tried, limits.signIn);
  if (input.password.normalize('NFC') === input.current.normalize('NFC')) {
    throw new WeakPassword({ code: 'unchanged', detail: 'This is the password you have now. Choose another one.' });
  }
  const memberships = await refuseWeak(services, account, input.password);
  const hashed = await hasher.hash(input.password);
  await database.withAccount(accountId, (tx) => writePassword(tx, accountId, hashed, {}));
  await revokeWidgetTokens(services, memberships);
  return memberships;
}

async function refuseWeak(services: AccountServices, account: Account, password: string): Promise<Membership[]> {
  const memberships = await services.database.withAccount(account.id, (tx) => readMemberships(tx));
  const fault = judgePassword(password, [account.email, account.name, ...memberships.map(({ name }) => name)]);
  if (fault) throw new WeakPassword(fault);
  return memberships.filter(({ joined }) => joined);
}

function openReset(accountId: string, token: string) {
  return and(
    eq(accountTokens.accountId, accountId),
    eq(accountTokens.tokenHash, tokenHash(token)),
    eq(accountTokens.kind, 'reset'),
    isNull(accountTokens.usedAt),
    gt(accountTokens.expiresAt, sql`clock_timestamp()`),
  );
}

/** The password, and the end of everything that the old one had opened. */
async function writePassword(
  tx: Tx,
  accountId: string,
  passwordHash: string,
  more: { emailVerifiedAt?: ReturnType<typeof sql> },
): Promise<void> {
  await tx
    .update(accounts)
    .set({
      passwordHash,
      passwordChangedAt: sql`clock_timestamp()`,
      temporaryUntil: null,
      version: sql`version + 1`,
      ...more,
    })
    .where(eq(accounts.id, accountId));
  await endSessions(tx, accountId);
  await tx
    .update(accountTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(accountTokens.accountId, accountId), isNull(accountTokens.usedAt)));
}

/** Ten minutes would be long enough for somebody who should be out. */
async function revokeWidgetTokens(services: AccountServices, memberships: readonly Membership[]): Promise<void> {
  for (const { organizationId, memberId } of memberships) {
    await services.database.withTenant({ organizationId }, async (tx) => {
      await tx
        .update(widgetTokens)
        .set({ revokedAt: sql`clock_timestamp()` })
        .where(
          and(
            eq(widgetTokens.organizationId, organizationId),
            eq(widgetTokens.memberId, memberId),
            isNull(widgetTokens.revokedAt),
          ),
        );
    });
  }
}
