import { sql, type SQL } from 'drizzle-orm';
import { toId, type Grant } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { readLabels } from '../labels/read-labels.ts';

/** Which of the host's things; both parts are the host's own words. */
export interface Resource {
  type: string;
  resource: string;
}

export interface GrantRow extends Record<string, unknown> {
  member_id: string;
  access: string;
  given_by: string | null;
  given_at: string;
  until: string | null;
  in_effect: boolean;
}

/** The columns of `grantsOf`. */
export const grantColumns = sql`g.member_id, g.access, g.given_by, g.given_at, g.until,
  m.joined_at is not null and m.suspended_at is null and (g.until is null or g.until > clock_timestamp()) as in_effect`;

/** The grants on a resource, called `g`, each with its member, `m`. */
export function grantsOf({ organizationId }: Pick<Context, 'organizationId'>, { type, resource }: Resource): SQL {
  return sql`from roster.grants g
    join roster.members m on m.organization_id = g.organization_id and m.id = g.member_id and m.removed_at is null
   where g.organization_id = ${organizationId} and g.resource_type = ${type} and g.resource_id = ${resource}`;
}

/** Rows as the API shows them, and how the people are called. */
export async function toGrants(
  context: Context,
  rows: readonly GrantRow[],
): Promise<{ items: Grant[]; names: Record<string, string> }> {
  const { items } = await readLabels(context, [
    ...new Set(rows.flatMap(({ member_id, given_by }) => [member_id, ...(given_by === null ? [] : [given_by])])),
  ]);
  return {
    items: rows.map(({ member_id, access, given_by, given_at, until, in_effect }) => ({
      member: toId('mem', member_id),
      access,
      givenBy: given_by === null ? null : toId('mem', given_by),
      givenAt: new Date(given_at).toISOString(),
      until: until === null ? null : new Date(until).toISOString(),
      inEffect: in_effect,
    })),
    names: Object.fromEntries(items.map(({ id, name }) => [id, name])),
  };
}
