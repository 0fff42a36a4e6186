import { sql } from 'drizzle-orm';
import type { Webhook } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { Refused } from '../refused.ts';
import { toWebhook, type WebhookRecord } from './list-webhooks.ts';

/**
 * Sends to an endpoint again that was given up, from now on, and forgets its failures. What happened meanwhile was given up
 * with it. One that is at work stays as it is.
 * @throws Refused `forbidden`, `not_found`
 */
export async function enableWebhook(context: Context, id: string): Promise<{ webhook: Webhook }> {
  await authorizeRecent(context, 'organization:manage');
  const { tx, organizationId } = context;
  const columns = sql`id, url, events, created_at, failing_since, failure, disabled_at`;
  const [enabled] = await tx.execute<WebhookRecord>(
    sql`update roster.webhooks set disabled_at = null, failing_since = null, failure = null
         where organization_id = ${organizationId} and id = ${id} and disabled_at is not null returning ${columns}`,
  );
  if (enabled) {
    await record(context, { action: 'webhook.enabled', target: { kind: 'webhook', id } });
    return { webhook: toWebhook(enabled) };
  }
  const [row] = await tx.execute<WebhookRecord>(
    sql`select ${columns} from roster.webhooks where organization_id = ${organizationId} and id = ${id}`,
  );
  if (!row) throw new Refused('not_found');
  return { webhook: toWebhook(row) };
}
