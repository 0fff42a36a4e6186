import type { Formats } from './formats.ts';

/** Words of the layout in which every person to invite has a row. */
export const inviteRows = {
  people: 'People to invite',
  person: (row: number, f: Formats) => `Person ${f.number(row)}`,
  name: 'Name',
  email: 'Email address',
  hint: 'One row each. Paste a list to fill rows; Enter moves on.',
  add: 'Add a user',
  remove: (who: string) => `Remove ${who}`,
  chooseRoles: 'Choose roles',
  overCount: (max: number, f: Formats) =>
    f.plural(max, {
      one: '# person at once. The rest stays below; send this one first.',
      other: '# people at once. The rest stays below; send these first.',
    }),
};
