import { sql } from 'drizzle-orm';
import type { GrantList } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { grantColumns, grantsOf, toGrants, type GrantRow, type Resource } from './grant-row.ts';

export interface GrantQuestion {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/**
 * Who has access to one of the host's resources, in the order in which they became members. Roster knows no resources of
 * its own: one that nobody has access to is an empty list.
 * @throws Refused `bad_cursor`
 */
export async function listGrants(
  context: Context,
  resource: Resource,
  { limit = 25, cursor }: GrantQuestion,
): Promise<GrantList> {
  authorize(context, 'grant:manage');
  const { tx } = context;
  const name = JSON.stringify(['grants', resource.type, resource.resource]);
  const after = cursor === undefined ? undefined : (openCursor(context, name, cursor) as string);
  const [counted, rows] = await Promise.all([
    tx.execute<{ total: number }>(sql`select count(*)::integer as total ${grantsOf(context, resource)}`),
    tx.execute<GrantRow>(
      sql`select ${grantColumns} ${grantsOf(context, resource)} ${after === undefined ? sql`` : sql`and g.member_id > ${after}::uuid`}
           order by g.member_id limit ${sql.raw(String(limit + 1))}`,
    ),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...(await toGrants(context, page)),
    next: last ? sealCursor(context, name, last.member_id) : null,
    total: counted[0]!.total,
  };
}
