import type { Words } from '../en.ts';

export const roles: Words<'roles'> = {
  heading: 'Rollen',
  columns: { name: 'Rolle', permissions: 'Erlaubt', people: 'Personen' },
  create: 'Neue Rolle',
  delete: 'Löschen',
  exclusive: 'Steht allein',
  permissions: (count, f) => f.plural(count, { one: '# Berechtigung', other: '# Berechtigungen' }),
  nothing: 'Noch nichts',
  saved: (name) => `${name} gespeichert`,
  deleted: (name) => `${name} gelöscht`,
  emptyTitle: 'Noch keine Rollen',
  emptyDetail: 'Eine Rolle sagt, was die Personen tun können, die sie haben.',
  notAllowedDetail: 'Um Rollen zu sehen, brauchen Sie hier eine andere Rolle. Ein Admin kann sie Ihnen geben.',
  newTitle: 'Neue Rolle',
  editTitle: (name) => `${name} bearbeiten`,
  viewTitle: (name) => name,
  holders: (count, f) =>
    f.plural(count, {
      zero: 'Niemand hat diese Rolle.',
      one: '# Person hat diese Rolle; eine Änderung gilt für sie sofort.',
      other: '# Personen haben diese Rolle; eine Änderung gilt für sie sofort.',
    }),
  name: 'Name',
  description: 'Beschreibung',
  descriptionHint: 'Zu sehen, wo jemand die Rolle bekommt.',
  allows: 'Was sie erlaubt',
  exclusiveLabel: 'Steht allein',
  exclusiveHint: 'Wer sie hat, kann keine andere Rolle haben.',
  save: 'Speichern',
  discardTitle: 'Änderungen verwerfen?',
  discard: 'Verwerfen',
  nameMissing: 'Geben Sie der Rolle einen Namen.',
  effectTitle: (count, f) =>
    f.plural(count, { one: 'Ändern, was # Person tun kann?', other: 'Ändern, was # Personen tun können?' }),
  gains: (count, permission, f) =>
    f.plural(count, { one: `# Person kann dann: ${permission}.`, other: `# Personen können dann: ${permission}.` }),
  loses: (count, permission, f) =>
    f.plural(count, {
      one: `# Person kann nicht mehr: ${permission}.`,
      other: `# Personen können nicht mehr: ${permission}.`,
    }),
  more: (count, f) => f.plural(count, { one: 'Und # weitere.', other: 'Und # weitere.' }),
  deleteTitle: (name) => `${name} löschen?`,
  deleteNobody: 'Niemand hat sie. Das lässt sich nicht rückgängig machen.',
  deleteDetail: (count, f) =>
    f.plural(count, {
      one: '# Person verliert diese Rolle. Das lässt sich nicht rückgängig machen.',
      other: '# Personen verlieren diese Rolle. Das lässt sich nicht rückgängig machen.',
    }),
  deleteAll: (names) => `Gar keine Rolle mehr haben: ${names}.`,
  others: (count, f) => f.plural(count, { one: '# weitere Person', other: '# weitere' }),
  stale:
    'Jemand anders hat diese Rolle inzwischen geändert. Unten steht, was Sie haben; wenn Sie noch einmal speichern, tritt es an die Stelle der anderen Änderung.',
};
