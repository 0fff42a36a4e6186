import { mailHtml } from './layout.ts';
import type { InvitationMail, MailContent } from './messages.ts';
import { address, speechFor, strong } from './speech.ts';
import { escapeHtml, oneLine, withoutLinks } from './words.ts';

/** The default invitation. Names are shown as they are and never as links, whatever somebody typed into them. */
export function invitationMessage(mail: InvitationMail): MailContent {
  const speech = speechFor(mail.locale);
  const { plain, words } = speech;
  const says = words.invitation;
  const portal = withoutLinks(oneLine(mail.portalName));
  const organization = withoutLinks(oneLine(mail.organizationName));
  const inviter = mail.inviterName ? withoutLinks(oneLine(mail.inviterName)) : says.somebody;
  const greeting = speech.greeting(mail.name);
  // The reader's own address: in plain text as it is, so that it can be copied.
  const how = (shown: string): string => (mail.singleSignOn ? says.singleSignOn : says.withPassword(shown));
  const expiry = says.expiry(mail.life, speech.moment(mail.expiresAt));
  const message = mail.message?.trim() ? withoutLinks(mail.message.trim()) : null;
  return {
    subject: says.subject(oneLine(mail.portalName)),
    text: [
      greeting,
      says.invites(plain(inviter), plain(organization), plain(portal)),
      ...(message ? [`${message.replace(/^/gm, '> ')}\n> (${inviter})`] : []),
      how(plain(mail.email)),
      `${says.button}:\n${mail.link}`,
      expiry,
      says.stranger,
    ].join('\n\n'),
    html: mailHtml({
      speech,
      preheader: says.preheader(plain(inviter), plain(organization), mail.life),
      portalName: portal,
      heading: says.heading(plain(organization)),
      paragraphs: [
        escapeHtml(greeting),
        says.invites(strong(inviter), strong(organization), `<bdi>${escapeHtml(portal)}</bdi>`),
        how(address(mail.email)),
      ],
      ...(message && { quote: { text: message, by: inviter } }),
      button: { label: says.button, link: mail.link },
      notes: [escapeHtml(expiry), escapeHtml(says.stranger)],
    }),
  };
}
