import { mailHtml } from './layout.ts';
import type { MailContent, ResetMail } from './messages.ts';
import { address, speechFor } from './speech.ts';
import { escapeHtml, oneLine, withoutLinks } from './words.ts';

/** The default mail about a new password. */
export function resetMessage(mail: ResetMail): MailContent {
  const speech = speechFor(mail.locale);
  const says = speech.words.reset;
  const greeting = speech.greeting(mail.name);
  const expiry = says.expiry(mail.life, speech.moment(mail.expiresAt));
  return {
    subject: says.subject(oneLine(mail.portalName)),
    text: [greeting, says.what(speech.plain(mail.email)), `${says.button}:\n${mail.link}`, expiry, says.stranger].join(
      '\n\n',
    ),
    html: mailHtml({
      speech,
      preheader: says.preheader(mail.life),
      portalName: withoutLinks(oneLine(mail.portalName)),
      heading: says.heading,
      paragraphs: [escapeHtml(greeting), says.what(address(mail.email))],
      button: { label: says.button, link: mail.link },
      notes: [escapeHtml(expiry), escapeHtml(says.stranger)],
    }),
  };
}
