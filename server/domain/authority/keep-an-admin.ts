import { sql } from 'drizzle-orm';
import type { Portal } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** What makes somebody an admin, whatever their role is called and wherever it comes from. */
export const adminPermission = 'organization:manage';

/**
 * Makes a change and refuses it where it leaves the organization with too few admins. Every verb goes through here that
 * takes something away: a role from a member or from a group, a permission from a role, a member from a group, a group, a
 * role, a member's place. Judged afterwards and on what people then hold in effect, so it does not matter which tables the
 * change touches. The caller has the organization's lock (`lockOrganization`): without it two changes that each leave one
 * admin leave none together. Organizations that have too few already, since programs alone look after them, are not held up.
 * @throws Refused `last_admin`; what was changed goes with the transaction
 */
export async function keepAnAdmin<T>(
  context: Pick<Context, 'tx' | 'organizationId'>,
  portal: Pick<Portal, 'rules'>,
  change: () => Promise<T>,
): Promise<T> {
  const needed = Math.max(1, portal.rules.admins);
  const before = await countAdmins(context, needed);
  const result = await change();
  const left = await countAdmins(context, needed);
  if (left >= needed || left >= before) return result;
  const who = needed === 1 ? 'an active admin' : `${needed} active admins`;
  throw new Refused('last_admin', { detail: `An organization needs ${who}. Make somebody else an admin first.` });
}

/**
 * Active members who hold an admin's role for good, counted to `most`: whose role or place in a group ends by itself is no
 * admin to rely on. Of each such role the first few holders are read along its facet: should one role have enough of them,
 * the others need not be known.
 */
async function countAdmins(
  { tx, organizationId }: Pick<Context, 'tx' | 'organizationId'>,
  most: number,
): Promise<number> {
  const rows = await tx.execute<{ count: number }>(
    sql`select count(distinct holder.member_id)::integer as count
          from roster.roles r
          cross join lateral (
            select f.member_id from roster.member_facets f
              join roster.members m on m.organization_id = f.organization_id and m.id = f.member_id
             where f.organization_id = r.organization_id and f.facet = 'r:' || r.id::text
               and m.joined_at is not null and m.suspended_at is null and m.removed_at is null
               and exists (select from roster.roles_in_effect(m.organization_id, m.id, m.inherited_role_ids, 'infinity') held
                            where held.id = r.id)
             limit ${sql.raw(String(most))}) holder
         where r.organization_id = ${organizationId} and r.scope = 'organization'
           and ${adminPermission} = any (r.permissions)`,
  );
  return Math.min(rows[0]!.count, most);
}
