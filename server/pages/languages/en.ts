import { html } from 'hono/html';
import { limits } from '../../contract/index.ts';
import type { PasswordFault } from '../../domain/accounts/judge-password.ts';
import type { NameFault } from '../../domain/members/identity.ts';
import type { Markup } from '../layout.ts';
import type { PageRefusal } from '../page-error.ts';

/** What is wrong with one text, by the code that the server gives it. */
const password: Record<PasswordFault['code'], string> = {
  required: 'Choose a password.',
  too_short: `Use at least ${limits.passwordMin} characters: a few words that only you would put together do well.`,
  too_long: `A password has at most ${limits.passwordMax} characters.`,
  malformed: 'There is a character in this password that cannot be kept.',
  too_common: 'This is one of the first passwords anybody would try. Choose another one.',
  too_personal: 'This is too close to your address or the name of your organization. Choose another one.',
  unchanged: 'This is the password you have now. Choose another one.',
};

const name: Record<NameFault['code'], string> = {
  required: 'Enter your name.',
  characters: 'A name has no control or direction characters.',
  too_long: `A name has at most ${limits.name} characters.`,
};

/** Ends a request: a heading, and what to do. */
const refusals: Record<PageRefusal | 'unavailable' | 'refused' | 'defect', [heading: string, text: string]> = {
  outdated: [
    'This page was open for too long',
    'Nothing has been changed. Go back, load the page again and send it once more. Your browser must allow cookies for it.',
  ],
  notForm: ['This is not a form', 'The form was sent in a way that this page does not read.'],
  repeated: ['This form was sent wrongly', 'One of its fields came more than once.'],
  tooLong: ['That is too long', 'The form holds more than this page reads. Shorten what you typed.'],
  unavailable: [
    'One moment, please',
    'This cannot be answered right now. Nothing has been lost; try again in a few seconds.',
  ],
  refused: ['This cannot be done', 'Nothing has been changed. Go back and try again.'],
  defect: ['Something went wrong', 'This is a fault of ours. It has been noted. Try again in a while.'],
};

/** The English sentences of the pages: their type is that of every language. */
export const en = {
  /** Before the title of a page that tells of a fault. */
  error: 'Error:',
  goOn: 'Go on',
  email: 'Email address',
  faults: { name, password },
  refusals,
  tooManyTries: (minutes: number) =>
    `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`,
  tooManyPeople: 'Too many people are signing in right now. Try again in a moment.',
  signIn: {
    heading: 'Sign in',
    again: 'Sign in once more',
    againLead: 'What you are about to do asks for it.',
    password: 'Password',
    forgot: 'Forgot your password?',
    empty: 'Enter your address and your password.',
    wrong: 'That address and password do not go together.',
    already: 'You are signed in',
    as: (address: Markup) => html`As ${address}.`,
    go: 'Continue',
    other: 'Use another account',
    back: 'Back to sign in',
    temporaryOver: 'This temporary password is over',
    temporaryOverLead:
      'It was not changed in time. Ask an admin of your organization for a new one, or choose one yourself.',
    suspended: 'Your access is suspended',
    suspendedLead: (organizations: Markup) =>
      html`An admin of ${organizations} has suspended your access. Nothing of yours is lost. Ask an admin there to
      reactivate it.`,
  },
  session: {
    hello: (person: Markup) => html`Hello ${person}`,
    signedIn: 'You are signed in',
    signedInAs: (address: Markup) => html`Signed in as ${address}.`,
    nowhere: 'You are not a member of any organization at the moment.',
    suspended: 'Suspended',
    changePassword: 'Change password',
    signOut: 'Sign out',
    signOutAsk: 'Sign out?',
    signOutLead: (address: Markup) => html`You are signed in as ${address}.`,
    signedOut: 'You are signed out',
    signedOutLead: 'This browser no longer has your session.',
    signInAgain: 'Sign in again',
  },
  passwords: {
    hint: `At least ${limits.passwordMin} characters. A few words only you would put together do well.`,
    forgot: 'Forgot your password?',
    forgotLead: 'Enter your address, and we send you a link to choose a new one.',
    sendLink: 'Send link',
    enterAddress: 'Enter your address.',
    look: 'Look into your mail',
    lookLead:
      'If there is an account for the address you entered, a message with a link is on its way. The link works for an hour.',
    lookHint: 'Nothing there? Look among unwanted mail, and check that the address is the one you sign in with.',
    over: 'This link no longer works',
    overLead: 'It was used already, or its hour is over, or a newer one has taken its place.',
    sendNew: 'Send me a new link',
    choose: 'Choose a new password',
    chooseLead: (address: Markup) => html`For ${address}. You will be signed out everywhere else.`,
    temporaryLead: 'You were given a temporary password. Choose one of your own to go on.',
    new: 'New password',
    current: 'Current password',
    temporary: 'Temporary password',
    enterCurrent: 'Enter the password you have now.',
    wrongCurrent: 'This is not the password you have now.',
    save: 'Save password',
    changed: 'Your password is changed',
    changedLead: 'Sign in with it now. All your other sessions have ended.',
  },
  accept: {
    title: 'Accept your invitation',
    join: (organization: Markup) => html`Join ${organization}`,
    invitedBy: (inviter: Markup) => html`${inviter} has invited you.`,
    invitedTo: (organization: Markup) => html`You have been invited to ${organization}.`,
    joinAs: (address: Markup) => html`You join as ${address}.`,
    joinNow: 'Join',
    haveAccount: (address: Markup) => html`You have an account with ${address} already: sign in to it, then join.`,
    signInToJoin: 'Sign in to join',
    yourName: 'Your name',
    choosePassword: 'Choose a password',
    chooseAndIn: 'Choose a password, and you are in.',
    singleSignOn: 'You sign in with your organization’s single sign-on, so there is no password to choose.',
    accept: 'Accept invitation',
    foot: 'It was not you who was meant? Close this page: nothing happens without the button.',
    in: 'You are in',
    inLead: (organization: Markup) =>
      html`You are now a member of ${organization}. From now on, sign in with your organization’s single sign-on.`,
    other: 'This invitation is for another address',
    otherLead: (invited: Markup, yours: Markup) =>
      html`It was sent to ${invited}, and you are signed in as ${yours}. Nothing has been changed.`,
    mismatch: 'Sign in to the account of the invited address to accept it.',
    switchAccount: 'Switch account',
    stay: 'Stay signed in',
    asMail: 'Ask for this invitation as mail',
    asMailLead: (address: Markup) =>
      html`There is an account of ${address}, and nobody has confirmed that address yet. A link that was handed over
      cannot confirm it; one that is sent to it can. Ask whoever invited you to resend it.`,
    unknown: 'There is no invitation here',
    unknownLead:
      'Open the link in your invitation again, whole as it stands there. Your browser must allow cookies for this page.',
    over: 'This invitation no longer works',
    overLead: 'It was accepted already, or it has expired, was withdrawn, or was replaced by a newer one.',
    ways: [
      'Look for a newer message from the same sender.',
      'Or ask whoever invited you to send it again.',
      'Or sign in, if you have joined already.',
    ] as [string, string, string],
    unconfirmed: 'Confirm your address first',
    unconfirmedLead:
      'Nobody has shown yet that this address is yours. Have a link sent to it, choose a password there, and open the invitation again.',
    sendLink: 'Send me a link',
    lookAgain: 'Look at it again',
    seats: 'All seats are taken',
    seatsLead: 'Your invitation stays open. Tell whoever invited you, and try again when there is a seat.',
    tryAgain: 'Try again',
    member: 'You are a member already',
    memberLead: 'Under an address you had before. There is nothing left to accept.',
  },
};

export type PageWords = typeof en;
