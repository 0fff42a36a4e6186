import { and, eq, sql } from 'drizzle-orm';
import { members } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { refuseUnless } from '../capabilities/refusal.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { canTo, lockMember } from '../members/lock-members.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { foldUserName } from './fold-user-name.ts';

/** What an identity provider calls a person. What is absent stays. */
export interface PersonIdentifiers {
  externalId?: string | null | undefined;
  userName?: string | undefined;
}

/**
 * Writes down by which names a program finds a person. Tokens are issued by them, so whoever could give somebody above
 * themselves another one could become them: judged as a change of the person is.
 * @returns whether anything was written
 * @throws Refused `forbidden`, `not_found`, `privilege_escalation`, `already_member` for a name that is somebody else's
 */
export async function identifyPerson(context: Context, id: string, wanted: PersonIdentifiers): Promise<boolean> {
  authorize(context, 'member:update');
  await lockOrganization(context);
  const organization = await readOrganization(context);
  const member = await lockMember(context, id, undefined);
  const { tx, organizationId } = context;
  const mine = and(eq(members.organizationId, organizationId), eq(members.id, id));
  const [now] = await tx
    .select({ externalId: members.externalId, userName: members.userName })
    .from(members)
    .where(mine);
  const { externalId, userName } = now!;
  const name = wanted.userName === undefined ? (userName ?? member.email) : foldUserName(wanted.userName);
  const next = {
    externalId: wanted.externalId === undefined ? externalId : wanted.externalId,
    // What is the address anyway follows it.
    userName: name === member.email ? null : name,
  };
  // Also of who has just come: their address may be what somebody else is called.
  await refuseTaken(context, id, next.externalId, name);
  if (next.externalId === externalId && next.userName === userName) return false;
  refuseUnless(canTo(context, organization, member).update);
  await tx.update(members).set(next).where(mine);
  const changed = (['externalId', 'userName'] as const).filter((field) => next[field] !== now![field]);
  await record(context, {
    action: 'member.updated',
    target: { kind: 'member', id },
    changes: Object.fromEntries(changed.map((field) => [field, true])),
    values: changed.flatMap((field) => {
      const value = next[field];
      return value === null ? [] : [{ field, memberId: id, value }];
    }),
  });
  await tell(context, 'member.updated', [id]);
  return true;
}

/** A user name stands beside the addresses of those who have none of their own. */
async function refuseTaken(
  { tx, organizationId }: Context,
  id: string,
  externalId: string | null,
  name: string,
): Promise<void> {
  const [taken] = await tx.execute<{ by: string }>(
    sql`select case when external_id = ${externalId} then 'external id' else 'user name' end as by
          from roster.members
         where organization_id = ${organizationId} and removed_at is null and id <> ${id}
           and (external_id = ${externalId} or user_name = ${name} or (user_name is null and email = ${name})) limit 1`,
  );
  if (taken) throw new Refused('already_member', { detail: `Another member has this ${taken.by} already.` });
}
