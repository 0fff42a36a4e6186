import type { Words } from '../en.ts';

export const groups: Words<'groups'> = {
  heading: 'Groupes',
  noun: 'Groupe',
  columns: { name: (noun) => `Nom du ${noun}`, count: 'Membres', default: 'Par défaut', roles: 'Rôles' },
  byCount: (descending) => (descending ? 'Le plus de membres d’abord' : 'Le moins de membres d’abord'),
  isDefault: 'Par défaut',
  people: (count, f) => f.plural(count, { one: '# personne', other: '# personnes' }),
  create: (noun) => `Créer : ${noun}`,
  edit: (noun) => `Modifier : ${noun}`,
  manage: (noun) => `Gérer les membres : ${noun}`,
  makeDefault: 'Définir par défaut',
  delete: (noun) => `Supprimer : ${noun}`,
  search: 'Rechercher par nom',
  emptyTitle: (nouns) => `Pas encore de ${nouns}`,
  emptyDetail: 'Un groupe réunit des personnes et peut leur donner des rôles.',
  noMatch: (nouns) => `Pas de ${nouns} correspondants`,
  notAllowedDetail: 'Pour voir les groupes, il vous faut un autre rôle ici. Un administrateur peut vous le donner.',
};
