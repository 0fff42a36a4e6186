import { sql } from 'drizzle-orm';
import type { GrantAnswer } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { grantColumns, grantsOf, toGrants, type GrantRow, type Resource } from './grant-row.ts';

/**
 * One member's access to a resource: what a host asks before it lets them in.
 * @throws Refused `not_found` for who has none
 */
export async function readGrant(context: Context, resource: Resource, memberId: string): Promise<GrantAnswer> {
  authorize(context, 'grant:manage');
  return answerGrant(context, resource, memberId);
}

/** A grant as an answer, for verbs that have already judged the caller. */
export async function answerGrant(context: Context, resource: Resource, memberId: string): Promise<GrantAnswer> {
  const rows = await context.tx.execute<GrantRow>(
    sql`select ${grantColumns} ${grantsOf(context, resource)} and g.member_id = ${memberId}`,
  );
  const { items, names } = await toGrants(context, rows);
  const [grant] = items;
  if (!grant) throw new Refused('not_found');
  return { grant, names };
}
