import type { Words } from '../en.ts';

export const group: Words<'group'> = {
  members: (noun) => `Membres : ${noun}`,
  groupRole: 'Rôle dans le groupe',
  groupRoles: { owner: 'Propriétaire', member: 'Membre' },
  gives: 'Donne',
  add: (noun) => `Ajouter un membre : ${noun}`,
  editRole: (label) => `Modifier : ${label}`,
  remove: (noun) => `Retirer : ${noun}`,
  removed: (name, group) => `${name} ne fait plus partie de ${group}`,
  back: 'De retour.',
  emptyTitle: 'Il n’y a encore personne ici',
  emptyDetail: 'Ajoutez des personnes de l’organisation : elles en font partie aussitôt.',
  noMatch: 'Aucun résultat',
  missing: 'Il a été supprimé, ou vous n’êtes pas de ceux qui le voient.',
};
