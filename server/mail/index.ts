export type { InvitationMail, MailContent, MailTemplates, ResetMail } from './messages.ts';
export { defaultTemplates } from './messages.ts';
export type { Mailbox, Mailer, OutgoingMail } from './mailer.ts';
export { MailRefused } from './mailer.ts';
export type { SmtpOptions } from './smtp-mailer.ts';
export { smtpMailer } from './smtp-mailer.ts';
export type { DevelopmentMailbox, KeptMail } from './mailbox.ts';
export { makeMailbox } from './mailbox.ts';
