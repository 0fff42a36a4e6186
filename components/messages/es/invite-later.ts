import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# persona', other: '# personas' });

export const inviteLater: Words<'inviteLater'> = {
  notChecked:
    'Ahora mismo no se han podido comprobar las direcciones. Puedes enviar igualmente: se comprobarán entonces.',
  resembles: (domain) => `Se parece a ${domain}, pero es otro dominio.`,
  state: {
    ok: '',
    malformed: 'Esto no es una dirección de correo.',
    duplicate: 'Esta dirección está dos veces en la lista.',
    member: 'Ya es miembro.',
    invited: 'Ya tiene una invitación.',
    otherDomain: 'Fuera de tu organización.',
    lookalike: 'Se parece a tu propio dominio, pero es otro.',
    blocked: 'No se puede invitar a direcciones de este dominio.',
    rateLimited: 'Demasiadas invitaciones a esta dirección. Inténtalo más tarde.',
    refused: 'Hay que corregir esta entrada.',
  },
  andMore: (count, f) => f.plural(count, { one: 'y # más', other: 'y # más' }),
  enterOne: 'Introduce al menos una dirección de correo.',
  issue: {
    malformed: (count, f) =>
      f.plural(count, {
        one: '# entrada no es una dirección de correo',
        other: '# entradas no son direcciones de correo',
      }),
    duplicate: (count, f) =>
      f.plural(count, { one: '# dirección está aquí dos veces', other: '# direcciones están aquí dos veces' }),
    member: (count, f) => f.plural(count, { one: '# persona ya es miembro', other: '# personas ya son miembros' }),
    invited: (count, f) =>
      f.plural(count, { one: '# persona ya tiene invitación', other: '# personas ya tienen invitación' }),
    lookalike: (count, f) =>
      f.plural(count, {
        one: '# dirección solo se parece a las tuyas',
        other: '# direcciones solo se parecen a las tuyas',
      }),
    otherDomain: (count, f) =>
      f.plural(count, {
        one: '# dirección está fuera de tu organización',
        other: '# direcciones están fuera de tu organización',
      }),
    blocked: (count, f) =>
      f.plural(count, { one: '# dirección no se puede invitar', other: '# direcciones no se pueden invitar' }),
    rateLimited: (count, f) =>
      f.plural(count, {
        one: '# dirección ha recibido demasiadas invitaciones',
        other: '# direcciones han recibido demasiadas invitaciones',
      }),
    refused: (count, f) => f.plural(count, { one: 'Hay que corregir # entrada', other: 'Hay que corregir # entradas' }),
  },
  edit: 'Editar',
  removeIssue: (count, f) => (count === 1 ? 'Quitar' : `Quitar las ${f.number(count)}`),
  resend: (count, f) => (count === 1 ? 'Reenviar' : `Reenviar las ${f.number(count)}`),
  resent: (who) => `Invitación reenviada a ${who}`,
  resentMany: (count, f) => f.plural(count, { one: '# invitación reenviada', other: '# invitaciones reenviadas' }),
  correctFirst: (count, f) =>
    f.plural(count, {
      one: 'Antes hay que corregir o quitar # entrada. No se ha enviado nada.',
      other: 'Antes hay que corregir o quitar # entradas. No se ha enviado nada.',
    }),
  groupRole: 'Rol en el grupo',
  groupRoles: { member: 'Miembro', owner: 'Responsable' },
  message: 'Mensaje personal',
  messageHint: (left, f) => f.plural(left, { one: 'queda # carácter', other: 'quedan # caracteres' }),
  stopped:
    'El envío se ha detenido. Lo que has introducido sigue aquí; si lo envías otra vez, nadie recibe dos invitaciones.',
  held: 'No enviado: la página en la que estás no lo ha dejado pasar. Lo que has introducido sigue aquí.',
  reviewHeading: (count, outside, domain, f) => {
    const sent = f.plural(count, { one: '¿Enviar # invitación', other: '¿Enviar # invitaciones' });
    return outside === 0 ? `${sent}?` : `${sent}, ${f.number(outside)} fuera de ${domain}?`;
  },
  reviewOwn: 'tu organización',
  outside: (domain) => `Fuera de ${domain}`,
  resemblesBadge: (domain) => `No es ${domain}`,
  lookCloser: (domain, own) => `${domain} se lee como tu dominio ${own}, pero no es tuyo. Compruébalo letra por letra.`,
  people: (count, f) => f.plural(count, { one: '# persona', other: '# personas' }),
  theyGet: 'Reciben',
  noRoles: 'Ningún rol',
  inGroups: 'En los grupos',
  back: 'Volver',
  backToForm: 'De vuelta al formulario. No se ha enviado nada.',
  sent: (count, f) => f.plural(count, { one: '# invitación enviada', other: '# invitaciones enviadas' }),
  created: (count, f) => f.plural(count, { one: '# invitación creada', other: '# invitaciones creadas' }),
  sentPart: (sent, not, f) =>
    `${f.plural(sent, { one: '# enviada', other: '# enviadas' })}, ${f.plural(not, { one: '# sin enviar', other: '# sin enviar' })}`,
  sentPartDetail: 'Quienes no han recibido invitación siguen abajo, con el motivo.',
  notSent: 'No enviado',
  needsCorrection: 'Hay que corregir algo. No se ha enviado nada.',
  linksLead: 'Entrega los enlaces por una vía de confianza: cada uno funciona una vez, para una persona.',
  makeLink: 'Copiar enlace',
  makeLinkFor: (who) => `Copiar el enlace para ${who}`,
  linkOf: (who) => `Enlace para ${who}`,
  copied: 'Copiado',
  copiedFor: (who) => `Enlace para ${who} copiado.`,
  shownFor: (who) => `El enlace para ${who} está listo para copiar.`,
  linkFailed: (who) => `No se ha podido crear el enlace para ${who}.`,
  linkUntil: (moment) => `Funciona hasta ${moment}`,
  done: 'Listo',
  continueWith: (count, f) => f.plural(count, { one: 'Seguir con # sin invitar', other: 'Seguir con # sin invitar' }),
  discardAddresses: (count, f) =>
    f.plural(count, { one: '¿Descartar # dirección?', other: '¿Descartar # direcciones?' }),
  discardOther: '¿Descartar lo que has introducido?',
  discardDetail: 'No se les ha enviado ninguna invitación.',
  discard: 'Descartar',
  keepEditing: 'Seguir editando',
  addressesKeys: 'Las flechas recorren lo introducido; Intro lo edita y Supr lo quita.',
  listed: 'Personas que se van a invitar',
  count: (count, max, f) => `${f.number(count)} de ${f.number(max)}`,
  added: (count, f) => f.plural(count, { one: '# persona añadida.', other: '# personas añadidas.' }),
  remove: (who) => `Quitar a ${who}`,
  removed: (who) => `Se ha quitado a ${who}`,
  removedSaid: (text) => `${text}. Control o Comando con Z lo deshace.`,
  removedMany: (count, f) => f.plural(count, { one: 'Se ha quitado a # persona', other: 'Se ha quitado a # personas' }),
  overCount: (max, f) => `${people(max, f)} a la vez. El resto se queda en el campo; envía primero esto.`,
  tooLong: (max, f) =>
    f.plural(max, {
      one: 'El campo admite # carácter. Acorta el texto o separa las direcciones con comas.',
      other: 'El campo admite # caracteres. Acorta el texto o separa las direcciones con comas.',
    }),
};
