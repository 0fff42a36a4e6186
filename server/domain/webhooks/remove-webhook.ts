import { sql } from 'drizzle-orm';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { Refused } from '../refused.ts';

/** Takes an endpoint out, with what it was still to be sent. */
export async function removeWebhook(context: Context, id: string): Promise<void> {
  authorize(context, 'organization:manage');
  const { tx, organizationId } = context;
  const rows = await tx.execute(
    sql`delete from roster.webhooks where organization_id = ${organizationId} and id = ${id} returning id`,
  );
  if (rows.length === 0) throw new Refused('not_found');
  await record(context, { action: 'webhook.removed', target: { kind: 'webhook', id } });
}
