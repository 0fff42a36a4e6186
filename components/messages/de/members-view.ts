import type { Words } from '../en.ts';

export const membersView: Words<'membersView'> = {
  columns: 'Spalten',
  density: 'Dichte',
  comfortable: 'Luftig',
  compact: 'Kompakt',
  exporting: 'Die Datei wird vorbereitet',
  exported: (count, total, f) =>
    f.plural(count, { one: `${total} Person exportiert`, other: `${total} Personen exportiert` }),
};
