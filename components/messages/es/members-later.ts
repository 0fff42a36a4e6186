import type { Words } from '../en.ts';

export const membersLater: Words<'membersLater'> = {
  emptyTitle: (noun) => `Aún no hay ${noun}`,
  emptyDetail: 'Invita a la primera persona: aparecerá aquí enseguida.',
  emptyReadonly: 'Las personas aparecen aquí en cuanto alguien las invita.',
  noResultsTitle: 'Sin resultados',
  noResultsDetail: (fields, filtered) => {
    if (!filtered) return 'Ahora no hay nadie en esta pestaña.';
    return fields.length
      ? `Prueba con otro dato (${fields.join(' o ')}) o quita los filtros.`
      : 'Quita los filtros para ver a todo el mundo.';
  },
  viewOptions: 'Columnas y densidad',
  sortedBy: (column, descending) => `Ordenado por ${column}, ${descending ? 'descendente' : 'ascendente'}.`,
  found: (total, count, f) => f.plural(count, { one: `${total} persona.`, other: `${total} personas.` }),
  stale: 'No se ha podido actualizar esta lista y puede estar desfasada.',
  selected: (count, f) => f.plural(count, { one: '# seleccionada', other: '# seleccionadas' }),
  selectAll: (total) => `Seleccionar los ${total} resultados`,
  allSelected: (total) => `Los ${total} resultados están seleccionados`,
  clearSelection: 'Quitar la selección',
  selectionCleared: 'Se ha quitado la selección porque la lista ha cambiado.',
  resend: 'Reenviar invitación',
  revoke: 'Revocar invitación',
  copyLink: 'Copiar enlace de invitación',
  resent: (name) => `Invitación reenviada a ${name}`,
  revoked: (name) => `Invitación de ${name} revocada`,
  linkCopied: 'Enlace copiado. Sustituye al del correo',
  linkTitle: 'Enlace de invitación',
  linkDetail: (name, moment) => `Entrega este enlace a ${name}. Sustituye al del correo y funciona hasta ${moment}.`,
  resentMany: (done, f) => f.plural(done, { one: '# invitación reenviada', other: '# invitaciones reenviadas' }),
  revokedMany: (done, f) => f.plural(done, { one: '# invitación revocada', other: '# invitaciones revocadas' }),
  idleMany: (count, f) =>
    f.plural(count, {
      one: '# persona no tiene ninguna invitación pendiente',
      other: '# personas no tienen ninguna invitación pendiente',
    }),
  heldMany: (count, f) => f.plural(count, { one: 'Se ha omitido a # persona', other: 'Se ha omitido a # personas' }),
  progress: (done, total, f) => `${f.number(done)} de ${f.number(total)}`,
  noneInvited: 'Nadie de la selección tiene una invitación pendiente.',
  invitationsSent: (count, f) => f.plural(count, { one: '# invitación enviada', other: '# invitaciones enviadas' }),
};
