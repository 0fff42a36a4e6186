import { createTransport } from 'nodemailer';
import { MailRefused, refuseInjection, type Mailer } from './mailer.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:port` or `smtps://…` */
  url: string;
  /** Milliseconds that a silent server is waited for (10,000). */
  patience?: number;
}

/** Mail over SMTP. Its pool never sends by itself again: the outbox alone decides about second tries. */
export function smtpMailer({ url, patience = 10_000 }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    maxRequeues: 0,
    idleTimeout: 30_000,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      refuseInjection(mail);
      try {
        await transport.sendMail({
          from: mail.from,
          to: mail.to,
          // Named apart from the headers, so that nothing in those can add a recipient.
          envelope: { from: mail.from.address, to: [mail.to.address] },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          messageId: mail.messageId,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw refusal(error) ?? error;
      }
    },
    async close() {
      transport.close();
    },
  };
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/** A 5xx about this mail is final. One about us (sign-in, greeting) is not: an admin may put it right meanwhile. */
function refusal(error: unknown): MailRefused | undefined {
  const { code = '', responseCode = 0 } = error as SmtpError;
  if (responseCode < 500 || !['EENVELOPE', 'EMESSAGE'].includes(code)) return undefined;
  const what = code === 'EENVELOPE' ? 'The mail server refused the address' : 'The mail server refused the mail';
  return new MailRefused(`${what} (${responseCode}).`, { cause: error });
}
