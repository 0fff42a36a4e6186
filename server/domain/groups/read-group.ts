import { sql } from 'drizzle-orm';
import { toId, type GroupAnswer } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { Refused } from '../refused.ts';
import { authorizeInGroup } from './authorize-in-group.ts';
import { groupColumns, toGroup, type GroupRow } from './group-row.ts';

/** One group. Its owners see it without `group:read`. */
export async function readGroup(context: Context, id: string): Promise<GroupAnswer> {
  await authorizeInGroup(context, 'group:read', id);
  return answerGroup(context, id);
}

/** A group as an answer, for verbs that have already judged the caller. */
export async function answerGroup(context: Context, id: string): Promise<GroupAnswer> {
  const { tx, organizationId, actor } = context;
  const [{ portal }, rows] = await Promise.all([
    readOrganization(context),
    tx.execute<GroupRow>(
      sql`select ${groupColumns(context)} from roster.groups g where g.organization_id = ${organizationId} and g.id = ${id}`,
    ),
  ]);
  const [row] = rows;
  if (!row) throw new Refused('not_found');
  return { group: toGroup(row, actor, portal), names: await roleNames(context, row.roles) };
}

/** Display names of roles, by public id. */
export async function roleNames(
  { tx, organizationId }: Pick<Context, 'tx' | 'organizationId'>,
  ids: Iterable<string>,
): Promise<Record<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return {};
  const rows = await tx.execute<{ id: string; name: string }>(
    sql`select id, name from roster.roles
         where organization_id = ${organizationId} and id = any (${sql.param(wanted)}::uuid[])`,
  );
  return Object.fromEntries(rows.map(({ id, name }) => [toId('rol', id), name]));
}
