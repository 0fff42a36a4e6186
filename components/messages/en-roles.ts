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
      one: '# person has this role.',
      other: '# people have this role.',
    }),
  name: 'Name',
  description: 'Description',
  descriptionHint: 'Shown where somebody is given the role.',
  allows: 'What it allows',
  /** What permissions are about, and what each lets one do; a host's own stands by its name. */
  resources: {
    member: 'Members',
    group: 'Groups',
    role: 'Roles',
    grant: 'Access for a time',
    audit: 'Audit log',
    organization: 'Organization',
  } as Record<string, string>,
  acts: {
    'member:read': 'See',
    'member:invite': 'Invite',
    'member:create': 'Create',
    'member:update': 'Edit',
    'member:remove': 'Remove',
    'member:suspend': 'Suspend',
    'member:password': 'Reset passwords',
    'member:sessions': 'End sessions',
    'member:export': 'Export',
    'group:read': 'See',
    'group:manage': 'Create and edit',
    'group:members': 'Choose members',
    'role:read': 'See',
    'role:manage': 'Create and edit',
    'grant:manage': 'Give and end',
    'audit:read': 'Read',
    'organization:manage': 'Change settings',
  } as Record<string, string>,
  exclusiveLabel: 'Stands alone',
  exclusiveHint: 'Whoever has it can have no other role.',
  save: 'Save',
  discardTitle: 'Discard your changes?',
  discard: 'Discard',
  nameMissing: 'Give the role a name.',
  effectTitle: (count: number, f: Formats) =>
    f.plural(count, { one: 'Change what # person can do?', other: 'Change what # people can do?' }),
  gains: (count: number, permission: string, f: Formats) =>
    f.plural(count, { one: `# person gains ${permission}.`, other: `# people gain ${permission}.` }),
  loses: (count: number, permission: string, f: Formats) =>
    f.plural(count, {
      one: `# person loses ${permission}.`,
      other: `# people lose ${permission}.`,
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
};
