import type { Words } from '../en.ts';

export const membersActions: Words<'membersActions'> = {
  edit: 'Editar',
  editInvitation: 'Editar invitación',
  resetPassword: 'Enviar enlace de nueva contraseña',
  suspend: 'Suspender',
  reactivate: 'Reactivar',
  remove: 'Quitar',
  addRoles: 'Dar un rol',
  removeRoles: 'Retirar un rol',
  addToGroup: 'Añadir a un grupo',
  removeFromGroup: 'Sacar de un grupo',
  isNow: (name, status) => `Nuevo estado de ${name}: ${status}`,
  areNow: (count, status, f) =>
    f.plural(count, { one: `Nuevo estado de # persona: ${status}`, other: `Nuevo estado de # personas: ${status}` }),
  removedMany: (count, f) => f.plural(count, { one: 'Se ha quitado a # persona', other: 'Se ha quitado a # personas' }),
  changedMany: (count, f) =>
    f.plural(count, { one: 'Se ha cambiado a # persona', other: 'Se ha cambiado a # personas' }),
  unchangedMany: (count, f) => f.plural(count, { one: '# ya lo estaba', other: '# ya lo estaban' }),
  refusedMany: (count, f) =>
    f.plural(count, { one: 'No se ha hecho con # persona', other: 'No se ha hecho con # personas' }),
  leftMany: (count, f) => f.plural(count, { one: 'Queda # persona por hacer', other: 'Quedan # personas por hacer' }),
  undoneNot: (count, f) =>
    f.plural(count, {
      one: 'Con # persona no se ha podido deshacer',
      other: 'Con # personas no se ha podido deshacer',
    }),
  manyTitle: (verb, count, f) => f.plural(count, { one: `¿${verb}: # persona?`, other: `¿${verb}: # personas?` }),
  removeManyDetail: (removedName) =>
    `Su sesión se cierra enseguida, pierden sus roles y grupos, y solo pueden volver con una nueva invitación. Lo que han creado se queda, a nombre de «${removedName}». No se puede deshacer.`,
  manyDetail: 'Se hace con todas a la vez. Puedes deshacerlo durante diez minutos.',
  giveTitle: (verb, count, f) => f.plural(count, { one: `${verb}: # persona`, other: `${verb}: # personas` }),
  nothingToGive: 'Aquí no hay nada que puedas elegir.',
};
