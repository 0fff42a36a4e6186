import type { Formats } from './formats.ts';

/** Words of the groups' table and of a group's menu. `noun`: what the portal calls a group, in running text. */
export const groups = {
  heading: 'Groups',
  noun: 'Group',
  columns: { name: (noun: string) => `${noun} name`, count: 'Member count', default: 'Default', roles: 'Roles' },
  byCount: (descending: boolean): string => (descending ? 'Most members first' : 'Fewest members first'),
  isDefault: 'Default',
  people: (count: number, f: Formats) => f.plural(count, { one: '# person', other: '# people' }),
  create: (noun: string) => `New ${noun}`,
  edit: (noun: string) => `Edit ${noun}`,
  manage: (noun: string) => `Manage ${noun} members`,
  makeDefault: 'Make default',
  delete: (noun: string) => `Delete ${noun}`,
  search: 'Search by name',
  emptyTitle: (nouns: string) => `No ${nouns} yet`,
  emptyDetail: 'A group brings people together, and can give them roles.',
  noMatch: (nouns: string) => `No ${nouns} match`,
  notAllowedDetail: 'Seeing groups needs another role here. An admin can give it to you.',
};
