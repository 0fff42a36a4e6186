import type { Words } from '../en.ts';

export const membersLater: Words<'membersLater'> = {
  emptyTitle: (noun) => `Pas encore de ${noun}`,
  emptyDetail: 'Invitez la première personne : elle apparaîtra ici aussitôt.',
  emptyReadonly: 'Les personnes apparaissent ici dès que quelqu’un les invite.',
  noResultsTitle: 'Aucun résultat',
  noResultsDetail: (fields, filtered) => {
    if (!filtered) return 'Il n’y a personne dans cet onglet pour le moment.';
    return fields.length
      ? `Essayez autre chose (${fields.join(' ou ')}), ou effacez les filtres.`
      : 'Effacez les filtres pour voir tout le monde.';
  },
  viewOptions: 'Colonnes et densité',
  sortedBy: (column, descending) => `Tri par ${column}, ordre ${descending ? 'décroissant' : 'croissant'}.`,
  found: (total, count, f) => f.plural(count, { one: `${total} personne.`, other: `${total} personnes.` }),
  stale: 'Cette liste n’a pas pu être actualisée et n’est peut-être plus à jour.',
  selected: (count, f) => f.plural(count, { one: '# sélectionnée', other: '# sélectionnées' }),
  selectAll: (total) => `Sélectionner les ${total} résultats`,
  allSelected: (total) => `Les ${total} résultats sont sélectionnés`,
  clearSelection: 'Effacer la sélection',
  selectionCleared: 'Sélection effacée, car la liste a changé.',
  resend: 'Renvoyer l’invitation',
  revoke: 'Révoquer l’invitation',
  copyLink: 'Copier le lien d’invitation',
  resent: (name) => `Invitation renvoyée à ${name}`,
  revoked: (name) => `Invitation de ${name} révoquée`,
  linkCopied: 'Lien copié. Il remplace celui de l’e-mail',
  linkTitle: 'Lien d’invitation',
  linkDetail: (name, moment) =>
    `Remettez ce lien à ${name}. Il remplace celui de l’e-mail et fonctionne jusqu’au ${moment}.`,
  resentMany: (done, f) => f.plural(done, { one: '# invitation renvoyée', other: '# invitations renvoyées' }),
  revokedMany: (done, f) => f.plural(done, { one: '# invitation révoquée', other: '# invitations révoquées' }),
  idleMany: (count, f) =>
    f.plural(count, {
      one: '# personne n’a pas d’invitation en attente',
      other: '# personnes n’ont pas d’invitation en attente',
    }),
  heldMany: (count, f) =>
    f.plural(count, { one: '# personne a été laissée de côté', other: '# personnes ont été laissées de côté' }),
  progress: (done, total, f) => `${f.number(done)} sur ${f.number(total)}`,
  noneInvited: 'Personne dans la sélection n’a d’invitation en attente.',
  invitationsSent: (count, f) => f.plural(count, { one: '# invitation envoyée', other: '# invitations envoyées' }),
};
