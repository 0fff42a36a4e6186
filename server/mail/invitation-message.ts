import { mailHtml } from './layout.ts';
import type { InvitationMail, MailContent } from './messages.ts';
import { escapeHtml, greetingOf, momentInWords, oneLine, withoutLinks } from './words.ts';

/** The default invitation. Names are shown as they are and never as links, whatever somebody typed into them. */
export function invitationMessage(mail: InvitationMail): MailContent {
  const portal = oneLine(mail.portalName);
  const portalWords = withoutLinks(portal);
  const organization = withoutLinks(oneLine(mail.organizationName));
  const inviter = mail.inviterName ? withoutLinks(oneLine(mail.inviterName)) : 'An administrator';
  const greeting = greetingOf(mail.name);
  // People write the article into the name or leave it out; the subject reads well either way.
  const thePortal = /^the\s/i.test(portalWords) ? portalWords : `the ${portalWords}`;
  // The reader's own address: in plain text as it is, so that it can be copied; in HTML it must not become a link to press.
  const how = (address: string): string =>
    mail.singleSignOn
      ? `Accept the invitation, then sign in with your organization's single sign-on.`
      : `Accept the invitation to create your password; from then on you sign in with ${address} and that password. If you already have an account, you use the one you have.`;
  const expiry = `The invitation works once and for ${mail.life}, until ${momentInWords(mail.expiresAt)}. After that, ask for a new one.`;
  const stranger = 'You do not know what this is about? Then there is nothing to do: without you nothing happens.';
  const message = mail.message?.trim() ? withoutLinks(mail.message.trim()) : null;
  const strong = (text: string): string =>
    `<strong class="strong" style="font-weight:600;color:#161a23"><bdi>${escapeHtml(text)}</bdi></strong>`;
  return {
    subject: `You've been invited to ${/^the\s/i.test(portal) ? portal : `the ${portal}`}`,
    text: [
      greeting,
      `${inviter} invites you to join ${organization} on ${thePortal}.`,
      ...(message ? [`${message.replace(/^/gm, '> ')}\n> (${inviter})`] : []),
      how(mail.email),
      `Accept Invitation:\n${mail.link}`,
      expiry,
      stranger,
    ].join('\n\n'),
    html: mailHtml({
      preheader: `${inviter} invites you to join ${organization}. The invitation works for ${mail.life}.`,
      portalName: portalWords,
      heading: `Join ${organization}`,
      paragraphs: [
        `<bdi>${escapeHtml(greeting)}</bdi>`,
        `${strong(inviter)} invites you to join ${strong(organization)} on ${escapeHtml(thePortal)}.`,
        escapeHtml(how(withoutLinks(mail.email))),
      ],
      ...(message && { quote: { text: message, by: inviter } }),
      button: { label: 'Accept Invitation', link: mail.link },
      notes: [escapeHtml(expiry), escapeHtml(stranger)],
    }),
  };
}
