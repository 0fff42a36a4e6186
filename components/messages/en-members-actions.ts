import type { Formats } from './formats.ts';

/** Words of what is done to people, one from their row or many as a selection: loaded when a menu or the selection is used. */
export const membersActions = {
  edit: 'Edit',
  editInvitation: 'Edit invitation',
  resetPassword: 'Send password reset',
  suspend: 'Suspend',
  reactivate: 'Reactivate',
  remove: 'Remove',
  addRoles: 'Add a role',
  removeRoles: 'Take a role away',
  addToGroup: 'Add to a group',
  removeFromGroup: 'Take out of a group',
  /** `status`: the word of the badge and the tab. */
  isNow: (name: string, status: string) => `${name} is now ${status}`,
  areNow: (count: number, status: string, f: Formats) =>
    f.plural(count, { one: `# person is now ${status}`, other: `# people are now ${status}` }),
  removedMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# person was removed', other: '# people were removed' }),
  changedMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# person was changed', other: '# people were changed' }),
  /** Where nothing was to do for them. */
  unchangedMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# was so already', other: '# were so already' }),
  refusedMany: (count: number, f: Formats) =>
    f.plural(count, { one: 'Not done for # person', other: 'Not done for # people' }),
  /** What was not tried any more. */
  leftMany: (count: number, f: Formats) =>
    f.plural(count, { one: '# person is still to be done', other: '# people are still to be done' }),
  undoneNot: (count: number, f: Formats) =>
    f.plural(count, {
      one: 'For # person it could not be taken back',
      other: 'For # people it could not be taken back',
    }),
  manyTitle: (verb: string, count: number, f: Formats) =>
    f.plural(count, { one: `${verb}: # person?`, other: `${verb}: # people?` }),
  removeManyDetail: (removedName: string) =>
    `They are signed out at once, lose their roles and groups, and can come back by a new invitation only. What they made stays, by “${removedName}”. This cannot be undone.`,
  manyDetail: 'This happens to all of them at once. You can take it back for ten minutes.',
  giveTitle: (verb: string, count: number, f: Formats) =>
    f.plural(count, { one: `${verb}: # person`, other: `${verb}: # people` }),
  nothingToGive: 'There is none that you could choose here.',
};
