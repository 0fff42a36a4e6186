import { sql } from 'drizzle-orm';
import type { GroupList } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { foldText } from '../members/identity.ts';
import { readOrganization } from '../organizations/read-organization.ts';
import { authorizeGroups } from './authorize-groups.ts';
import { groupColumns, toGroup, type GroupRow } from './group-row.ts';
import { readReserved } from './reservations.ts';

export interface GroupQuestion {
  query?: string | undefined;
  sort?: { key: 'name' | 'memberCount'; down: boolean } | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

interface Place {
  key: string;
  count: number;
  id: string;
}

/** A page of groups. The query stands anywhere in a name; an organization has few groups beside its people. */
export async function listGroups(context: Context, question: GroupQuestion): Promise<GroupList> {
  await authorizeGroups(context, 'group:read');
  const { tx, organizationId } = context;
  const { query = '', limit = 25, cursor, sort = { key: 'name', down: false } } = question;
  const name = JSON.stringify(['groups', query, sort.key, sort.down]);
  const place = cursor === undefined ? undefined : (openCursor(context, name, cursor) as Place);
  const beyond = sql.raw(sort.down ? '<' : '>');
  const direction = sql.raw(sort.down ? 'desc' : 'asc');
  const byCount = sort.key === 'memberCount';
  const after = place
    ? byCount
      ? sql`and (g.member_count, g.name_key, g.id) ${beyond} (${place.count}::integer, ${place.key}, ${place.id}::uuid)`
      : sql`and (g.name_key, g.id) ${beyond} (${place.key}, ${place.id}::uuid)`
    : sql``;
  const matching = sql`g.organization_id = ${organizationId} and (${query.trim()} = '' or position(${foldText(query)} in g.name_key) > 0)`;
  const [{ portal }, counted, rows, reserved] = await Promise.all([
    readOrganization(context),
    tx.execute<{ total: number }>(sql`select count(*)::integer as total from roster.groups g where ${matching}`),
    tx.execute<GroupRow>(
      sql`select ${groupColumns(context)}
            from roster.groups g where ${matching} ${after}
           order by ${byCount ? sql`g.member_count ${direction}, ` : sql``} g.name_key ${direction}, g.id ${direction}
           limit ${sql.raw(String(limit + 1))}`,
    ),
    readReserved(context),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => toGroup(row, context.actor, portal)),
    next: last ? sealCursor(context, name, { key: last.name_key, count: last.member_count, id: last.id }) : null,
    total: counted[0]!.total,
    reserved,
  };
}
