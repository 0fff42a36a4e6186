import { sql } from 'drizzle-orm';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** Ends a key; its very next use is refused. */
export async function revokeKey(context: Context, id: string): Promise<void> {
  authorize(context, 'organization:manage');
  const { tx, organizationId } = context;
  const rows = await tx.execute(
    sql`update roster.keys set revoked_at = clock_timestamp()
         where organization_id = ${organizationId} and id = ${id} and revoked_at is null returning id`,
  );
  if (rows.length === 0) throw new Refused('not_found');
  await record(context, { action: 'key.revoked', target: { kind: 'key', id } });
}
