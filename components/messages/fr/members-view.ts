import type { Words } from '../en.ts';

export const membersView: Words<'membersView'> = {
  columns: 'Colonnes',
  density: 'Densité',
  comfortable: 'Aérée',
  compact: 'Compacte',
  exporting: 'Préparation du fichier',
  exported: (count, total, f) =>
    f.plural(count, { one: `${total} personne exportée`, other: `${total} personnes exportées` }),
};
