import { and, eq, isNull } from 'drizzle-orm';
import { members, organizations } from '../../db/schema.ts';
import { accountByEmail } from '../accounts/read-account.ts';
import type { Database } from '../context.ts';
import { Refused } from '../refused.ts';
import { readAccountState, type AccountState } from './invited-account.ts';
import { invitationOrganization } from './invitation-link.ts';
import { openInvitation } from './open-invitation.ts';

/** What the page shows to whoever came by the link. */
export interface ShownInvitation {
  organizationId: string;
  organizationName: string;
  organizationSlug: string;
  /** What people call the product: `labels.portal`, else the portal document's name. */
  portalName: string;
  memberId: string;
  email: string;
  name: string | null;
  inviterName: string | null;
  expiresAt: Date;
  singleSignOn: boolean;
  /**
   * What the person does: `none` and `unproven` choose a password, `proven` sign in to the account of this address. With
   * `elsewhere` the address has an account that this link, handed over and not mailed, cannot speak for.
   */
  account: AccountState;
}

/**
 * Reads the invitation of a link and changes nothing, however often a mail scanner opens it.
 * @throws Refused `not_found` for a forged token, `gone` for one that is used, expired, revoked or replaced; `unavailable`
 */
export async function readInvitation({ database }: { database: Database }, token: unknown): Promise<ShownInvitation> {
  const organizationId = invitationOrganization(token);
  if (organizationId === undefined) throw new Refused('not_found');
  return database.withTenant({ organizationId }, async (tx) => {
    const invitation = await openInvitation(tx, organizationId, token as string);
    const [organization] = await tx
      .select()
      .from(organizations)
      .where(
        and(eq(organizations.id, organizationId), isNull(organizations.suspendedAt), isNull(organizations.deletedAt)),
      );
    if (!organization) throw new Refused('gone');
    const [inviter] = invitation.invitedBy
      ? await tx
          .select({ name: members.name })
          .from(members)
          .where(
            and(
              eq(members.organizationId, organizationId),
              eq(members.id, invitation.invitedBy),
              isNull(members.removedAt),
            ),
          )
      : [];
    const accountId = await accountByEmail(tx, invitation.email);
    return {
      organizationId,
      organizationName: organization.name,
      organizationSlug: organization.slug,
      portalName: organization.portal.labels.portal ?? organization.portal.name,
      memberId: invitation.memberId,
      email: invitation.email,
      name: invitation.name,
      inviterName: inviter?.name ?? null,
      expiresAt: invitation.expiresAt,
      singleSignOn: organization.singleSignOn,
      account: await readAccountState(tx, accountId, invitation.mailed),
    };
  });
}
