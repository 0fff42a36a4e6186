import type { Words } from '../en.ts';

export const membersActions: Words<'membersActions'> = {
  edit: 'Modifier',
  editInvitation: 'Modifier l’invitation',
  resetPassword: 'Envoyer un lien de nouveau mot de passe',
  suspend: 'Suspendre',
  reactivate: 'Réactiver',
  remove: 'Retirer',
  addRoles: 'Donner un rôle',
  removeRoles: 'Enlever un rôle',
  addToGroup: 'Ajouter à un groupe',
  removeFromGroup: 'Retirer d’un groupe',
  isNow: (name, status) => `${name} : nouveau statut, ${status}`,
  areNow: (count, status, f) =>
    f.plural(count, {
      one: `# personne : nouveau statut, ${status}`,
      other: `# personnes : nouveau statut, ${status}`,
    }),
  removedMany: (count, f) =>
    f.plural(count, { one: '# personne a été retirée', other: '# personnes ont été retirées' }),
  changedMany: (count, f) =>
    f.plural(count, { one: '# personne a été modifiée', other: '# personnes ont été modifiées' }),
  unchangedMany: (count, f) => f.plural(count, { one: '# l’était déjà', other: '# l’étaient déjà' }),
  refusedMany: (count, f) => f.plural(count, { one: 'Non fait pour # personne', other: 'Non fait pour # personnes' }),
  leftMany: (count, f) =>
    f.plural(count, { one: '# personne reste à traiter', other: '# personnes restent à traiter' }),
  undoneNot: (count, f) =>
    f.plural(count, {
      one: 'Pour # personne, l’annulation n’a pas été possible',
      other: 'Pour # personnes, l’annulation n’a pas été possible',
    }),
  manyTitle: (verb, count, f) => f.plural(count, { one: `${verb} : # personne ?`, other: `${verb} : # personnes ?` }),
  removeManyDetail: (removedName) =>
    `Ces personnes sont déconnectées aussitôt, perdent leurs rôles et leurs groupes, et ne peuvent revenir qu’avec une nouvelle invitation. Ce qu’elles ont créé reste, sous « ${removedName} ». Cela ne peut pas être annulé.`,
  manyDetail: 'Cela se fait pour toutes à la fois. Vous pouvez l’annuler pendant dix minutes.',
  giveTitle: (verb, count, f) => f.plural(count, { one: `${verb} : # personne`, other: `${verb} : # personnes` }),
  nothingToGive: 'Il n’y a rien que vous puissiez choisir ici.',
};
