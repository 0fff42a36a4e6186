import type { Words } from '../en.ts';

export const pickers: Words<'pickers'> = {
  chosen: (what) => `${what} : sélection`,
  remove: (name) => `Retirer ${name}`,
  found: (count, f) => f.plural(count, { one: '# trouvé.', other: '# trouvés.' }),
  none: 'Aucun résultat.',
  failedSearch: 'La liste n’a pas pu être chargée.',
  more: (count, f) => f.plural(count, { one: '# autre : tapez pour affiner', other: '# autres : tapez pour affiner' }),
  added: (name) => `Ajout : ${name}.`,
  removed: (name) => `Retrait : ${name}.`,
  people: 'Personnes',
  searchPeople: 'Rechercher des personnes',
  excluded: 'Déjà choisi',
};
