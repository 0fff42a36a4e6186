import { sql, type SQL } from 'drizzle-orm';
import { limits, toId, type Effect } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { roleNames } from './read-group.ts';

/** What people get from a group now, and what they would get from it then. Ids are UUIDs. */
export interface Shift {
  group: string;
  /** Whom it concerns: a query for their UUIDs. */
  people: SQL;
  before: readonly string[];
  after: readonly string[];
}

interface EffectRow extends Record<string, unknown> {
  gaining: number;
  losing: number;
  all_access: number;
  id: string | null;
  name: string | null;
  email: string;
  lost: string[];
  nothing_left: boolean;
}

/**
 * Who would have fewer roles in effect, and how many would have more: a role that somebody has in another way too is not
 * lost with the group. Counts everybody, names the first of them.
 */
export async function readEffect(
  context: Context,
  { group, people, before, after }: Shift,
): Promise<Omit<Effect, 'refused'>> {
  const { tx, organizationId } = context;
  const [given, kept] = [sql`${sql.param([...before])}::uuid[]`, sql`${sql.param([...after])}::uuid[]`];
  const rows = await tx.execute<EffectRow>(
    sql`with shifted as materialized (
          select m.id, m.name, m.email,
                 array(select unnest(${given}) except select unnest(${kept}) except select unnest(other.roles)) as lost,
                 array(select unnest(${kept}) except select unnest(${given}) except select unnest(other.roles)) as gained,
                 cardinality(other.roles) = 0 and cardinality(${kept}) = 0 as nothing_left
            from roster.members m
            cross join lateral (select m.role_ids || array(
              select i.role_id from roster.inherited_roles i
               where i.organization_id = m.organization_id and i.member_id = m.id and i.group_id <> ${group}) as roles) other
           where m.organization_id = ${organizationId} and m.removed_at is null and m.id in (${people})),
        counted as (
          select count(*) filter (where cardinality(gained) > 0)::integer as gaining,
                 count(*) filter (where cardinality(lost) > 0)::integer as losing,
                 count(*) filter (where cardinality(lost) > 0 and nothing_left)::integer as all_access
            from shifted)
        select counted.*, named.* from counted left join lateral (
          select id, name, email, lost, nothing_left from shifted where cardinality(lost) > 0
           order by nothing_left desc, email, id limit ${sql.raw(String(limits.effectPeople))}) named on true
         order by named.nothing_left desc, named.email, named.id`,
  );
  const { gaining, losing, all_access: allAccess } = rows[0]!;
  const named = rows.filter(({ id }) => id !== null);
  return {
    gaining,
    losing: { total: losing, allAccess },
    people: named.map(({ id, name, email, lost, nothing_left }) => ({
      member: toId('mem', id!),
      name,
      email,
      roles: lost.map((role) => toId('rol', role)),
      allAccess: nothing_left,
    })),
    names: await roleNames(
      context,
      named.flatMap(({ lost }) => lost),
    ),
  };
}

/** Everybody in a group. */
export function everybodyIn({ organizationId }: Pick<Context, 'organizationId'>, group: string): SQL {
  return sql`select gm.member_id from roster.group_members gm
    where gm.organization_id = ${organizationId} and gm.group_id = ${group}`;
}
