import { eq, sql } from 'drizzle-orm';
import { accountTokens, organizations, outbox } from '../../db/schema.ts';
import { typedAddress } from '../addresses/canonical.ts';
import { tokenHash, type Secrets } from '../secrets.ts';
import type { AccountServices } from './account-services.ts';
import { accountByEmail, readMemberships, type Membership } from './read-account.ts';
import { takeTry } from './tries.ts';

/** The token of a reset, made from its id whenever it is needed; only its hash is kept. */
export function resetToken(secrets: Secrets, accountId: string, tokenId: string): string {
  return secrets.derivedToken('rst', accountId, 'reset', tokenId);
}

/**
 * Has the message with a link to choose a new password sent, if there is an account of this address. Meant to run after
 * the person has been answered: it takes longer for known addresses.
 * @returns whether a message is on its way
 * @throws Refused `rate_limited`
 */
export async function requestReset(services: AccountServices, typed: string, network: string): Promise<boolean> {
  const { database, secrets, limits } = services;
  const address = typedAddress(typed);
  const email = address.ok ? address.email : undefined;
  await takeTry(database, secrets, { what: 'reset', email: email ?? typed.slice(0, 300), network }, limits.reset);
  if (email === undefined) return false;
  const accountId = await database.withNobody((tx) => accountByEmail(tx, email));
  if (accountId === undefined) return false;
  const memberships = await database.withAccount(accountId, (tx) => readMemberships(tx));
  for (const membership of memberships) {
    if (membership.joined && !membership.suspended && (await queueReset(services, accountId, membership))) return true;
  }
  return false;
}

/** One organization's outbox carries the message; single sign-on has no password to choose. */
async function queueReset(services: AccountServices, accountId: string, membership: Membership): Promise<boolean> {
  const { organizationId, memberId } = membership;
  return services.database.withTenant({ organizationId, accountId }, async (tx) => {
    const [organization] = await tx
      .select({ singleSignOn: organizations.singleSignOn })
      .from(organizations)
      .where(eq(organizations.id, organizationId));
    if (!organization || organization.singleSignOn) return false;
    const id = services.newUuid();
    await tx.insert(accountTokens).values({
      accountId,
      id,
      kind: 'reset',
      tokenHash: tokenHash(resetToken(services.secrets, accountId, id)),
      expiresAt: sql`clock_timestamp() + interval '1 hour'`,
    });
    await tx.insert(outbox).values({
      organizationId,
      id: services.newUuid(),
      kind: 'reset',
      memberId,
      subjectId: id,
    });
    return true;
  });
}
