import type { Words } from '../en.ts';

export const inviteRows: Words<'inviteRows'> = {
  people: 'Personnes à inviter',
  person: (row, f) => `Personne ${f.number(row)}`,
  name: 'Nom',
  email: 'Adresse e-mail',
  hint: 'Une ligne par personne. Collez une liste pour remplir des lignes ; Entrée passe à la suivante.',
  add: 'Ajouter une personne',
  remove: (who) => `Retirer ${who}`,
  chooseRoles: 'Choisir des rôles',
  overCount: (max, f) =>
    f.plural(max, {
      one: '# personne à la fois. Le reste demeure ci-dessous ; envoyez d’abord ceci.',
      other: '# personnes à la fois. Le reste demeure ci-dessous ; envoyez d’abord ceci.',
    }),
};
