import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# Person', other: '# Personen' });

export const inviteLater: Words<'inviteLater'> = {
  notChecked:
    'Die Adressen konnten gerade nicht geprüft werden. Sie können trotzdem senden: Dann werden sie noch einmal geprüft.',
  resembles: (domain) => `Sieht aus wie ${domain}, ist aber eine andere Domain.`,
  state: {
    ok: '',
    malformed: 'Das ist keine E-Mail-Adresse.',
    duplicate: 'Diese Adresse steht zweimal in der Liste.',
    member: 'Bereits Mitglied.',
    invited: 'Bereits eingeladen.',
    otherDomain: 'Außerhalb Ihrer Organisation.',
    lookalike: 'Sieht aus wie Ihre eigene Domain, ist aber eine andere.',
    blocked: 'Adressen dieser Domain können nicht eingeladen werden.',
    rateLimited: 'Zu viele Einladungen an diese Adresse. Versuchen Sie es später noch einmal.',
    refused: 'Dieser Eintrag muss berichtigt werden.',
  },
  andMore: (count, f) => f.plural(count, { one: 'und # weitere', other: 'und # weitere' }),
  enterOne: 'Geben Sie mindestens eine E-Mail-Adresse ein.',
  issue: {
    malformed: (count, f) =>
      f.plural(count, { one: '# Eintrag ist keine E-Mail-Adresse', other: '# Einträge sind keine E-Mail-Adressen' }),
    duplicate: (count, f) =>
      f.plural(count, { one: '# Adresse steht zweimal hier', other: '# Adressen stehen zweimal hier' }),
    member: (count, f) =>
      f.plural(count, { one: '# Person ist bereits Mitglied', other: '# Personen sind bereits Mitglieder' }),
    invited: (count, f) =>
      f.plural(count, { one: '# Person ist bereits eingeladen', other: '# Personen sind bereits eingeladen' }),
    lookalike: (count, f) =>
      f.plural(count, { one: '# Adresse sieht nur aus wie Ihre', other: '# Adressen sehen nur aus wie Ihre' }),
    otherDomain: (count, f) =>
      f.plural(count, {
        one: '# Adresse ist außerhalb Ihrer Organisation',
        other: '# Adressen sind außerhalb Ihrer Organisation',
      }),
    blocked: (count, f) =>
      f.plural(count, {
        one: '# Adresse kann nicht eingeladen werden',
        other: '# Adressen können nicht eingeladen werden',
      }),
    rateLimited: (count, f) =>
      f.plural(count, {
        one: '# Adresse hat zu viele Einladungen bekommen',
        other: '# Adressen haben zu viele Einladungen bekommen',
      }),
    refused: (count, f) =>
      f.plural(count, { one: '# Eintrag muss berichtigt werden', other: '# Einträge müssen berichtigt werden' }),
  },
  edit: 'Bearbeiten',
  removeIssue: (count, f) => (count === 1 ? 'Entfernen' : `Alle ${f.number(count)} entfernen`),
  resend: (count, f) => (count === 1 ? 'Erneut senden' : `Alle ${f.number(count)} erneut senden`),
  resent: (who) => `Einladung erneut an ${who} gesendet`,
  resentMany: (count, f) =>
    f.plural(count, { one: '# Einladung erneut gesendet', other: '# Einladungen erneut gesendet' }),
  correctFirst: (count, f) =>
    f.plural(count, {
      one: '# Eintrag muss zuerst berichtigt oder entfernt werden. Es wurde nichts gesendet.',
      other: '# Einträge müssen zuerst berichtigt oder entfernt werden. Es wurde nichts gesendet.',
    }),
  groupRole: 'Rolle in der Gruppe',
  groupRoles: { member: 'Mitglied', owner: 'Leitung' },
  message: 'Persönliche Nachricht',
  messageHint: (left, f) => f.plural(left, { one: 'noch # Zeichen', other: 'noch # Zeichen' }),
  stopped:
    'Das Senden wurde angehalten. Ihre Eingaben sind noch hier; wenn Sie sie noch einmal senden, wird niemand doppelt eingeladen.',
  held: 'Nicht gesendet: Die Seite, auf der Sie sind, hat es nicht durchgelassen. Ihre Eingaben sind noch hier.',
  reviewHeading: (count, outside, domain, f) => {
    const sent = f.plural(count, { one: '# Einladung senden', other: '# Einladungen senden' });
    return outside === 0 ? `${sent}?` : `${sent}, ${f.number(outside)} davon außerhalb von ${domain}?`;
  },
  reviewOwn: 'Ihrer Organisation',
  outside: (domain) => `Außerhalb von ${domain}`,
  resemblesBadge: (domain) => `Nicht ${domain}`,
  lookCloser: (domain, own) =>
    `${domain} liest sich wie Ihre Domain ${own}, gehört aber nicht Ihnen. Prüfen Sie Buchstabe für Buchstabe.`,
  people: (count, f) => f.plural(count, { one: '# Person', other: '# Personen' }),
  theyGet: 'Sie bekommen',
  noRoles: 'Keine Rolle',
  inGroups: 'In Gruppen',
  back: 'Zurück',
  backToForm: 'Zurück zum Formular. Es wurde nichts gesendet.',
  sent: (count, f) => f.plural(count, { one: '# Einladung gesendet', other: '# Einladungen gesendet' }),
  created: (count, f) => f.plural(count, { one: '# Einladung erstellt', other: '# Einladungen erstellt' }),
  sentPart: (sent, not, f) => `${f.number(sent)} gesendet, ${f.number(not)} nicht`,
  sentPartDetail: 'Wer nicht eingeladen wurde, steht noch unten, mit dem Grund.',
  notSent: 'Nicht gesendet',
  needsCorrection: 'Etwas muss berichtigt werden. Es wurde nichts gesendet.',
  linksLead: 'Geben Sie die Links auf einem Weg weiter, dem Sie vertrauen: Jeder gilt einmal, für eine Person.',
  makeLink: 'Link kopieren',
  makeLinkFor: (who) => `Link für ${who} kopieren`,
  linkOf: (who) => `Link für ${who}`,
  copied: 'Kopiert',
  copiedFor: (who) => `Link für ${who} kopiert.`,
  shownFor: (who) => `Der Link für ${who} kann jetzt kopiert werden.`,
  linkFailed: (who) => `Der Link für ${who} konnte nicht erstellt werden.`,
  linkUntil: (moment) => `Gilt bis ${moment}`,
  done: 'Fertig',
  continueWith: (count, f) =>
    f.plural(count, { one: 'Weiter mit # nicht eingeladenen', other: 'Weiter mit # nicht eingeladenen' }),
  discardAddresses: (count, f) => f.plural(count, { one: '# Adresse verwerfen?', other: '# Adressen verwerfen?' }),
  discardOther: 'Ihre Eingaben verwerfen?',
  discardDetail: 'Es wurde noch keine Einladung dorthin gesendet.',
  discard: 'Verwerfen',
  keepEditing: 'Weiter bearbeiten',
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
};
