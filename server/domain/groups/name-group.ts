import { sql } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { foldText } from '../members/identity.ts';
import { Refused } from '../refused.ts';

/**
 * What the group's name sorts by and may stand for once in an organization, whatever its case and accents. The caller has
 * the organization's lock; the database refuses a second one in any case.
 * @param id the group that may have the name already
 * @throws Refused `group_name_taken`, `invalid` for a name without a letter in it
 */
export async function nameKeyOf({ tx, organizationId }: Context, name: string, id?: string): Promise<string> {
  const nameKey = foldText(name);
  if (nameKey === '') {
    const detail = 'A name needs a letter, a digit or a sign.';
    throw new Refused('invalid', { detail, errors: [{ pointer: '/name', code: 'required', detail }] });
  }
  const taken = await tx.execute(
    sql`select 1 from roster.groups
         where organization_id = ${organizationId} and name_key = ${nameKey} and id is distinct from ${id ?? null}::uuid`,
  );
  if (taken.length === 0) return nameKey;
  const detail = 'There is already a group of this name.';
  throw new Refused('group_name_taken', { detail, errors: [{ pointer: '/name', code: 'group_name_taken', detail }] });
}
