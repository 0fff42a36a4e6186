import { sql } from 'drizzle-orm';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';
import { groupColumns, type GroupRow } from './group-row.ts';

/**
 * Reads and holds a group that is about to be changed. The caller has the organization's lock.
 * @throws Refused `not_found`, `stale`
 */
export async function lockGroup(context: Context, id: string, ifMatch?: number): Promise<GroupRow> {
  const { tx, organizationId } = context;
  const [row] = await tx.execute<GroupRow>(
    sql`select ${groupColumns(context)} from roster.groups g
         where g.organization_id = ${organizationId} and g.id = ${id} for no key update of g`,
  );
  if (!row) throw new Refused('not_found');
  checkVersion(row.version, ifMatch);
  return row;
}
