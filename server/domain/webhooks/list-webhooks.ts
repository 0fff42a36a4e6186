import { sql } from 'drizzle-orm';
import { toId, type EventFilter, type Webhook } from '../../contract/index.ts';
import { authorize, type Context } from '../context.ts';

export interface WebhookRecord extends Record<string, unknown> {
  id: string;
  url: string;
  events: EventFilter[];
  created_at: string;
  failing_since: string | null;
  failure: string | null;
  disabled_at: string | null;
}

/** The organization's endpoints, newest first, and how they fare. */
export async function listWebhooks(context: Context): Promise<{ items: Webhook[] }> {
  authorize(context, 'organization:manage');
  const rows = await context.tx.execute<WebhookRecord>(
    sql`select id, url, events, created_at, failing_since, failure, disabled_at from roster.webhooks
         where organization_id = ${context.organizationId} order by created_at desc, id desc`,
  );
  return { items: rows.map(toWebhook) };
}

export function toWebhook({ id, url, events, failure, ...at }: WebhookRecord): Webhook {
  const moment = (text: string | null): string | null => text && new Date(text).toISOString();
  return {
    id: toId('hook', id),
    url,
    events,
    createdAt: new Date(at.created_at).toISOString(),
    failingSince: moment(at.failing_since),
    failure,
    disabledAt: moment(at.disabled_at),
  };
}
