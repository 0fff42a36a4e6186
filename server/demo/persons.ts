/** The people of each demo organization whose addresses are known: `<key>@<organization>.example`. */
export const demoPersons = {
  admin: { name: 'Robin Sayeed', as: 'Admin' },
  owner: { name: 'Ingrid Halvorsen', as: 'Group owner' },
  member: { name: 'Mateo Cárdenas', as: 'Member' },
} as const;

export type DemoPersonKey = keyof typeof demoPersons;

export function isDemoPerson(value: unknown): value is DemoPersonKey {
  return typeof value === 'string' && Object.hasOwn(demoPersons, value);
}
