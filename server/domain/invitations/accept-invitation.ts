import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../db/open-database.ts';
import { accounts, invitations, members, widgetTokens } from '../../db/schema.ts';
import { accountByEmail, readMemberships, type Membership } from '../accounts/read-account.ts';
import { record } from '../audit/record.ts';
import type { Actor, Context, Database, Services } from '../context.ts';
import { memberIdentity } from '../members/identity.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { Refused } from '../refused.ts';
import { accountOf, type AcceptingAccount } from './invited-account.ts';
import { invitationOrganization } from './invitation-link.ts';
import { lockInvitation, openInvitation, type OpenInvitation } from './open-invitation.ts';
import { readPlace, refuseWithoutSeat } from './place-in-organization.ts';
import { tell } from './tell.ts';

export interface AcceptInput {
  token: unknown;
  account: AcceptingAccount;
  requestId: string;
}

export interface Accepted {
  organizationId: string;
  memberId: string;
  accountId: string;
  email: string;
}

/**
 * Makes the invited person a member, once. Needs no permission: the link is what is shown.
 * @throws Refused `not_found` for a forged token, `gone` for a link that no longer works, `email_mismatch`,
 *   `email_unverified`, `seat_limit` (the invitation stays open), `already_member`; `unavailable`
 */
export async function acceptInvitation(
  services: Services & { database: Database },
  { token, account, requestId }: AcceptInput,
): Promise<Accepted> {
  const organizationId = invitationOrganization(token);
  if (organizationId === undefined) throw new Refused('not_found');
  const { database } = services;
  const { accepted, others } = await database.withTenant({ organizationId }, async (tx) => {
    // Before any lock: a stranger who tries tokens must not make an organization wait.
    await openInvitation(tx, organizationId, token as string);
    // The organization first, then the invitation, as everybody does: of two who accept, or one who accepts and one who
    // revokes, the second finds it done; and the last seat is counted by one at a time.
    const context = (actor: Actor): Context => ({ tx, organizationId, actor, requestId, services });
    await lockOrganization(context(nobody));
    const { closed, singleSignOn, seats } = await readPlace(tx, organizationId);
    const invitation = await lockInvitation(tx, organizationId, token as string);
    if (closed) throw new Refused('gone');
    if (account.kind === 'noPassword' && !singleSignOn)
      throw new Refused('invalid', {
        errors: [{ pointer: '/password', code: 'required', detail: 'Choose a password.' }],
      });
    await refuseWithoutSeat(tx, organizationId, seats);
    const existing = await accountByEmail(tx, invitation.email);
    const accountId = await accountOf(tx, invitation, existing, account, () => services.newUuid());
    await join(tx, organizationId, invitation, accountId, account);
    const joined = context({ kind: 'member', memberId: invitation.memberId, accountId, permissions: new Set() });
    await record(joined, { action: 'member.joined', target: { kind: 'member', id: invitation.memberId } });
    await tell(joined, 'member.joined', [invitation.memberId]);
    // An account that was taken over loses what its former holder had open anywhere.
    const takenOver = existing !== undefined && account.kind !== 'session';
    return {
      accepted: { organizationId, memberId: invitation.memberId, accountId, email: invitation.email },
      others: takenOver ? await readMemberships(tx) : [],
    };
  });
  for (const membership of others) await endWidgetTokens(database, membership);
  return accepted;
}

const nobody: Actor = { kind: 'system', permissions: new Set() };

async function join(
  tx: Tx,
  organizationId: string,
  invitation: OpenInvitation,
  accountId: string,
  account: AcceptingAccount,
): Promise<void> {
  const [twin] = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(eq(members.organizationId, organizationId), eq(members.accountId, accountId), isNull(members.removedAt)),
    );
  // The same person under an address they had before.
  if (twin) throw new Refused('already_member');
  const [own] = await tx.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, accountId));
  const typed = account.kind === 'session' ? null : account.name;
  // What the person says first, then what the inviter wrote, then how their account calls them.
  const called = typed ?? invitation.name ?? own?.name ?? null;
  const { name, nameKey, words } = memberIdentity({ name: called, email: invitation.email });
  await tx
    .update(members)
    .set({ accountId, joinedAt: sql`clock_timestamp()`, name, nameKey, words })
    .where(
      and(eq(members.organizationId, organizationId), eq(members.id, invitation.memberId), isNull(members.joinedAt)),
    );
  const done = await tx
    .update(invitations)
    .set({ acceptedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        eq(invitations.id, invitation.id),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
      ),
    )
    .returning({ id: invitations.id });
  if (done.length !== 1) throw new Refused('gone');
}

async function endWidgetTokens(database: Database, { organizationId, memberId }: Membership): Promise<void> {
  await database.withTenant({ organizationId }, async (tx) => {
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
