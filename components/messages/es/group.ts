import type { Words } from '../en.ts';

export const group: Words<'group'> = {
  members: (noun) => `Miembros: ${noun}`,
  groupRole: 'Rol en el grupo',
  groupRoles: { owner: 'Responsable', member: 'Miembro' },
  gives: 'Da',
  add: (noun) => `Añadir miembro: ${noun}`,
  editRole: (label) => `Editar: ${label}`,
  remove: (noun) => `Sacar: ${noun}`,
  removed: (name, group) => `Se ha sacado a ${name} de ${group}`,
  back: 'De vuelta.',
  emptyTitle: 'Aún no hay nadie aquí',
  emptyDetail: 'Añade a personas de la organización: entran enseguida.',
  noMatch: 'Sin resultados',
  missing: 'Se ha eliminado, o no eres de quienes lo ven.',
};
