import { sql, type SQL } from 'drizzle-orm';
import { toId, type Group, type Portal } from '../../contract/index.ts';
import type { Actor, Context } from '../context.ts';
import { groupCan } from './group-can.ts';

/** What of a group an answer is made from, as this caller sees it. Ids are UUIDs. */
export interface GroupRow extends Record<string, unknown> {
  id: string;
  name: string;
  name_key: string;
  description: string;
  is_default: boolean;
  member_count: number;
  version: number;
  roles: string[];
  /** What those roles allow. */
  permissions: string[];
  reservations: Record<string, number>;
  /** Whether the caller is an owner of the group. */
  owned: boolean;
}

/** The columns of `roster.groups` called `g`, with what hangs on it. */
export function groupColumns({ actor }: Pick<Context, 'actor'>): SQL {
  return sql`g.id, g.name, g.name_key, g.description, g.is_default, g.member_count, g.version,
    array(select r.role_id from roster.group_roles r
           where r.organization_id = g.organization_id and r.group_id = g.id order by r.role_id) as roles,
    array(select distinct permission from roster.group_roles gr
            join roster.roles r on r.organization_id = gr.organization_id and r.id = gr.role_id, unnest(r.permissions) permission
           where gr.organization_id = g.organization_id and gr.group_id = g.id) as permissions,
    (select coalesce(jsonb_object_agg(r.kind, r.amount), '{}') from roster.reservations r
      where r.organization_id = g.organization_id and r.group_id = g.id) as reservations,
    ${actor.kind === 'member' ? ownedBy(sql`g.organization_id`, sql`g.id`, actor.memberId) : sql`false`} as owned`;
}

/** Whether a member is an owner of a group at this moment. */
export function ownedBy(organizationId: SQL, groupId: SQL, memberId: string): SQL {
  return sql`exists (select 1 from roster.group_members own
    where own.organization_id = ${organizationId} and own.group_id = ${groupId} and own.member_id = ${memberId}
      and own.group_role = 'owner' and roster.groups_on(own.organization_id) and (own.until is null or own.until > now()))`;
}

export function toGroup(
  { id, roles, name, description, version, reservations, ...row }: GroupRow,
  actor: Actor,
  portal: Portal,
): Group {
  return {
    id: toId('grp', id),
    name,
    description,
    isDefault: row.is_default,
    memberCount: row.member_count,
    roles: roles.map((role) => toId('rol', role)),
    reservations,
    version,
    can: groupCan(actor, portal, row),
  };
}
