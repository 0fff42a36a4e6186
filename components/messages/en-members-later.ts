import type { Formats } from './formats.ts';

/** Words of what is done to the people of the table: loaded after its first rows are on screen. */
export const membersLater = {
  emptyTitle: (noun: string) => `No ${noun} yet`,
  emptyDetail: 'Invite the first person: they appear here at once.',
  emptyReadonly: 'People appear here as soon as somebody invites them.',
  noResultsTitle: 'Nobody matches',
  /** `fields`: what is searched here; `filtered`: by more than the tab. */
  noResultsDetail: (fields: string[], filtered: boolean) => {
    if (!filtered) return 'There is nobody in this tab now.';
    return fields.length
      ? `Try another ${fields.join(' or ')}, or clear the filters.`
      : 'Clear the filters to see everybody.';
  },
  viewOptions: 'Columns and density',
  sortedBy: (column: string, descending: boolean) => `Sorted by ${column}, ${descending ? 'descending' : 'ascending'}.`,
  found: (total: string, count: number, f: Formats) =>
    f.plural(count, { one: `${total} person.`, other: `${total} people.` }),
  stale: 'This list could not be refreshed and may be out of date.',
  selected: (count: number, f: Formats) => f.plural(count, { one: '# selected', other: '# selected' }),
  selectAll: (total: string) => `Select all ${total} matching`,
  allSelected: (total: string) => `All ${total} matching are selected`,
  clearSelection: 'Clear selection',
  selectionCleared: 'Selection cleared because the list changed.',
  resend: 'Resend invite',
  revoke: 'Revoke invite',
  copyLink: 'Copy invitation link',
  resent: (name: string) => `Invitation sent again to ${name}`,
  revoked: (name: string) => `Invitation of ${name} revoked`,
  linkCopied: 'Link copied. It replaces the link in the mail',
  linkTitle: 'Invitation link',
  linkDetail: (name: string, moment: string) =>
    `Hand this link to ${name}. It replaces the link in the mail and works until ${moment}.`,
  resentMany: (done: number, f: Formats) =>
    f.plural(done, { one: '# invitation sent again', other: '# invitations sent again' }),
  revokedMany: (done: number, f: Formats) =>
    f.plural(done, { one: '# invitation revoked', other: '# invitations revoked' }),
  /** What follows the sentence of what was done: the people it was not done to, and why. */
  idleMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# person has no pending invitation', other: '# people have no pending invitation' }),
  heldMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# person was left out', other: '# people were left out' }),
  progress: (done: number, total: number, f: Formats) => `${f.number(done)} of ${f.number(total)}`,
  noneInvited: 'Nobody in the selection has a pending invitation.',
  invitationsSent: (count: number, f: Formats) =>
    f.plural(count, { one: '# invitation sent', other: '# invitations sent' }),
};
