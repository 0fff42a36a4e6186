import type { Words } from '../en.ts';

export const roleChoice: Words<'roleChoice'> = {
  roles: 'Roles',
  role: 'Rol',
  exclusive: 'Excluye a otros',
  exclusiveHint: 'No se puede combinar con otros roles.',
  roleCleared: (chosen, cleared, count) =>
    `Se ha seleccionado ${chosen}. ${count === 1 ? 'Se ha desmarcado' : 'Se han desmarcado'} ${cleared}.`,
  rolesRestored: (roles) => `Seleccionado de nuevo: ${roles}.`,
};
