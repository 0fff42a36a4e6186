import type { Formats } from './formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# person', other: '# people' });

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
  addressesKeys: 'Arrow keys walk through what is entered; Enter edits it, Delete removes it.',
  listed: 'People to invite',
  count: (count: number, max: number, f: Formats) => `${f.number(count)} of ${f.number(max)}`,
  added: (count: number, f: Formats) => `${people(count, f)} added.`,
  remove: (who: string) => `Remove ${who}`,
  removed: (who: string) => `${who} removed`,
  removedSaid: (text: string) => `${text}. Control or Command with Z brings it back.`,
  removedMany: (count: number, f: Formats) => `${people(count, f)} removed`,
  overCount: (max: number, f: Formats) =>
    f.plural(max, {
      one: '# person at once. The rest stays in the field; send this one first.',
      other: '# people at once. The rest stays in the field; send these first.',
    }),
  tooLong: (max: number, f: Formats) =>
    f.plural(max, {
      one: 'The field takes # character. Shorten the text, or part the addresses with commas.',
      other: 'The field takes # characters. Shorten the text, or part the addresses with commas.',
    }),
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
};
