import { typedAddress } from '../addresses/canonical.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import type { AccountServices } from './account-services.ts';
import { queueReset } from './queue-reset.ts';
import { accountByEmail, readMemberships, type Membership } from './read-account.ts';
import { takeTry } from './tries.ts';

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
    if (membership.joined && !membership.suspended && (await queueFor(services, accountId, membership))) return true;
  }
  return false;
}

/** Of several organizations the first whose people sign in with a password carries the message. */
async function queueFor(services: AccountServices, accountId: string, membership: Membership): Promise<boolean> {
  const { organizationId, memberId } = membership;
  return services.database.withTenant({ organizationId, accountId }, async (tx) => {
    const { singleSignOn } = await readOrganization({ tx, organizationId });
    if (singleSignOn) return false;
    const wait = await queueReset({ tx, organizationId, services }, { accountId, memberId });
    return wait === 0;
  });
}
