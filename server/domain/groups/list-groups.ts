import { sql } from 'drizzle-orm';
import { toId, type Group, type GroupList, type Portal } from '../../contract/index.ts';
import { canDo } from '../capabilities/refusal.ts';
import { authorize, type Actor, type Context } from '../context.ts';
import { openCursor, sealCursor } from '../cursor.ts';
import { foldText } from '../members/identity.ts';
import { readOrganization } from '../organizations/read-organization.ts';

export interface GroupQuestion {
  query?: string | undefined;
  sort?: { key: 'name' | 'memberCount'; down: boolean } | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface GroupRow extends Record<string, unknown> {
  id: string;
  name: string;
  name_key: string;
  description: string;
  is_default: boolean;
  member_count: number;
  version: number;
  roles: string[];
}

interface Place {
  key: string;
  count: number;
  id: string;
}

/** A page of groups. The query stands anywhere in a name; an organization has few groups beside its people. */
export async function listGroups(context: Context, question: GroupQuestion): Promise<GroupList> {
  authorize(context, 'group:read');
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
  const [{ portal }, counted, rows] = await Promise.all([
    readOrganization(context),
    tx.execute<{ total: number }>(sql`select count(*)::integer as total from roster.groups g where ${matching}`),
    tx.execute<GroupRow>(
      sql`select g.id, g.name, g.name_key, g.description, g.is_default, g.member_count, g.version,
                 array(select r.role_id from roster.group_roles r
                        where r.organization_id = g.organization_id and r.group_id = g.id order by r.role_id) as roles
            from roster.groups g where ${matching} ${after}
           order by ${byCount ? sql`g.member_count ${direction}, ` : sql``} g.name_key ${direction}, g.id ${direction}
           limit ${sql.raw(String(limit + 1))}`,
    ),
  ]);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => toGroup(row, context.actor, portal)),
    next: last ? sealCursor(context, name, { key: last.name_key, count: last.member_count, id: last.id }) : null,
    total: counted[0]!.total,
  };
}

export function toGroup(
  { id, roles, name, description, version, ...row }: GroupRow,
  actor: Actor,
  portal: Portal,
): Group {
  const manage = canDo(actor, portal, 'group:manage');
  return {
    id: toId('grp', id),
    name,
    description,
    isDefault: row.is_default,
    memberCount: row.member_count,
    roles: roles.map((role) => toId('rol', role)),
    version,
    can: { update: manage, delete: manage, members: canDo(actor, portal, 'group:members') },
  };
}
