import type { Formats } from './formats.ts';

/** Words of the roles and of their editor. */
export const roles = {
  heading: 'Roles',
  columns: { name: 'Role', permissions: 'Allows', people: 'People' },
  create: 'New role',
  delete: 'Delete',
  exclusive: 'Stands alone',
  permissions: (count: number, f: Formats) => f.plural(count, { one: '# permission', other: '# permissions' }),
  nothing: 'Nothing yet',
  saved: (name: string) => `${name} saved`,
  deleted: (name: string) => `${name} deleted`,
  emptyTitle: 'No roles yet',
  emptyDetail: 'A role says what the people who hold it can do.',
  notAllowedDetail: 'Seeing roles needs another role here. An admin can give it to you.',
  newTitle: 'New role',
  editTitle: (name: string) => `Edit ${name}`,
  viewTitle: (name: string) => name,
  holders: (count: number, f: Formats) =>
    f.plural(count, {
      zero: 'Nobody has this role.',
      one: '# person has this role, and a change is theirs at once.',
      other: '# people have this role, and a change is theirs at once.',
    }),
  name: 'Name',
  description: 'Description',
  descriptionHint: 'Shown where somebody is given the role.',
  allows: 'What it allows',
  exclusiveLabel: 'Stands alone',
  exclusiveHint: 'Whoever has it can have no other role.',
  save: 'Save',
  discardTitle: 'Discard your changes?',
  discard: 'Discard',
  nameMissing: 'Give the role a name.',
  effectTitle: (count: number, f: Formats) =>
    f.plural(count, { one: 'Change what # person can do?', other: 'Change what # people can do?' }),
  gains: (count: number, permission: string, f: Formats) =>
    f.plural(count, { one: `# person can then ${permission}.`, other: `# people can then ${permission}.` }),
  loses: (count: number, permission: string, f: Formats) =>
    f.plural(count, {
      one: `# person can no longer ${permission}.`,
      other: `# people can no longer ${permission}.`,
    }),
  more: (count: number, f: Formats) => f.plural(count, { one: 'And # more.', other: 'And # more.' }),
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteNobody: 'Nobody has it. This cannot be undone.',
  deleteDetail: (count: number, f: Formats) =>
    f.plural(count, {
      one: '# person loses this role. This cannot be undone.',
      other: '# people lose this role. This cannot be undone.',
    }),
  deleteAll: (names: string) => `No role at all is left to ${names}.`,
  others: (count: number, f: Formats) => f.plural(count, { one: '# other', other: '# others' }),
  stale: 'Somebody else changed this role meanwhile. Below is what you have; saving again puts it in place of theirs.',
};
