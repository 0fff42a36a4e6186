import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, type Database } from '../db/open-database.ts';
import type { Services } from '../domain/context.ts';
import type { Meter } from '../domain/meter.ts';
import { jittered } from './jittered.ts';
import { nameOf, startLoop, type Loop, type Worker } from './loop.ts';
import { NotDelivered, sendWebhook, type SendOptions } from './send-webhook.ts';
import {
  composeDelivery,
  letDeliveryGo,
  markDelivered,
  markTried,
  type ClaimedDelivery,
  type Failure,
} from './webhook-deliveries.ts';

export interface WebhookWorkerOptions {
  database: Database;
  services: Services;
  /** Hears of trouble: ids and sentences of our own, never addresses or secrets. */
  onTrouble?: (event: string, fields: Record<string, unknown>) => void;
  timing?: Partial<WebhookTiming>;
  /** Asks for the addresses of a name. */
  resolve?: SendOptions['resolve'];
  meter?: Meter;
}

/** Milliseconds, but for `attempts`. */
export interface WebhookTiming {
  /** How often deliveries are looked for when nobody rings. */
  poll: number;
  /** How long an endpoint has to answer. */
  patience: number;
  /** How long a worker may hold a delivery before others take it over. Longer than an endpoint is waited for. */
  lease: number;
  /** Wait before the second try; four times as long from try to try. */
  firstRetry: number;
  longestRetry: number;
  /** Tries until a delivery is given up: 10 of them reach over a day. */
  attempts: number;
  /** How long an endpoint may fail until it is given up. */
  giveUp: number;
  /** How long `stop` waits for what is at hand. */
  farewell: number;
}

const defaults: WebhookTiming = {
  poll: 2_000,
  patience: 10_000,
  lease: 60_000,
  firstRetry: 5_000,
  longestRetry: 21_600_000,
  attempts: 10,
  giveUp: 259_200_000,
  farewell: 10_000,
};
/** Deliveries at once. A slow endpoint has four of them at most, one that fails one. */
const hands = 16;

/**
 * Sends what happened to webhooks. Any number of these may run, in any number of processes: each claims deliveries for a
 * while, and what a dead one held is taken over. A message may thus arrive twice, with the same `webhook-id`, and is not lost.
 */
export function startWebhookWorker(options: WebhookWorkerOptions): Worker {
  const { database, services, resolve, meter, onTrouble = () => {} } = options;
  const timing = { ...defaults, ...options.timing };
  const allowPrivate = services.allowPrivateWebhooks ?? false;
  const worker = services.newUuid();
  const atHand = new Set<Promise<void>>();

  const loop = startLoop({
    name: 'webhooks',
    poll: timing.poll,
    farewell: timing.farewell,
    onTrouble: (reason) => onTrouble('webhook.deliveries_unavailable', { reason }),
    meter,
    round: async (loop) => {
      const claimed = await claim(hands - atHand.size);
      for (const one of claimed) take(loop, one);
      // Rung by whatever comes to its end; while there is more to be had, nothing is waited for.
      return claimed.length > 0 && atHand.size < hands;
    },
    last: () => Promise.allSettled(atHand),
  });

  async function claim(free: number): Promise<ClaimedDelivery[]> {
    if (free <= 0) return [];
    const rows = await database.withNobody((tx) =>
      tx.execute(
        sql`select organization_id, webhook_id, event_id, attempts
              from roster.claim_deliveries(${worker}, ${timing.lease / 1000}, ${free})`,
      ),
    );
    return [...rows].map((row) => ({
      organizationId: String(row.organization_id),
      webhookId: String(row.webhook_id),
      eventId: String(row.event_id),
      attempts: Number(row.attempts),
    }));
  }

  function take(loop: Loop, claimed: ClaimedDelivery): void {
    const work = deliver(loop, claimed)
      // Its lease ends by itself, and somebody takes it over.
      .catch((error: unknown) => onTrouble('webhook.not_recorded', { event: claimed.eventId, reason: nameOf(error) }))
      .finally(() => {
        atHand.delete(work);
        loop.wake();
      });
    atHand.add(work);
  }

  async function deliver(loop: Loop, claimed: ClaimedDelivery): Promise<void> {
    if (loop.stopping) return database.withTenant(claimed, (tx) => letDeliveryGo(tx, claimed, worker));
    if (claimed.attempts > timing.attempts) {
      // Whoever held it so often has never come back to say how it went.
      return failed(loop, claimed, new NotDelivered('Sending was begun many times and never came to an end.'));
    }
    try {
      const message = await database.withTenant(claimed, (tx) => composeDelivery(tx, claimed, worker, services));
      if (!message) return;
      await sendWebhook(message, { allowPrivate, patience: timing.patience, ...(resolve && { resolve }) });
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      return failed(loop, claimed, error);
    }
    meter?.add('roster_webhook_deliveries_total', { outcome: 'delivered' });
    await loop.insist(() => database.withTenant(claimed, (tx) => markDelivered(tx, claimed)));
  }

  async function failed(loop: Loop, claimed: ClaimedDelivery, error: unknown): Promise<void> {
    meter?.add('roster_webhook_deliveries_total', { outcome: 'failed' });
    const known = error instanceof NotDelivered;
    onTrouble('webhook.not_delivered', {
      webhook: claimed.webhookId,
      event: claimed.eventId,
      attempt: claimed.attempts,
      reason: known ? error.message : nameOf(error),
    });
    const failure: Failure = {
      reason: known ? error.message : 'The message could not be made: the secret of the server may have changed.',
      wait:
        claimed.attempts >= timing.attempts
          ? undefined
          : jittered(Math.min(timing.firstRetry * 4 ** (claimed.attempts - 1), timing.longestRetry)),
      giveUp: known && error.gone ? 'now' : timing.giveUp,
    };
    await loop.insist(() => database.withTenant(claimed, (tx) => markTried(tx, claimed, worker, failure, services)));
  }

  return loop;
}
