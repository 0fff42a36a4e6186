const thePortal = (name: string): string => (/^the\s/i.test(name) ? name : `the ${name}`);

/**
 * The English sentences of mails: their type is that of every language. What a sentence is given is ready to stand in it,
 * as text or as HTML; the sentences themselves have no character that HTML reads otherwise.
 */
export const en = {
  greeting: (name: string) => `Hello ${name},`,
  greetingNobody: 'Hello,',
  /** A moment in UTC, of its day and its time. */
  moment: (day: string, time: string) => `${day} at ${time} UTC`,
  addressBelow: 'The button does not work? Open this address:',
  invitation: {
    // People write the article into the name or leave it out; the subject reads well either way.
    subject: (portal: string) => `You've been invited to ${thePortal(portal)}`,
    heading: (organization: string) => `Join ${organization}`,
    /** Whoever invites, where nobody has a name. */
    somebody: 'An administrator',
    invites: (inviter: string, organization: string, portal: string) =>
      `${inviter} invites you to join ${organization} on ${thePortal(portal)}.`,
    preheader: (inviter: string, organization: string, life: string) =>
      `${inviter} invites you to join ${organization}. The invitation works for ${life}.`,
    withPassword: (address: string) =>
      `Accept the invitation to create your password; from then on you sign in with ${address} and that password. If you already have an account, you use the one you have.`,
    singleSignOn: `Accept the invitation, then sign in with your organization's single sign-on.`,
    button: 'Accept Invitation',
    expiry: (life: string, until: string) =>
      `The invitation works once and for ${life}, until ${until}. After that, ask for a new one.`,
    stranger: 'You do not know what this is about? Then there is nothing to do: without you nothing happens.',
  },
  reset: {
    subject: (portal: string) => `Choose a new password for ${portal}`,
    heading: 'Choose a new password',
    preheader: (life: string) => `The link works for ${life}.`,
    what: (address: string) => `Somebody, most likely you, asked for a new password for ${address}.`,
    button: 'Choose Password',
    expiry: (life: string, until: string) => `The link works once and for ${life}, until ${until}.`,
    stranger: 'It was not you? Then there is nothing to do: your password stays as it is.',
  },
};

export type MailWords = typeof en;
