import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/**
 * The rule of exclusive roles for many people at once, after a change that reaches all of them: own and inherited roles
 * together, as they stand now.
 * @param memberIds a query for the UUIDs of those the change reaches
 * @throws Refused `role_exclusive`, which says for how many it is so and names nobody
 */
export async function refuseClashAmong({ tx, organizationId }: Context, memberIds: SQL): Promise<void> {
  const [row] = await tx.execute<{ name: string; people: number }>(
    sql`with clashing as (
          select (select min(r.name) from roster.roles r
                   where r.organization_id = m.organization_id and r.id = any (held.roles) and r.exclusive) as name
            from roster.members m
            cross join lateral (select m.role_ids || m.inherited_role_ids as roles) held
           where m.organization_id = ${organizationId} and m.removed_at is null and m.id in (${memberIds})
             and held.roles && array(select r.id from roster.roles r where r.organization_id = ${organizationId} and r.exclusive)
             and (select count(distinct role) from unnest(held.roles) role) > 1)
        select min(name) as name, count(*)::integer as people from clashing having count(*) > 0`,
  );
  if (!row) return;
  const who = row.people === 1 ? 'One person' : `${row.people} people`;
  const detail = `${row.name} cannot be combined with other roles. ${who} would hold it together with another one.`;
  throw new Refused('role_exclusive', { detail });
}
