import type { Words } from '../en.ts';

export const portal: Words<'portal'> = {
  sections: 'Secciones',
  members: 'Miembros',
  groups: 'Grupos',
  roles: 'Roles',
  audit: 'Registro',
  group: 'Grupo',
  everybody: 'Todos los grupos',
  allGroups: (count) => `Los ${count} grupos`,
  back: (to) => `Volver a ${to}`,
  notAllowedDetail: 'Para gestionar personas necesitas otro rol aquí. Un administrador puede dártelo.',
};
