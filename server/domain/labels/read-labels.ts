import { sql } from 'drizzle-orm';
import { toId, type Labels } from '../../contract/index.ts';
import type { Context } from '../context.ts';

interface LabelRow extends Record<string, unknown> {
  id: string;
  name: string;
  removed: boolean;
}

/**
 * How people are called who appear somewhere in the host product. Open to every member. A removed person's name is gone:
 * their id answers the portal's word for it, for ever. Ids that are none of this organization's are left out.
 */
export async function readLabels({ tx, organizationId }: Context, ids: readonly string[]): Promise<Labels> {
  const rows = await tx.execute<LabelRow>(
    sql`select m.id, m.removed_at is not null as removed,
               case when m.removed_at is not null then o.portal ->> 'removedName'
                    when m.name is not null then m.name
                    when m.joined_at is null then o.portal ->> 'invitedName'
                    else m.email end as name
          from roster.members m join roster.organizations o on o.id = m.organization_id
         where m.organization_id = ${organizationId} and m.id = any (${sql.param([...ids])}::uuid[])`,
  );
  return {
    items: rows.map(({ id, name, removed }) => ({ id: toId('mem', id), name, ...(removed && { removed }) })),
  };
}
