import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# Person', other: '# Personen' });

export const invite: Words<'invite'> = {
  heading: 'Personen einladen',
  lead: (organization) => `Sie bekommen per E-Mail einen Link, um ${organization} beizutreten.`,
  leadNoMail: (organization) => `Sie treten ${organization} mit einem Link bei, den Sie weitergeben.`,
  linkWorksFor: (time) => `Gültigkeit des Links: ${time}.`,
  dialogFailed: 'Das Einladungsformular konnte nicht geladen werden.',
  addresses: 'E-Mail-Adressen',
  addressesPlaceholder: 'name@example.com, …',
  addressesHint: 'Fügen Sie eine Liste ein, oder drücken Sie nach jeder Adresse die Eingabetaste.',
  addressesKeys:
    'Mit den Pfeiltasten gehen Sie durch die Einträge; die Eingabetaste bearbeitet einen, Entf entfernt ihn.',
  listed: 'Einzuladende Personen',
  count: (count, max, f) => `${f.number(count)} von ${f.number(max)}`,
  added: (count, f) => `${people(count, f)} hinzugefügt.`,
  remove: (who) => `${who} entfernen`,
  removed: (who) => `${who} entfernt`,
  removedSaid: (text) => `${text}. Strg oder Befehl mit Z macht es rückgängig.`,
  removedMany: (count, f) => `${people(count, f)} entfernt`,
  overCount: (max, f) =>
    f.plural(max, {
      one: '# Person auf einmal. Der Rest bleibt im Feld; senden Sie diese zuerst.',
      other: '# Personen auf einmal. Der Rest bleibt im Feld; senden Sie diese zuerst.',
    }),
  tooLong: (max, f) =>
    f.plural(max, {
      one: 'Das Feld nimmt # Zeichen. Kürzen Sie den Text, oder trennen Sie die Adressen mit Kommas.',
      other: 'Das Feld nimmt # Zeichen. Kürzen Sie den Text, oder trennen Sie die Adressen mit Kommas.',
    }),
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
};
