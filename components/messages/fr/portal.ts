import type { Words } from '../en.ts';

export const portal: Words<'portal'> = {
  sections: 'Rubriques',
  members: 'Membres',
  groups: 'Groupes',
  roles: 'Rôles',
  audit: 'Journal',
  group: 'Groupe',
  everybody: 'Tous les groupes',
  allGroups: (count) => `Les ${count} groupes`,
  back: (to) => `Retour : ${to}`,
  notAllowedDetail: 'Pour gérer des personnes, il vous faut un autre rôle ici. Un administrateur peut vous le donner.',
};
