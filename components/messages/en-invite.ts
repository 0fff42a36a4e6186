import type { Formats } from './formats.ts';

/** Words of the invitation dialog as it opens. `f` writes numbers and chooses plurals. */
export const invite = {
  heading: 'Invite people',
  lead: (organization: string) => `They get a link by mail to join ${organization}.`,
  leadNoMail: (organization: string) => `They join ${organization} with a link that you hand over.`,
  linkWorksFor: (time: string) => `The link works for ${time}.`,
  dialogFailed: 'The invitation form could not be loaded.',
  addresses: 'Email addresses',
  addressesPlaceholder: 'name@example.com, …',
  addressesHint: 'Paste a list, or press Enter after each address.',
  checking: 'Checking the addresses',
  noMail: 'Invitations are not mailed here. After sending you get a link for each person to hand over.',
  send: (count: number, f: Formats) =>
    count < 2 ? 'Send invitation' : f.plural(count, { one: 'Send # invitation', other: 'Send # invitations' }),
  create: (count: number, f: Formats) =>
    count < 2 ? 'Create invitation' : f.plural(count, { one: 'Create # invitation', other: 'Create # invitations' }),
  review: (count: number, f: Formats) => f.plural(count, { one: 'Review # invitation', other: 'Review # invitations' }),
  sending: 'Sending',
  stop: 'Stop',
  lostNothing: 'Your entries are still here.',
  notAllowed: 'You cannot invite people here.',
  groups: 'Groups',
  groupsPlaceholder: 'Search groups',
  optional: 'optional',
  /** Around the default group's name. */
  defaultGroup: ['No group chosen: people join ', '.'] as [string, string],
  addMessage: 'Add a personal message',
};
