import type { Words } from '../en.ts';

export const pickers: Words<'pickers'> = {
  chosen: (what) => `${what}: ausgewählt`,
  remove: (name) => `${name} entfernen`,
  found: (count, f) => f.plural(count, { one: '# gefunden.', other: '# gefunden.' }),
  none: 'Keine Treffer.',
  failedSearch: 'Die Liste konnte nicht geladen werden.',
  more: (count, f) =>
    f.plural(count, { one: '# weiterer: zum Eingrenzen tippen', other: '# weitere: zum Eingrenzen tippen' }),
  added: (name) => `${name} hinzugefügt.`,
  removed: (name) => `${name} entfernt.`,
  people: 'Personen',
  searchPeople: 'Personen suchen',
  excluded: 'Schon ausgewählt',
};
