import type { Words } from '../en.ts';
import { capital } from './capital.ts';

export const membersLater: Words<'membersLater'> = {
  emptyTitle: (noun) => `Noch keine ${capital(noun)}`,
  emptyDetail: 'Laden Sie die erste Person ein: Sie erscheint sofort hier.',
  emptyReadonly: 'Personen erscheinen hier, sobald jemand sie einlädt.',
  noResultsTitle: 'Keine Treffer',
  noResultsDetail: (fields, filtered) => {
    if (!filtered) return 'In diesem Tab ist gerade niemand.';
    return fields.length
      ? `Versuchen Sie es anders (${fields.join(' oder ')}), oder setzen Sie die Filter zurück.`
      : 'Setzen Sie die Filter zurück, um alle zu sehen.';
  },
  viewOptions: 'Spalten und Dichte',
  sortedBy: (column, descending) => `Sortiert nach ${column}, ${descending ? 'absteigend' : 'aufsteigend'}.`,
  found: (total, count, f) => f.plural(count, { one: `${total} Person.`, other: `${total} Personen.` }),
  stale: 'Diese Liste konnte nicht aktualisiert werden und ist vielleicht veraltet.',
  selected: (count, f) => f.plural(count, { one: '# ausgewählt', other: '# ausgewählt' }),
  selectAll: (total) => `Alle ${total} Treffer auswählen`,
  allSelected: (total) => `Alle ${total} Treffer sind ausgewählt`,
  clearSelection: 'Auswahl aufheben',
  selectionCleared: 'Die Auswahl wurde aufgehoben, weil sich die Liste geändert hat.',
  resend: 'Einladung erneut senden',
  revoke: 'Einladung zurückziehen',
  copyLink: 'Einladungslink kopieren',
  resent: (name) => `Einladung erneut an ${name} gesendet`,
  revoked: (name) => `Einladung von ${name} zurückgezogen`,
  linkCopied: 'Link kopiert. Er ersetzt den Link in der E-Mail',
  linkTitle: 'Einladungslink',
  linkDetail: (name, moment) =>
    `Geben Sie diesen Link an ${name} weiter. Er ersetzt den Link in der E-Mail und gilt bis ${moment}.`,
  resentMany: (done, f) =>
    f.plural(done, { one: '# Einladung erneut gesendet', other: '# Einladungen erneut gesendet' }),
  revokedMany: (done, f) => f.plural(done, { one: '# Einladung zurückgezogen', other: '# Einladungen zurückgezogen' }),
  idleMany: (count, f) =>
    f.plural(count, { one: '# Person hat keine offene Einladung', other: '# Personen haben keine offene Einladung' }),
  heldMany: (count, f) =>
    f.plural(count, { one: '# Person wurde ausgelassen', other: '# Personen wurden ausgelassen' }),
  progress: (done, total, f) => `${f.number(done)} von ${f.number(total)}`,
  noneInvited: 'Niemand in der Auswahl hat eine offene Einladung.',
  invitationsSent: (count, f) => f.plural(count, { one: '# Einladung gesendet', other: '# Einladungen gesendet' }),
};
