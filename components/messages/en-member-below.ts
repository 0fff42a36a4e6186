import type { Formats } from './formats.ts';

/** Words of what stands below one member's form, and of what is not there for everybody. */
export const memberBelow = {
  createLead: 'They can sign in at once, with a password that you hand over.',
  invitedAt: (when: string) => `Invited ${when}`,
  inviter: (name: string, when: string) => `Invited by ${name} ${when}`,
  delivery: { queued: 'Mail on its way', sent: 'Mail delivered', failed: 'Mail not delivered' },
  expires: (moment: string) => `Link works until ${moment}`,
  contactHeading: 'Contact details',
  /** What is asked for of how to reach somebody, by the names in which it is kept. */
  contact: { phone: 'Phone', place: 'Place', title: 'Job title' } as Record<string, string>,
  password: 'Temporary password',
  passwordHint: 'Left empty, one is made up.',
  people: (count: number, f: Formats) => f.plural(count, { one: '# person', other: '# people' }),
  access: 'What they can do, and why',
  sessions: 'Where they are signed in',
  resetPassword: 'Reset password',
  suspend: 'Suspend',
  reactivate: 'Reactivate',
  remove: 'Remove',
  resend: 'Resend invitation',
  link: 'Copy invitation link',
  revoke: 'Revoke invitation',
  readOnly: 'You can look here, and change nothing.',
  notAllowed: 'Seeing other people needs another role here.',
  failedTitle: 'This person could not be loaded',
  gone: 'This person is not here any more',
  goneDetail: 'They were removed.',
};
