import type { Words } from '../en.ts';

export const roles: Words<'roles'> = {
  heading: 'Roles',
  columns: { name: 'Rol', permissions: 'Permite', people: 'Personas' },
  create: 'Nuevo rol',
  delete: 'Eliminar',
  exclusive: 'Exclusivo',
  permissions: (count, f) => f.plural(count, { one: '# permiso', other: '# permisos' }),
  nothing: 'Nada todavía',
  saved: (name) => `Se ha guardado ${name}`,
  deleted: (name) => `Se ha eliminado ${name}`,
  emptyTitle: 'Aún no hay roles',
  emptyDetail: 'Un rol dice qué pueden hacer las personas que lo tienen.',
  notAllowedDetail: 'Para ver los roles necesitas otro rol aquí. Un administrador puede dártelo.',
  newTitle: 'Nuevo rol',
  editTitle: (name) => `Editar ${name}`,
  viewTitle: (name) => name,
  holders: (count, f) =>
    f.plural(count, {
      zero: 'Nadie tiene este rol.',
      one: '# persona tiene este rol, y un cambio le afecta enseguida.',
      other: '# personas tienen este rol, y un cambio les afecta enseguida.',
    }),
  name: 'Nombre',
  description: 'Descripción',
  descriptionHint: 'Se muestra donde se da el rol a alguien.',
  allows: 'Qué permite',
  exclusiveLabel: 'Exclusivo',
  exclusiveHint: 'Quien lo tiene no puede tener ningún otro rol.',
  save: 'Guardar',
  discardTitle: '¿Descartar tus cambios?',
  discard: 'Descartar',
  nameMissing: 'Pon un nombre al rol.',
  effectTitle: (count, f) =>
    f.plural(count, {
      one: '¿Cambiar lo que puede hacer # persona?',
      other: '¿Cambiar lo que pueden hacer # personas?',
    }),
  gains: (count, permission, f) =>
    f.plural(count, { one: `# persona podrá: ${permission}.`, other: `# personas podrán: ${permission}.` }),
  loses: (count, permission, f) =>
    f.plural(count, { one: `# persona ya no podrá: ${permission}.`, other: `# personas ya no podrán: ${permission}.` }),
  more: (count, f) => f.plural(count, { one: 'Y # más.', other: 'Y # más.' }),
  deleteTitle: (name) => `¿Eliminar ${name}?`,
  deleteNobody: 'Nadie lo tiene. No se puede deshacer.',
  deleteDetail: (count, f) =>
    f.plural(count, {
      one: '# persona pierde este rol. No se puede deshacer.',
      other: '# personas pierden este rol. No se puede deshacer.',
    }),
  deleteAll: (names) => `Se quedan sin ningún rol: ${names}.`,
  others: (count, f) => f.plural(count, { one: '# más', other: '# más' }),
  stale:
    'Otra persona ha cambiado este rol entretanto. Abajo está lo tuyo; si guardas otra vez, sustituye al otro cambio.',
};
