import type { Words } from '../en.ts';

export const membersActions: Words<'membersActions'> = {
  edit: 'Bearbeiten',
  editInvitation: 'Einladung bearbeiten',
  resetPassword: 'Link für neues Passwort senden',
  suspend: 'Sperren',
  reactivate: 'Entsperren',
  remove: 'Entfernen',
  addRoles: 'Rolle geben',
  removeRoles: 'Rolle nehmen',
  addToGroup: 'In eine Gruppe aufnehmen',
  removeFromGroup: 'Aus einer Gruppe nehmen',
  isNow: (name, status) => `${name} ist jetzt: ${status}`,
  areNow: (count, status, f) =>
    f.plural(count, { one: `# Person ist jetzt: ${status}`, other: `# Personen sind jetzt: ${status}` }),
  removedMany: (count, f) => f.plural(count, { one: '# Person wurde entfernt', other: '# Personen wurden entfernt' }),
  changedMany: (count, f) => f.plural(count, { one: '# Person wurde geändert', other: '# Personen wurden geändert' }),
  unchangedMany: (count, f) => f.plural(count, { one: 'Bei # war es schon so', other: 'Bei # war es schon so' }),
  refusedMany: (count, f) =>
    f.plural(count, { one: 'Bei # Person nicht ausgeführt', other: 'Bei # Personen nicht ausgeführt' }),
  leftMany: (count, f) => f.plural(count, { one: '# Person steht noch aus', other: '# Personen stehen noch aus' }),
  undoneNot: (count, f) =>
    f.plural(count, {
      one: 'Bei # Person ließ es sich nicht rückgängig machen',
      other: 'Bei # Personen ließ es sich nicht rückgängig machen',
    }),
  manyTitle: (verb, count, f) => f.plural(count, { one: `${verb}: # Person?`, other: `${verb}: # Personen?` }),
  removeManyDetail: (removedName) =>
    `Sie werden sofort abgemeldet, verlieren ihre Rollen und Gruppen und können nur mit einer neuen Einladung zurückkommen. Was sie angelegt haben, bleibt, von „${removedName}“. Das lässt sich nicht rückgängig machen.`,
  manyDetail: 'Das geschieht für alle auf einmal. Zehn Minuten lang können Sie es rückgängig machen.',
  giveTitle: (verb, count, f) => f.plural(count, { one: `${verb}: # Person`, other: `${verb}: # Personen` }),
  nothingToGive: 'Hier gibt es nichts, was Sie wählen könnten.',
};
