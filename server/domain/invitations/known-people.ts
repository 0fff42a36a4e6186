import { and, eq, isNull, sql } from 'drizzle-orm';
import { members } from '../../db/schema.ts';
import type { Context } from '../context.ts';

export interface KnownPerson {
  id: string;
  joined: boolean;
}

/** Who of these addresses is in this organization already. Whether an address has an account elsewhere is nobody's business. */
export async function readKnownPeople(
  { tx, organizationId }: Context,
  emails: readonly string[],
): Promise<Map<string, KnownPerson>> {
  if (emails.length === 0) return new Map();
  const rows = await tx
    .select({ id: members.id, email: members.email, joinedAt: members.joinedAt })
    .from(members)
    .where(
      and(
        eq(members.organizationId, organizationId),
        sql`${members.email} = any (${sql.param([...emails])}::text[])`,
        isNull(members.removedAt),
      ),
    );
  return new Map(rows.map(({ id, email, joinedAt }) => [email, { id, joined: joinedAt !== null }]));
}

/** The organization's domains and the inviter's own: an address of any other one asks for confirmation. */
export async function readOwnDomains(context: Context, domains: readonly string[]): Promise<string[]> {
  const { tx, organizationId, actor } = context;
  if (actor.kind !== 'member') return [...domains];
  const [inviter] = await tx
    .select({ email: members.email })
    .from(members)
    .where(and(eq(members.organizationId, organizationId), eq(members.id, actor.memberId)));
  const own = inviter?.email.slice(inviter.email.lastIndexOf('@') + 1);
  return [...new Set([...domains, ...(own ? [own] : [])])];
}
