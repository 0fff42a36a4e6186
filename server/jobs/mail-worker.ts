import { sql } from 'drizzle-orm';
import { DatabaseUnavailable, type Database, type Tx } from '../db/open-database.ts';
import type { Services } from '../domain/context.ts';
import type { Meter } from '../domain/meter.ts';
import { defaultTemplates, MailRefused, type Mailer, type MailTemplates } from '../mail/index.ts';
import { composeMail, type ClaimedMail, type Composer } from './compose-mail.ts';
import { jittered } from './jittered.ts';
import { nameOf, startLoop, type Loop, type Worker } from './loop.ts';
import { letGo, markGivenUp, markSent, markWithdrawn, retryLater } from './outbox.ts';

export interface WorkerOptions {
  database: Database;
  services: Pick<Services, 'secrets' | 'publicUrl' | 'newUuid'>;
  mailer: Mailer;
  /** Replaces the default messages, kind by kind. */
  templates?: Partial<MailTemplates>;
  /** Address mail comes from (`no-reply@` and the host of the public address). */
  from?: string;
  /** Hears of trouble: ids and codes, never addresses or links. */
  onTrouble?: (event: string, fields: Record<string, unknown>) => void;
  timing?: Partial<WorkerTiming>;
  meter?: Meter;
}

/** Milliseconds, but for `attempts`. */
export interface WorkerTiming {
  /** How often the outbox is looked at when nobody rings. */
  poll: number;
  /** How long a worker may hold a mail before others take it over. Longer than a silent mail server is waited for. */
  lease: number;
  /** Wait before the second try; it doubles from try to try. */
  firstRetry: number;
  longestRetry: number;
  /** Tries until a mail is given up: 24 of them reach over four hours. */
  attempts: number;
  /** How often rows that have outlived their use are taken away. */
  sweep: number;
  /** How long `stop` waits for the mail at hand. */
  farewell: number;
}

const defaults: WorkerTiming = {
  poll: 2_000,
  lease: 120_000,
  firstRetry: 5_000,
  longestRetry: 900_000,
  attempts: 24,
  sweep: 300_000,
  farewell: 10_000,
};
const batch = 4;

/**
 * Carries the outbox to the mail server. Any number of them may run, in any number of processes: each claims its mails
 * for a while, and what a dead one held is taken over. A mail may thus go out twice and is never lost; both copies then
 * carry the same Message-ID and the same link.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { database, mailer, services, meter, onTrouble = () => {} } = options;
  const timing = { ...defaults, ...options.timing };
  const composer: Composer = {
    services,
    templates: { ...defaultTemplates, ...options.templates },
    from: options.from ?? `no-reply@${new URL(services.publicUrl).hostname.replace(/^[\d.]+$|^\[.*$/, 'localhost')}`,
  };
  const worker = services.newUuid();
  let sweepAt = Date.now() + Math.random() * timing.sweep;

  const loop = startLoop({
    name: 'mail',
    poll: timing.poll,
    farewell: timing.farewell,
    onTrouble: (reason) => onTrouble('mail.outbox_unavailable', { reason }),
    meter,
    round: async (loop) => {
      const claimed = await claim();
      // All of them come to their end before anything is said about one of them.
      const ends = await Promise.allSettled(claimed.map((one) => deliver(loop, one)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      await sweep();
      return claimed.length === batch;
    },
  });

  async function claim(): Promise<ClaimedMail[]> {
    const rows = await database.withNobody((tx) =>
      tx.execute(
        sql`select organization_id, id, attempts from roster.claim_mail(${worker}, ${timing.lease / 1000}, ${batch})`,
      ),
    );
    return [...rows].map((row) => ({
      organizationId: String(row.organization_id),
      id: String(row.id),
      attempts: Number(row.attempts),
    }));
  }

  async function deliver(loop: Loop, claimed: ClaimedMail): Promise<void> {
    const record = (work: (tx: Tx) => Promise<void>): Promise<void> =>
      loop.insist(() => database.withTenant(claimed, work));
    if (loop.stopping) return database.withTenant(claimed, (tx) => letGo(tx, claimed, worker));
    // Whoever held it so often has never come back to say how it went: the mail itself may be what ends them.
    if (claimed.attempts > timing.attempts) {
      const failure = 'Sending was begun many times and never came to an end.';
      return record((tx) => markGivenUp(tx, claimed, failure, services));
    }
    try {
      const mail = await database.withTenant(claimed, (tx) => composeMail(tx, claimed, worker, composer));
      if (mail === 'taken') return;
      if (mail === 'withdrawn') return record((tx) => markWithdrawn(tx, claimed));
      await mailer.send(mail);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      // The mail server's no, or a host's template that could not write this one mail: the others go on.
      onTrouble('mail.not_sent', { outbox: claimed.id, attempt: claimed.attempts, reason: nameOf(error) });
      meter?.add('roster_mail_total', { outcome: 'failed' });
      return record((tx) => refused(tx, claimed, error));
    }
    meter?.add('roster_mail_total', { outcome: 'sent' });
    await record((tx) => markSent(tx, claimed, services));
  }

  async function refused(tx: Tx, claimed: ClaimedMail, error: unknown): Promise<void> {
    if (error instanceof MailRefused) return markGivenUp(tx, claimed, error.message, services);
    if (claimed.attempts >= timing.attempts) {
      const failure = 'The mail server could not be reached, or did not take the mail, for hours.';
      return markGivenUp(tx, claimed, failure, services);
    }
    const wait = jittered(Math.min(timing.firstRetry * 2 ** (claimed.attempts - 1), timing.longestRetry));
    return retryLater(tx, claimed, worker, { wait, failure: nameOf(error) });
  }

  async function sweep(): Promise<void> {
    if (Date.now() < sweepAt) return;
    sweepAt = Date.now() + jittered(timing.sweep);
    await database.withNobody((tx) => tx.execute(sql`select roster.sweep(500)`));
  }

  return loop;
}
