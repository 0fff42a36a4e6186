import type { Formats } from './formats.ts';

/** Words of fields that search as one types, and of the one that chooses people. */
export const pickers = {
  /** Name of the list of what is chosen: `what` is the field's own name. */
  chosen: (what: string) => `${what}: chosen`,
  remove: (name: string) => `Remove ${name}`,
  found: (count: number, f: Formats) => f.plural(count, { one: '# found.', other: '# found.' }),
  none: 'Nothing matches.',
  failedSearch: 'The list could not be loaded.',
  more: (count: number, f: Formats) =>
    f.plural(count, { one: '# more: type to narrow', other: '# more: type to narrow' }),
  added: (name: string) => `${name} added.`,
  removed: (name: string) => `${name} removed.`,
  people: 'People',
  searchPeople: 'Search people',
  excluded: 'Already chosen',
};
