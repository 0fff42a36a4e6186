import type { Words } from '../en.ts';

export const groups: Words<'groups'> = {
  heading: 'Grupos',
  noun: 'Grupo',
  columns: { name: (noun) => `Nombre del ${noun}`, count: 'Miembros', default: 'Predeterminado', roles: 'Roles' },
  byCount: (descending) => (descending ? 'Primero los de más miembros' : 'Primero los de menos miembros'),
  isDefault: 'Predeterminado',
  people: (count, f) => f.plural(count, { one: '# persona', other: '# personas' }),
  create: (noun) => `Crear ${noun}`,
  edit: (noun) => `Editar ${noun}`,
  manage: (noun) => `Gestionar miembros: ${noun}`,
  makeDefault: 'Hacer predeterminado',
  delete: (noun) => `Eliminar ${noun}`,
  search: 'Buscar por nombre',
  emptyTitle: (nouns) => `Aún no hay ${nouns}`,
  emptyDetail: 'Un grupo reúne a personas y puede darles roles.',
  noMatch: (nouns) => `No coincide ninguno: ${nouns}`,
  notAllowedDetail: 'Para ver los grupos necesitas otro rol aquí. Un administrador puede dártelo.',
};
