import { sql } from 'drizzle-orm';
import { limits, type WebhookAnswer, type WebhookRequest } from '../../contract/index.ts';
import { record } from '../audit/record.ts';
import { authorize, type Context } from '../context.ts';
import { authorizeRecent } from '../credentials/authorize-recent.ts';
import { lockOrganization } from '../organizations/lock-organization.ts';
import { Refused } from '../refused.ts';
import { judgeWebhookUrl } from './judge-url.ts';
import { toWebhook, type WebhookRecord } from './list-webhooks.ts';
import { newWebhookSecret, sealSecret } from './webhook-secret.ts';

/**
 * Enters an endpoint, to be sent what happens from now on. The secret is in this answer and nowhere else in clear.
 * @throws Refused `invalid` for an address that nothing may be sent to, or one endpoint too many
 */
export async function createWebhook(context: Context, { url, events }: WebhookRequest): Promise<WebhookAnswer> {
  await authorizeRecent(context, 'organization:manage');
  // What an endpoint is told is what a reader of events is told.
  authorize(context, 'member:read');
  const { tx, organizationId, actor, services } = context;
  const problem = judgeWebhookUrl(url, services.allowPrivateWebhooks ?? false);
  if (problem) throw new Refused('invalid', { detail: problem.detail, errors: [problem] });
  await lockOrganization(context);
  const [{ count } = { count: 0 }] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from roster.webhooks where organization_id = ${organizationId}`,
  );
  if (count >= limits.webhooks) {
    throw new Refused('invalid', { detail: `An organization has at most ${limits.webhooks} webhooks.` });
  }
  const id = services.newUuid();
  const secret = newWebhookSecret();
  const [row] = await tx.execute<WebhookRecord>(
    sql`insert into roster.webhooks (organization_id, id, url, events, secret, created_by)
        values (${organizationId}, ${id}, ${url}, ${sql.param([...new Set(events)])}::text[],
                ${sealSecret(secret, { organizationId, id }, services.secrets)},
                ${actor.kind === 'member' ? actor.memberId : null})
        returning id, url, events, created_at, failing_since, failure, disabled_at`,
  );
  await record(context, { action: 'webhook.created', target: { kind: 'webhook', id }, changes: { events } });
  return { webhook: toWebhook(row!), secret };
}
