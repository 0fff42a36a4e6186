import type { Words } from '../en.ts';

export const stats: Words<'stats'> = {
  heading: 'Personen',
  total: 'Alle',
  active: 'Aktiv',
  invited: 'Eingeladen',
  suspended: 'Gesperrt',
  byRole: 'Nach Rolle',
  notAllowedDetail:
    'Um zu sehen, wie viele Personen es gibt, brauchen Sie hier eine andere Rolle. Ein Admin kann sie Ihnen geben.',
};
