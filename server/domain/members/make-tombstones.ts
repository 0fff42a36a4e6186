import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { auditValues, grants, groupMembers, invitations, memberRoles, members, widgetTokens } from '../../db/schema.ts';
import type { Context } from '../context.ts';
import { endAccess } from './end-access.ts';

/**
 * Leaves of people what others' work still points to: an id, which answers "User Removed". Name, address, contact details
 * and what the audit trail repeats of them are gone, as are roles, groups, grants, tokens, links and the account, where no
 * other organization knows it. Mail that is still queued finds nobody to go to. The caller has the organization's lock.
 */
export async function makeTombstones(context: Context, memberIds: readonly string[]): Promise<void> {
  const { tx, organizationId } = context;
  const ids = [...memberIds];
  await endAccess(context, ids);
  await tx
    .update(invitations)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        inArray(invitations.memberId, ids),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
        isNull(invitations.replacedAt),
      ),
    );
  // Links that were replaced carry the same personal line, and what a mail server said may name the address.
  await tx
    .update(invitations)
    .set({ message: null, failure: null })
    .where(and(eq(invitations.organizationId, organizationId), inArray(invitations.memberId, ids)));
  for (const table of [memberRoles, groupMembers, grants, widgetTokens, auditValues]) {
    await tx.delete(table).where(and(eq(table.organizationId, organizationId), inArray(table.memberId, ids)));
  }
  const mine = and(eq(members.organizationId, organizationId), inArray(members.id, ids), isNull(members.removedAt));
  const accounts = await tx.select({ id: members.accountId }).from(members).where(mine);
  await tx
    .update(members)
    .set({
      removedAt: sql`clock_timestamp()`,
      accountId: null,
      externalId: null,
      userName: null,
      email: '',
      name: null,
      nameKey: '',
      words: [],
      contact: {},
      lastActiveAt: null,
      lastActiveDay: '',
    })
    .where(mine);
  const left = accounts.flatMap(({ id }) => id ?? []);
  if (left.length > 0) {
    await tx.execute(sql`select roster.forget_account(account) from unnest(${sql.param(left)}::uuid[]) account`);
  }
}
