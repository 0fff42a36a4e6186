import type { Words } from '../en.ts';
import { capital } from './capital.ts';

export const group: Words<'group'> = {
  members: (noun) => `Mitglieder (${capital(noun)})`,
  groupRole: 'Rolle in der Gruppe',
  groupRoles: { owner: 'Leitung', member: 'Mitglied' },
  gives: 'Gibt',
  add: (noun) => `Mitglied hinzufügen (${capital(noun)})`,
  editRole: (label) => `${label} bearbeiten`,
  remove: (noun) => `Entfernen (${capital(noun)})`,
  removed: (name, group) => `${name} aus ${group} entfernt`,
  back: 'Wieder dabei.',
  emptyTitle: 'Noch ist niemand hier',
  emptyDetail: 'Fügen Sie Personen der Organisation hinzu: Sie gehören sofort dazu.',
  noMatch: 'Keine Treffer',
  missing: 'Sie wurde gelöscht, oder Sie gehören nicht zu denen, die sie sehen.',
};
