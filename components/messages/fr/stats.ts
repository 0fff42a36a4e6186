import type { Words } from '../en.ts';

export const stats: Words<'stats'> = {
  heading: 'Personnes',
  total: 'Toutes',
  active: 'Actives',
  invited: 'Invitées',
  suspended: 'Suspendues',
  byRole: 'Par rôle',
  notAllowedDetail:
    'Pour voir combien de personnes il y a, il vous faut un autre rôle ici. Un administrateur peut vous le donner.',
};
