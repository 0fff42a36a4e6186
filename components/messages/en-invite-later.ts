import type { Formats } from './formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# person', other: '# people' });

/** Words of the invitation dialog once it is used: groups, what is wrong, review, answers, links, questions. */
export const inviteLater = {
  notChecked: 'The addresses could not be checked just now. You can send anyway: they are checked again then.',
  resembles: (domain: string) => `Looks like ${domain}, but is another domain.`,
  /** Of one chip, where the server gives no sentence of its own. */
  state: {
    ok: '',
    malformed: 'This is not an email address.',
    duplicate: 'This address is in the list twice.',
    member: 'Already a member.',
    invited: 'Already invited.',
    otherDomain: 'Outside your organization.',
    lookalike: 'Looks like your own domain, but is another.',
    blocked: 'Addresses of this domain cannot be invited.',
    rateLimited: 'Too many invitations to this address. Try again later.',
    refused: 'This entry needs a correction.',
  },
  andMore: (count: number, f: Formats) => f.plural(count, { one: 'and # more', other: 'and # more' }),
  enterOne: 'Enter at least one email address.',
  /** Of all chips in one state: `who` is a list of them. */
  issue: {
    malformed: (count: number, f: Formats) =>
      f.plural(count, { one: '# entry is not an email address', other: '# entries are not email addresses' }),
    duplicate: (count: number, f: Formats) =>
      f.plural(count, { one: '# address is here twice', other: '# addresses are here twice' }),
    member: (count: number, f: Formats) =>
      f.plural(count, { one: '# person is already a member', other: '# people are already members' }),
    invited: (count: number, f: Formats) =>
      f.plural(count, { one: '# person is already invited', other: '# people are already invited' }),
    lookalike: (count: number, f: Formats) =>
      f.plural(count, { one: '# address only looks like yours', other: '# addresses only look like yours' }),
    otherDomain: (count: number, f: Formats) =>
      f.plural(count, {
        one: '# address is outside your organization',
        other: '# addresses are outside your organization',
      }),
    blocked: (count: number, f: Formats) =>
      f.plural(count, { one: '# address cannot be invited', other: '# addresses cannot be invited' }),
    rateLimited: (count: number, f: Formats) =>
      f.plural(count, { one: '# address had too many invitations', other: '# addresses had too many invitations' }),
    refused: (count: number, f: Formats) =>
      f.plural(count, { one: '# entry needs a correction', other: '# entries need a correction' }),
  },
  edit: 'Edit',
  removeIssue: (count: number, f: Formats) => (count === 1 ? 'Remove' : `Remove all ${f.number(count)}`),
  resend: (count: number, f: Formats) => (count === 1 ? 'Resend' : `Resend all ${f.number(count)}`),
  resent: (who: string) => `Invitation sent again to ${who}`,
  resentMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# invitation sent again', other: '# invitations sent again' }),
  correctFirst: (count: number, f: Formats) =>
    f.plural(count, {
      one: '# entry has to be corrected or removed first. Nothing was sent.',
      other: '# entries have to be corrected or removed first. Nothing was sent.',
    }),
  groupRole: 'Group role',
  groupRoles: { member: 'Member', owner: 'Owner' },
  message: 'Personal message',
  messageHint: (left: number, f: Formats) => f.plural(left, { one: '# character left', other: '# characters left' }),
  stopped: 'Sending was stopped. Your entries are still here; sending them again invites nobody twice.',
  held: 'Not sent: the page you are on did not let it through. Your entries are still here.',
  reviewHeading: (count: number, outside: number, domain: string, f: Formats) => {
    const sent = f.plural(count, { one: 'Send # invitation', other: 'Send # invitations' });
    return outside === 0 ? `${sent}?` : `${sent}, ${f.number(outside)} outside ${domain}?`;
  },
  reviewOwn: 'your organization',
  outside: (domain: string) => `Outside ${domain}`,
  resemblesBadge: (domain: string) => `Not ${domain}`,
  lookCloser: (domain: string, own: string) =>
    `${domain} reads like your domain ${own}, but is not yours. Check it letter by letter.`,
  people,
  theyGet: 'They get',
  noRoles: 'No role',
  inGroups: 'In groups',
  back: 'Back',
  backToForm: 'Back to the form. Nothing was sent.',
  sent: (count: number, f: Formats) => f.plural(count, { one: '# invitation sent', other: '# invitations sent' }),
  created: (count: number, f: Formats) =>
    f.plural(count, { one: '# invitation created', other: '# invitations created' }),
  sentPart: (sent: number, not: number, f: Formats) => `${f.number(sent)} sent, ${f.number(not)} not`,
  sentPartDetail: 'Who was not invited is still below, with the reason.',
  notSent: 'Not sent',
  needsCorrection: 'Something needs a correction. Nothing was sent.',
  linksLead: 'Hand over the links by a way you trust: each works once, for one person.',
  makeLink: 'Copy link',
  makeLinkFor: (who: string) => `Copy link for ${who}`,
  linkOf: (who: string) => `Link for ${who}`,
  copied: 'Copied',
  copiedFor: (who: string) => `Link for ${who} copied.`,
  shownFor: (who: string) => `Link for ${who} is ready to be copied.`,
  linkFailed: (who: string) => `The link for ${who} could not be made.`,
  linkUntil: (moment: string) => `Works until ${moment}`,
  done: 'Done',
  continueWith: (count: number, f: Formats) =>
    f.plural(count, { one: 'Go on with # not invited', other: 'Go on with # not invited' }),
  discardAddresses: (count: number, f: Formats) =>
    f.plural(count, { one: 'Discard # address?', other: 'Discard # addresses?' }),
  discardOther: 'Discard what you entered?',
  discardDetail: 'No invitation has been sent to them.',
  discard: 'Discard',
  keepEditing: 'Keep editing',
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
};
