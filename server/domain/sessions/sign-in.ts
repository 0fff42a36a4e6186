import { eq } from 'drizzle-orm';
import { organizations } from '../../db/schema.ts';
import type { AccountServices } from '../accounts/account-services.ts';
import { typedAddress } from '../addresses/canonical.ts';
import { accountByEmail, readAccount, readMemberships, type Membership } from '../accounts/read-account.ts';
import { returnTry, takeTry } from '../accounts/tries.ts';
import { endSession } from './end-session.ts';
import { defaultSessionLife, durationSeconds } from './session-life.ts';
import { startSession } from './start-session.ts';

/** The browser a session begins in. */
export interface Browser {
  network: string;
  address?: string;
  userAgent?: string;
  /** The session cookie it came with; that session ends. */
  oldToken?: string;
}

export interface SignedIn {
  accountId: string;
  /** The cookie's value. */
  token: string;
  /** Seconds. */
  life: number;
  mustChangePassword: boolean;
  memberships: Membership[];
}

/** Why the right password did not let somebody in. */
export type SignInBar = 'suspended' | 'temporary_over';

/** A wrong address or password, or both: nobody is told which. */
export class WrongPassword extends Error {
  override name = 'WrongPassword';
}

/** The password is right, and yet. Said only to who knows the password. */
export class Barred extends Error {
  override name = 'Barred';
  readonly bar: SignInBar;
  readonly organizations: string[];
  constructor(bar: SignInBar, names: string[]) {
    super(bar);
    this.bar = bar;
    this.organizations = names;
  }
}

/**
 * Begins a session for an address and a password. Known and unknown addresses cost the same queries and the same hash.
 * @throws WrongPassword, Barred, Refused `rate_limited` or `unavailable`
 */
export async function signIn(
  services: AccountServices,
  input: { email: string; password: string },
  browser: Browser,
): Promise<SignedIn> {
  const { database, hasher, secrets, limits } = services;
  const typed = typedAddress(input.email);
  const email = typed.ok ? typed.email : undefined;
  const tried = { what: 'sign-in', email: email ?? input.email.slice(0, 300), network: browser.network } as const;
  await takeTry(database, secrets, tried, limits.signIn);
  const found = await database.withNobody((tx) => accountByEmail(tx, email ?? ''));
  const accountId = found ?? services.newUuid();
  const { account, memberships } = await database.withAccount(accountId, async (tx) => ({
    account: await readAccount(tx, accountId),
    memberships: await readMemberships(tx),
  }));
  const right = await hasher.verify(account?.passwordHash, input.password);
  if (!account || !right) throw new WrongPassword();
  await returnTry(database, secrets, tried, limits.signIn);
  if (account.temporaryOver) throw new Barred('temporary_over', []);
  const joined = memberships.filter((membership) => membership.joined);
  if (joined.length > 0 && joined.every((membership) => membership.suspended)) {
    throw new Barred(
      'suspended',
      joined.map(({ name }) => name),
    );
  }
  const session = await beginSession(services, accountId, joined, browser);
  return { ...session, accountId, mustChangePassword: account.temporaryUntil !== null, memberships: joined };
}

/** A new session of an account whose person has just shown who they are. Whatever session the browser had is over. */
export async function beginSession(
  services: AccountServices,
  accountId: string,
  memberships: readonly Membership[],
  { address, userAgent, oldToken }: Browser,
): Promise<{ token: string; life: number }> {
  const life = await sessionLife(services, memberships);
  const token = await services.database.withAccount(accountId, (tx) =>
    startSession(tx, services.secrets, {
      accountId,
      id: services.newUuid(),
      life,
      ...(userAgent !== undefined && { userAgent }),
      ...(address !== undefined && { address }),
    }),
  );
  await endSession(services.database, oldToken);
  return { token, life };
}

/** Of several organizations the strictest one decides, since the session works in all of them. */
async function sessionLife({ database }: AccountServices, memberships: readonly Membership[]): Promise<number> {
  const lives = await Promise.all(
    memberships
      .filter(({ suspended }) => !suspended)
      .slice(0, 20)
      .map(({ organizationId }) =>
        database.withTenant({ organizationId }, async (tx) => {
          const [row] = await tx
            .select({ portal: organizations.portal })
            .from(organizations)
            .where(eq(organizations.id, organizationId));
          return durationSeconds(row?.portal.limits?.sessionLife ?? defaultSessionLife);
        }),
      ),
  );
  const known = lives.filter((life) => life !== undefined);
  return known.length > 0 ? Math.min(...known) : durationSeconds(defaultSessionLife)!;
}
