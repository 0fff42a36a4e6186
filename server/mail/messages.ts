import { invitationMessage } from './invitation-message.ts';
import { resetMessage } from './reset-message.ts';

/** What an invitation's mail is made from. All of it is plain text: a template escapes what it puts into HTML. */
export interface InvitationMail {
  /** The organization's language, BCP 47: the `locale` of its portal document, else `en`. */
  locale: string;
  /** What people call the product: `labels.portal`, else the name of the portal document. */
  portalName: string;
  organizationName: string;
  /** `null` where a program invited, or somebody without a name. */
  inviterName: string | null;
  /** The invited person, where somebody gave a name. */
  name: string | null;
  email: string;
  /** The inviter's personal line. */
  message: string | null;
  /** Accepts the invitation. Stands nowhere else: never log it. */
  link: string;
  /** How long the link works, counted from the invitation, in words: `1 day`, `12 hours`. In the locale's where Roster speaks it. */
  life: string;
  expiresAt: Date;
  /** People sign in with their organization's single sign-on: no password is to be mentioned. */
  singleSignOn: boolean;
}

/** What the mail about a new password is made from. */
export interface ResetMail {
  /** As of an invitation. */
  locale: string;
  portalName: string;
  name: string | null;
  email: string;
  link: string;
  life: string;
  expiresAt: Date;
}

/** One mail's content. A subject with a line break is refused. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

/** The kinds of mail; a host replaces any of them: `createRoster({ mail: { templates: { invitation } } })`. */
export interface MailTemplates {
  invitation(mail: InvitationMail): MailContent;
  reset(mail: ResetMail): MailContent;
}

export const defaultTemplates: MailTemplates = { invitation: invitationMessage, reset: resetMessage };
