import type { Words } from '../en.ts';

export const roleChoice: Words<'roleChoice'> = {
  roles: 'Rôles',
  role: 'Rôle',
  exclusive: 'Exclut les autres',
  exclusiveHint: 'Ne peut pas être combiné avec d’autres rôles.',
  roleCleared: (chosen, cleared, count) =>
    `${chosen} : sélectionné. ${cleared} : ${count === 1 ? 'désélectionné' : 'désélectionnés'}.`,
  rolesRestored: (roles) => `De nouveau sélectionné : ${roles}.`,
};
