import type { Words } from '../en.ts';
import { capital } from './capital.ts';

export const groups: Words<'groups'> = {
  heading: 'Gruppen',
  noun: 'Gruppe',
  columns: { name: (noun) => `Name (${capital(noun)})`, count: 'Mitglieder', default: 'Standard', roles: 'Rollen' },
  byCount: (descending) => (descending ? 'Meiste Mitglieder zuerst' : 'Wenigste Mitglieder zuerst'),
  isDefault: 'Standard',
  people: (count, f) => f.plural(count, { one: '# Person', other: '# Personen' }),
  create: (noun) => `${capital(noun)} anlegen`,
  edit: (noun) => `${capital(noun)} bearbeiten`,
  manage: (noun) => `Mitglieder verwalten: ${capital(noun)}`,
  makeDefault: 'Zum Standard machen',
  delete: (noun) => `${capital(noun)} löschen`,
  search: 'Nach Namen suchen',
  emptyTitle: (nouns) => `Noch keine ${capital(nouns)}`,
  emptyDetail: 'Eine Gruppe bringt Personen zusammen und kann ihnen Rollen geben.',
  noMatch: (nouns) => `Keine passenden ${capital(nouns)}`,
  notAllowedDetail: 'Um Gruppen zu sehen, brauchen Sie hier eine andere Rolle. Ein Admin kann sie Ihnen geben.',
};
