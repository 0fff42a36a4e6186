import { sql } from 'drizzle-orm';
import type { RoleAnswer } from '../../contract/index.ts';
import { checkVersion } from '../check-version.ts';
import type { Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { roleColumns, rolesWithCounts, toRole, type RoleRow } from './role-row.ts';

/**
 * Reads and holds a role that is about to be changed. The caller has the organization's lock.
 * @throws Refused `not_found`, `stale`
 */
export async function lockRole({ tx, organizationId }: Context, id: string, ifMatch?: number): Promise<RoleRow> {
  const [row] = await tx.execute<RoleRow>(
    sql`select ${roleColumns} ${rolesWithCounts}
         where r.organization_id = ${organizationId} and r.id = ${id} for no key update of r`,
  );
  if (!row) throw new Refused('not_found');
  checkVersion(row.version, ifMatch);
  return row;
}

/** A role as an answer, for verbs that have already judged the caller. */
export async function answerRole(context: Context, id: string): Promise<RoleAnswer> {
  const { tx, organizationId, actor } = context;
  const [{ portal }, rows] = await Promise.all([
    readOrganization(context),
    tx.execute<RoleRow>(
      sql`select ${roleColumns} ${rolesWithCounts} where r.organization_id = ${organizationId} and r.id = ${id}`,
    ),
  ]);
  return { role: toRole(rows[0]!, actor, portal) };
}
