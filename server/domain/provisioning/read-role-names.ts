import { sql } from 'drizzle-orm';
import { toId } from '../../contract/index.ts';
import type { Context } from '../context.ts';
import { authorizeProvisioning } from './authorize-provisioning.ts';

/**
 * The roles people can have here, by every name a directory may have for one: the key, the id, and the display name, in
 * lower case. Of two of one name the key wins.
 */
export async function readRoleNames(context: Context): Promise<ReadonlyMap<string, string>> {
  authorizeProvisioning(context);
  const { tx, organizationId } = context;
  const rows = await tx.execute<{ id: string; key: string; name: string }>(
    sql`select id, key, name from roster.roles
         where organization_id = ${organizationId} and scope = 'organization' order by position desc, id desc`,
  );
  return new Map([
    ...rows.map(({ id, name }) => [name.toLowerCase(), id] as const),
    ...rows.map(({ id, key }) => [key.toLowerCase(), id] as const),
    ...rows.map(({ id }) => [toId('rol', id), id] as const),
  ]);
}
