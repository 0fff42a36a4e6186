import { and, eq, isNull, sql } from 'drizzle-orm';
import type { FieldProblem } from '../../contract/index.ts';
import { sqlState } from '../../db/database-unavailable.ts';
import { accounts, accountTokens, members } from '../../db/schema.ts';
import { accountByEmail } from '../accounts/read-account.ts';
import { typedAddress } from '../addresses/canonical.ts';
import type { Context } from '../context.ts';
import { actForAccount } from '../invitations/act-for-account.ts';
import { queueInvitations, replaceInvitation } from '../invitations/invitation-life.ts';
import { readKnownPeople } from '../invitations/known-people.ts';
import { lockPendingMember } from '../invitations/pending-member.ts';
import { takePermits } from '../invitations/recipient-permits.ts';
import type { OrganizationRow } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { memberIdentity } from './identity.ts';
import type { HeldMember } from './lock-members.ts';

/** The one form of a typed address. @throws Refused `invalid` */
export function readNewAddress(typed: string): { email: string; domain: string } {
  const address = typedAddress(typed);
  if (address.ok) return address;
  const errors: FieldProblem[] = [{ pointer: '/email', code: address.code, detail: address.detail }];
  throw new Refused('invalid', { detail: address.detail, errors });
}

/**
 * Gives a person another address. Links that were sent to the old one end: an invited person gets a new invitation, a
 * member's reset links go. Where the person signs in with that address, the account changes with it, unless another
 * organization knows it too: then the address is theirs alone. The new one counts as unproven, or whoever set it here could
 * accept what is sent to it there. Judged by the caller, who has the organization's lock.
 * @throws Refused `email_taken`, `forbidden` for an account that others know, `rate_limited`
 */
export async function changeAddress(
  context: Context,
  organization: OrganizationRow,
  member: HeldMember,
  email: string,
  name: string | null,
): Promise<void> {
  const { tx, organizationId } = context;
  if ((await readKnownPeople(context, [email])).size > 0) throw new Refused('email_taken');
  if (member.accountId !== null) await changeAccount(context, member.accountId, email);
  const { nameKey, words } = memberIdentity({ name, email });
  await tx
    .update(members)
    .set({ email, nameKey, words })
    .where(and(eq(members.organizationId, organizationId), eq(members.id, member.id)));
  if (member.status === 'invited') await inviteAnew(context, organization, member.id, email);
}

async function changeAccount({ tx }: Context, accountId: string, email: string): Promise<void> {
  const [own] = await tx.execute<{ alone: boolean }>(sql`select roster.is_only_here(${accountId}) as alone`);
  if (!own?.alone)
    throw new Refused('forbidden', { detail: 'This person signs in with this address elsewhere too: it is theirs.' });
  // Signing in knows no organizations, so one address is one account: a second person cannot sign in by it.
  if ((await accountByEmail(tx, email)) !== undefined) throw new Refused('email_taken');
  await actForAccount(tx, accountId);
  await tx
    .update(accounts)
    .set({ email, emailVerifiedAt: null, version: sql`version + 1` })
    .where(eq(accounts.id, accountId))
    .catch((error: unknown) => {
      // unique_violation: somebody made an account of this address a moment ago.
      throw sqlState(error) === '23505' ? new Refused('email_taken', { cause: error }) : error;
    });
  await tx
    .update(accountTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(accountTokens.accountId, accountId), isNull(accountTokens.usedAt)));
}

async function inviteAnew(context: Context, organization: OrganizationRow, id: string, email: string): Promise<void> {
  const pending = await lockPendingMember(context, id, undefined);
  const permit = (await takePermits(context, [email])).get(email);
  if (permit && !permit.granted) {
    throw new Refused('rate_limited', {
      detail: 'This address has got several invitations within the hour. Try again later.',
      retryAfter: permit.retryAfter,
    });
  }
  const made = await replaceInvitation(context, organization, pending);
  await queueInvitations(context, [made.id]);
}
