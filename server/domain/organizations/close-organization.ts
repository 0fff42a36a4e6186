import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { organizations } from '../../db/schema.ts';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { lockOrganization } from './lock-organization.ts';

/*
 * For the host in whose process this runs; no route leads here. Every credential asks for the organization's state in its
 * own transaction, so that tokens, keys, sessions and links are dead with the next request.
 */

/** Nobody comes in until it is opened again; nothing is lost. */
export async function suspendOrganization(context: Context): Promise<void> {
  authorize(context, 'organization:manage');
  await close(context, { suspendedAt: sql`clock_timestamp()` }, isNull(organizations.suspendedAt), 'suspended');
}

export async function reopenOrganization(context: Context): Promise<void> {
  authorize(context, 'organization:manage');
  await close(context, { suspendedAt: null }, isNotNull(organizations.suspendedAt), 'reopened');
}

/** For good. Its slug can be used again, by an organization that inherits nothing: everything hangs on the id. */
export async function deleteOrganization(context: Context): Promise<void> {
  authorize(context, 'organization:manage');
  const gone = { deletedAt: sql`clock_timestamp()`, slug: context.organizationId };
  await close(context, gone, isNull(organizations.deletedAt), 'deleted');
}

async function close(
  context: Context,
  change: Parameters<ReturnType<Context['tx']['update']>['set']>[0],
  when: ReturnType<typeof and>,
  what: 'suspended' | 'reopened' | 'deleted',
): Promise<void> {
  const { tx, organizationId } = context;
  await lockOrganization(context);
  const rows = await tx
    .update(organizations)
    .set({ ...change, version: sql`version + 1` })
    .where(and(eq(organizations.id, organizationId), when))
    .returning({ id: organizations.id });
  if (rows.length === 0) return;
  await record(context, {
    action: `organization.${what}`,
    target: { kind: 'organization', id: organizationId },
  });
}
