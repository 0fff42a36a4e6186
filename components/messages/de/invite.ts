import type { Words } from '../en.ts';

export const invite: Words<'invite'> = {
  heading: 'Personen einladen',
  lead: (organization) => `Sie bekommen per E-Mail einen Link, um ${organization} beizutreten.`,
  leadNoMail: (organization) => `Sie treten ${organization} mit einem Link bei, den Sie weitergeben.`,
  linkWorksFor: (time) => `Gültigkeit des Links: ${time}.`,
  dialogFailed: 'Das Einladungsformular konnte nicht geladen werden.',
  addresses: 'E-Mail-Adressen',
  addressesPlaceholder: 'name@example.com, …',
  addressesHint: 'Fügen Sie eine Liste ein, oder drücken Sie nach jeder Adresse die Eingabetaste.',
  checking: 'Adressen werden geprüft',
  noMail:
    'Einladungen werden hier nicht per E-Mail verschickt. Nach dem Senden bekommen Sie für jede Person einen Link zum Weitergeben.',
  send: (count, f) =>
    count < 2 ? 'Einladung senden' : f.plural(count, { one: '# Einladung senden', other: '# Einladungen senden' }),
  create: (count, f) =>
    count < 2
      ? 'Einladung erstellen'
      : f.plural(count, { one: '# Einladung erstellen', other: '# Einladungen erstellen' }),
  review: (count, f) => f.plural(count, { one: '# Einladung prüfen', other: '# Einladungen prüfen' }),
  sending: 'Wird gesendet',
  stop: 'Anhalten',
  lostNothing: 'Ihre Eingaben sind noch hier.',
  notAllowed: 'Sie können hier niemanden einladen.',
  groups: 'Gruppen',
  groupsPlaceholder: 'Gruppen suchen',
  optional: 'optional',
  defaultGroup: ['Keine Gruppe gewählt: Personen kommen in ', '.'],
  addMessage: 'Persönliche Nachricht hinzufügen',
};
