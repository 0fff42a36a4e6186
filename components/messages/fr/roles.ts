import type { Words } from '../en.ts';

export const roles: Words<'roles'> = {
  heading: 'Rôles',
  columns: { name: 'Rôle', permissions: 'Autorise', people: 'Personnes' },
  create: 'Nouveau rôle',
  delete: 'Supprimer',
  exclusive: 'Exclusif',
  permissions: (count, f) => f.plural(count, { one: '# autorisation', other: '# autorisations' }),
  nothing: 'Rien pour l’instant',
  saved: (name) => `${name} : enregistré`,
  deleted: (name) => `${name} : supprimé`,
  emptyTitle: 'Pas encore de rôles',
  emptyDetail: 'Un rôle dit ce que peuvent faire les personnes qui l’ont.',
  notAllowedDetail: 'Pour voir les rôles, il vous faut un autre rôle ici. Un administrateur peut vous le donner.',
  newTitle: 'Nouveau rôle',
  editTitle: (name) => `Modifier ${name}`,
  viewTitle: (name) => name,
  holders: (count, f) =>
    f.plural(count, {
      zero: 'Personne n’a ce rôle.',
      one: '# personne a ce rôle, et tout changement vaut aussitôt pour elle.',
      other: '# personnes ont ce rôle, et tout changement vaut aussitôt pour elles.',
    }),
  name: 'Nom',
  description: 'Description',
  descriptionHint: 'Affichée là où l’on donne ce rôle.',
  allows: 'Ce qu’il autorise',
  exclusiveLabel: 'Exclusif',
  exclusiveHint: 'Qui l’a ne peut avoir aucun autre rôle.',
  save: 'Enregistrer',
  discardTitle: 'Abandonner vos modifications ?',
  discard: 'Abandonner',
  nameMissing: 'Donnez un nom au rôle.',
  effectTitle: (count, f) =>
    f.plural(count, {
      one: 'Changer ce que # personne peut faire ?',
      other: 'Changer ce que # personnes peuvent faire ?',
    }),
  gains: (count, permission, f) =>
    f.plural(count, {
      one: `# personne pourra alors : ${permission}.`,
      other: `# personnes pourront alors : ${permission}.`,
    }),
  loses: (count, permission, f) =>
    f.plural(count, {
      one: `# personne ne pourra plus : ${permission}.`,
      other: `# personnes ne pourront plus : ${permission}.`,
    }),
  more: (count, f) => f.plural(count, { one: 'Et # autre.', other: 'Et # autres.' }),
  deleteTitle: (name) => `Supprimer ${name} ?`,
  deleteNobody: 'Personne ne l’a. Cela ne peut pas être annulé.',
  deleteDetail: (count, f) =>
    f.plural(count, {
      one: '# personne perd ce rôle. Cela ne peut pas être annulé.',
      other: '# personnes perdent ce rôle. Cela ne peut pas être annulé.',
    }),
  deleteAll: (names) => `N’ont plus aucun rôle : ${names}.`,
  others: (count, f) => f.plural(count, { one: '# autre', other: '# autres' }),
  stale:
    'Quelqu’un d’autre a modifié ce rôle entre-temps. Voici ce que vous avez ; enregistrer de nouveau remplace l’autre modification.',
};
