import type { MailContent } from './messages.ts';

export interface Mailbox {
  name: string;
  address: string;
}

/** A mail on its way out. */
export interface OutgoingMail extends MailContent {
  from: Mailbox;
  to: Mailbox;
  /** Always the same for the same mail, with its angle brackets: a mail sent twice is recognised by it. */
  messageId: string;
}

/** What carries mail out of the house: SMTP, the development mailbox, or a host's own. */
export interface Mailer {
  /**
   * Resolves once the next server has taken the mail.
   * @throws MailRefused where trying again is of no use; any other error is tried again later
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): Promise<void>;
}

/** The mail will never be taken as it is. The message is a sentence for an admin. */
export class MailRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailRefused';
  }
}

/** @throws MailRefused when something of the mail would become a header of its own, or a second recipient */
export function refuseInjection({ from, to, subject, messageId }: OutgoingMail): void {
  for (const text of [from.name, from.address, to.name, to.address, subject, messageId]) {
    // eslint-disable-next-line no-control-regex -- they are what is refused
    if (/[\u0000-\u001f\u007f]/.test(text)) throw new MailRefused('There is a control character in the mail’s head.');
  }
  for (const { address } of [from, to]) {
    if (!/^[^\s"<>,;:()[\]\\@]+@[^\s"<>,;:()\\@]+$/u.test(address))
      throw new MailRefused('The address is not one that mail can be sent to.');
  }
}
