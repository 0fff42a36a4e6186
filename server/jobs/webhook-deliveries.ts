import { sql } from 'drizzle-orm';
import { toId } from '../contract/index.ts';
import type { Tx } from '../db/open-database.ts';
import { record } from '../domain/audit/record.ts';
import type { Context, Services } from '../domain/context.ts';
import { openSecret, signedHeaders } from '../domain/webhooks/webhook-secret.ts';
import type { Message } from './send-webhook.ts';

/** A delivery this worker holds for a while. */
export interface ClaimedDelivery {
  organizationId: string;
  webhookId: string;
  eventId: string;
  /** This try included. */
  attempts: number;
}

interface DeliveryRow extends Record<string, unknown> {
  url: string;
  secret: Uint8Array;
  type: string;
  data: { id: string };
  at: string;
  /** By the database's clock, which all processes share: receivers refuse what is five minutes off. */
  now: string;
}

/** The message as it goes out now, or nothing where the endpoint was taken out or another worker has the delivery. */
export async function composeDelivery(
  tx: Tx,
  claimed: ClaimedDelivery,
  worker: string,
  { secrets }: Pick<Services, 'secrets'>,
): Promise<Message | undefined> {
  const { organizationId, webhookId, eventId } = claimed;
  const [row] = await tx.execute<DeliveryRow>(
    sql`select w.url, w.secret, e.type, e.data, e.at, clock_timestamp() as now
          from roster.webhook_deliveries d
          join roster.webhooks w on w.organization_id = d.organization_id and w.id = d.webhook_id
          join roster.events e on e.organization_id = d.organization_id and e.id = d.event_id
         where ${isOne(claimed)} and d.lease_id = ${worker} and d.delivered_at is null and d.failed_at is null
           and w.disabled_at is null`,
  );
  if (!row) return undefined;
  const body = JSON.stringify({
    type: row.type,
    timestamp: new Date(row.at).toISOString(),
    data: { ...row.data, organization: toId('org', organizationId) },
  });
  const secret = openSecret(row.secret, { organizationId, id: webhookId }, secrets);
  return {
    url: row.url,
    body,
    headers: signedHeaders(secret, { id: toId('evt', eventId), body, at: new Date(row.now) }),
  };
}

/** Also where the lease ran out meanwhile: whoever tried knows best. */
export async function markDelivered(tx: Tx, claimed: ClaimedDelivery): Promise<void> {
  await tx.execute(
    sql`update roster.webhook_deliveries d
           set delivered_at = clock_timestamp(), failed_at = null, failure = null, lease_id = null, leased_until = null
         where ${isOne(claimed)} and d.delivered_at is null`,
  );
  await tx.execute(
    sql`update roster.webhooks set failing_since = null, failure = null
         where organization_id = ${claimed.organizationId} and id = ${claimed.webhookId} and failing_since is not null`,
  );
}

export interface Failure {
  /** A sentence for the admin. */
  reason: string;
  /** Milliseconds until the next try; absent: there is none. */
  wait: number | undefined;
  /** Gives the endpoint up at once, or when it has failed for so many milliseconds. */
  giveUp: 'now' | number;
}

/** Notes a try that failed; gives up the endpoint, and with it all that waits for it, when it has failed for too long. */
export async function markTried(
  tx: Tx,
  claimed: ClaimedDelivery,
  worker: string,
  { reason, wait, giveUp }: Failure,
  services: Services,
): Promise<void> {
  const { organizationId, webhookId } = claimed;
  const end = wait === undefined ? sql`clock_timestamp()` : sql`null`;
  const held = await tx.execute(
    sql`update roster.webhook_deliveries d
           set failure = ${reason}, failed_at = ${end}, lease_id = null, leased_until = null,
               available_at = clock_timestamp() + make_interval(secs => ${(wait ?? 0) / 1000})
         where ${isOne(claimed)} and d.lease_id = ${worker} and d.delivered_at is null returning 1`,
  );
  if (held.length === 0) return;
  const patience = giveUp === 'now' ? 0 : giveUp / 1000;
  const [webhook] = await tx.execute<{ over: boolean }>(
    sql`update roster.webhooks
           set failing_since = coalesce(failing_since, clock_timestamp()), failure = ${reason}
         where organization_id = ${organizationId} and id = ${webhookId} and disabled_at is null
        returning failing_since <= clock_timestamp() - make_interval(secs => ${patience}) as over`,
  );
  if (webhook?.over) await disable(tx, claimed, reason, services);
}

async function disable(
  tx: Tx,
  { organizationId, webhookId }: ClaimedDelivery,
  reason: string,
  services: Services,
): Promise<void> {
  await tx.execute(
    sql`update roster.webhooks set disabled_at = clock_timestamp()
         where organization_id = ${organizationId} and id = ${webhookId}`,
  );
  await tx.execute(
    sql`update roster.webhook_deliveries set failed_at = clock_timestamp(), failure = ${reason}
         where organization_id = ${organizationId} and webhook_id = ${webhookId} and delivered_at is null
           and failed_at is null`,
  );
  const actor = { kind: 'system', permissions: new Set<never>() } as const;
  const context: Context = { tx, organizationId, actor, requestId: services.newUuid(), services };
  await record(context, { action: 'webhook.disabled', target: { kind: 'webhook', id: webhookId } });
}

/** Gives back what was claimed and not begun; it does not count as a try. */
export async function letDeliveryGo(tx: Tx, claimed: ClaimedDelivery, worker: string): Promise<void> {
  await tx.execute(
    sql`update roster.webhook_deliveries d set lease_id = null, leased_until = null, attempts = d.attempts - 1
         where ${isOne(claimed)} and d.lease_id = ${worker}`,
  );
}

function isOne({ organizationId, webhookId, eventId }: ClaimedDelivery) {
  return sql`d.organization_id = ${organizationId} and d.webhook_id = ${webhookId} and d.event_id = ${eventId}`;
}
