import type { Words } from '../en.ts';

export const inviteRows: Words<'inviteRows'> = {
  people: 'Einzuladende Personen',
  person: (row, f) => `Person ${f.number(row)}`,
  name: 'Name',
  email: 'E-Mail-Adresse',
  hint: 'Je eine Zeile. Fügen Sie eine Liste ein, um Zeilen zu füllen; die Eingabetaste geht weiter.',
  add: 'Person hinzufügen',
  remove: (who) => `${who} entfernen`,
  chooseRoles: 'Rollen wählen',
  overCount: (max, f) =>
    f.plural(max, {
      one: '# Person auf einmal. Der Rest bleibt unten; senden Sie diese zuerst.',
      other: '# Personen auf einmal. Der Rest bleibt unten; senden Sie diese zuerst.',
    }),
};
