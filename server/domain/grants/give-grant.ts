import { sql } from 'drizzle-orm';
import type { GrantAnswer } from '../../contract/index.ts';
import { grants } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { giverOf } from '../authority/giver-of.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { Refused } from '../refused.ts';
import type { Resource } from './grant-row.ts';
import { answerGrant } from './read-grant.ts';

export interface GrantInput {
  access: string;
  /** When it ends by itself; null for never. */
  until?: Date | null | undefined;
}

/**
 * Gives a member access to one of the host's resources, in place of what they had there. An invited person has it from
 * when they join.
 * @throws Refused `forbidden`, `not_found` for who is no member, `invalid` for a moment that is over
 */
export async function giveGrant(
  context: Context,
  resource: Resource,
  memberId: string,
  { access, until = null }: GrantInput,
): Promise<GrantAnswer> {
  authorize(context, 'grant:manage');
  const { tx, organizationId } = context;
  // Held until the end, so that whoever removes the person at the same moment comes after and takes this grant as well.
  const held = await tx.execute<{ over: boolean }>(
    sql`select coalesce(${until?.toISOString() ?? null}::timestamptz <= clock_timestamp(), false) as over from roster.members
         where organization_id = ${organizationId} and id = ${memberId} and removed_at is null for share`,
  );
  if (!held[0]) throw new Refused('not_found');
  if (held[0].over) {
    const detail = 'This moment is over.';
    throw new Refused('invalid', { detail, errors: [{ pointer: '/until', code: 'past', detail }] });
  }
  const given = { access, until, givenBy: giverOf(context), givenAt: sql`now()` };
  await tx
    .insert(grants)
    .values({ organizationId, memberId, resourceType: resource.type, resourceId: resource.resource, ...given })
    .onConflictDoUpdate({
      target: [grants.organizationId, grants.resourceType, grants.resourceId, grants.memberId],
      set: given,
    });
  const changes = { ...resource, access, until: until?.toISOString() ?? null };
  await record(context, { action: 'grant.given', target: { kind: 'member', id: memberId }, changes });
  await tell(context, 'member.updated', [memberId]);
  return answerGrant(context, resource, memberId);
}
