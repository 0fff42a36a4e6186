import type { Words } from '../en.ts';

export const roleChoice: Words<'roleChoice'> = {
  roles: 'Rollen',
  role: 'Rolle',
  exclusive: 'Schließt andere aus',
  exclusiveHint: 'Nicht mit anderen Rollen kombinierbar.',
  roleCleared: (chosen, cleared, count) =>
    `${chosen} ausgewählt. ${cleared} ${count === 1 ? 'wurde' : 'wurden'} abgewählt.`,
  rolesRestored: (roles) => `${roles} wieder ausgewählt.`,
};
