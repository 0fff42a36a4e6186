import type { Words } from '../en.ts';

export const portal: Words<'portal'> = {
  sections: 'Bereiche',
  members: 'Mitglieder',
  groups: 'Gruppen',
  roles: 'Rollen',
  audit: 'Protokoll',
  group: 'Gruppe',
  everybody: 'Alle Gruppen',
  allGroups: (count) => `Alle ${count} Gruppen`,
  back: (to) => `Zurück: ${to}`,
  notAllowedDetail: 'Um Personen zu verwalten, brauchen Sie hier eine andere Rolle. Ein Admin kann sie Ihnen geben.',
};
