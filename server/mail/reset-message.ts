import { mailHtml } from './layout.ts';
import type { MailContent, ResetMail } from './messages.ts';
import { escapeHtml, greetingOf, momentInWords, oneLine, withoutLinks } from './words.ts';

/** The default mail about a new password. */
export function resetMessage(mail: ResetMail): MailContent {
  const portal = withoutLinks(oneLine(mail.portalName));
  const greeting = greetingOf(mail.name);
  const what = (address: string): string => `Somebody, most likely you, asked for a new password for ${address}.`;
  const expiry = `The link works once and for ${mail.life}, until ${momentInWords(mail.expiresAt)}.`;
  const stranger = 'It was not you? Then there is nothing to do: your password stays as it is.';
  return {
    subject: `Choose a new password for ${oneLine(mail.portalName)}`,
    text: [greeting, what(mail.email), `Choose Password:\n${mail.link}`, expiry, stranger].join('\n\n'),
    html: mailHtml({
      preheader: `The link works for ${mail.life}.`,
      portalName: portal,
      heading: 'Choose a new password',
      paragraphs: [`<bdi>${escapeHtml(greeting)}</bdi>`, escapeHtml(what(withoutLinks(mail.email)))],
      button: { label: 'Choose Password', link: mail.link },
      notes: [escapeHtml(expiry), escapeHtml(stranger)],
    }),
  };
}
