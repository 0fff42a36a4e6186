import { refuseInjection, type Mailer, type OutgoingMail } from './mailer.ts';

/** A mail that was kept instead of sent. */
export interface KeptMail extends OutgoingMail {
  /** A number from 1 on, in the order of arrival. */
  id: number;
  at: string;
}

/** Where mail goes while no mail server is configured. */
export interface DevelopmentMailbox extends Mailer {
  /** Newest first. */
  mails(): KeptMail[];
  mail(id: number): KeptMail | undefined;
}

/**
 * Keeps the newest mails in memory, for development: one process, no mail server. A mail sent twice is kept once, as a
 * mail program shows it.
 */
export function makeMailbox({ keep = 200 }: { keep?: number } = {}): DevelopmentMailbox {
  let kept: KeptMail[] = [];
  let last = 0;
  return {
    async send(mail) {
      refuseInjection(mail);
      if (kept.some(({ messageId }) => messageId === mail.messageId)) return;
      kept = [{ ...mail, id: ++last, at: new Date().toISOString() }, ...kept].slice(0, keep);
    },
    mails: () => [...kept],
    mail: (id) => kept.find((mail) => mail.id === id),
    async close() {},
  };
}
