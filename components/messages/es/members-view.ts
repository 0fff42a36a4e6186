import type { Words } from '../en.ts';

export const membersView: Words<'membersView'> = {
  columns: 'Columnas',
  density: 'Densidad',
  comfortable: 'Holgada',
  compact: 'Compacta',
  exporting: 'Preparando el archivo',
  exported: (count, total, f) =>
    f.plural(count, { one: `${total} persona exportada`, other: `${total} personas exportadas` }),
};
