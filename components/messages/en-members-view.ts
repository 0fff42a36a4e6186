import type { Formats } from './formats.ts';

/** Words of how the table is shown, and of its file. */
export const membersView = {
  columns: 'Columns',
  density: 'Density',
  comfortable: 'Comfortable',
  compact: 'Compact',
  exporting: 'Preparing the file',
  exported: (count: number, total: string, f: Formats) =>
    f.plural(count, { one: `${total} person exported`, other: `${total} people exported` }),
};
