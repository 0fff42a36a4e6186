import { sql } from 'drizzle-orm';
import { toId } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { tell } from '../invitations/tell.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';

interface Over extends Record<string, unknown> {
  member_id: string;
  roles: string[];
  groups: string[];
}

/** People whose roles or groups one transaction ends. */
const batch = 50;

/**
 * Takes away what was given for a time that is over: roles, and places in groups. It has had no effect since that time
 * already, and no admin who is needed is one for a time (`keepAnAdmin`).
 * @returns how many people lost something
 */
export async function expireGiven(context: Context): Promise<number> {
  authorize(context, 'organization:manage');
  await lockOrganization(context);
  const { tx, organizationId } = context;
  const due = await tx.execute<Over>(
    sql`select member_id, coalesce(array_agg(role_id) filter (where role_id is not null), '{}') as roles,
               coalesce(array_agg(group_id) filter (where group_id is not null), '{}') as groups
          from (select member_id, role_id, null::uuid as group_id from roster.member_roles
                 where organization_id = ${organizationId} and until <= clock_timestamp()
                union all
                select member_id, null, group_id from roster.group_members
                 where organization_id = ${organizationId} and until <= clock_timestamp()) given
         group by member_id order by member_id limit ${sql.raw(String(batch))}`,
  );
  for (const one of due) await end(context, one);
  return due.length;
}

async function end(context: Context, { member_id: id, roles, groups }: Over): Promise<void> {
  const { tx, organizationId } = context;
  const mine = sql`organization_id = ${organizationId} and member_id = ${id}`;
  await tx.execute(sql`delete from roster.member_roles where ${mine} and role_id = any (${sql.param(roles)}::uuid[])`);
  await tx.execute(
    sql`delete from roster.group_members where ${mine} and group_id = any (${sql.param(groups)}::uuid[])`,
  );
  await record(context, {
    action: 'member.updated',
    target: { kind: 'member', id },
    changes: {
      expired: true,
      roles: { removed: roles.map((role) => toId('rol', role)), added: [] },
      groups: { removed: groups.map((group) => toId('grp', group)), added: [] },
    },
  });
  await tell(context, 'member.updated', [id]);
}
