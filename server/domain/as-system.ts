import { sql } from 'drizzle-orm';
import { fromId } from '../contract/index.ts';
import type { Context, Database, Services } from './context.ts';
import { permissionsOfScopes } from './credentials/every-permission.ts';
import { Refused } from './refused.ts';

/**
 * Runs a verb for whoever has the server itself in hand: the command line, or a host in the same process.
 * @param organization slug, or id as `org_…`
 * @throws Refused `not_found` without such an organization
 */
export async function asSystem<T>(
  { database, services, organization }: { database: Database; services: Services; organization: string },
  verb: (context: Context) => Promise<T>,
): Promise<T> {
  const [found] = await database.withNobody((tx) =>
    tx.execute<{ id: string }>(
      sql`select id from roster.organization_by(${fromId('org', organization) ?? organization})`,
    ),
  );
  if (!found) throw new Refused('not_found', { detail: `There is no organization ${organization}.` });
  const actor = { kind: 'system', permissions: permissionsOfScopes(['*']) } as const;
  return database.withTenant({ organizationId: found.id }, (tx) =>
    verb({ tx, organizationId: found.id, actor, requestId: services.newUuid(), services }),
  );
}
