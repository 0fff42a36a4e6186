import type { Words } from '../en.ts';

export const inviteRows: Words<'inviteRows'> = {
  people: 'Personas que se van a invitar',
  person: (row, f) => `Persona ${f.number(row)}`,
  name: 'Nombre',
  email: 'Dirección de correo',
  hint: 'Una fila por persona. Pega una lista para llenar filas; Intro pasa a la siguiente.',
  add: 'Añadir una persona',
  remove: (who) => `Quitar a ${who}`,
  chooseRoles: 'Elegir roles',
  overCount: (max, f) =>
    f.plural(max, {
      one: '# persona a la vez. El resto se queda abajo; envía primero esto.',
      other: '# personas a la vez. El resto se queda abajo; envía primero esto.',
    }),
};
