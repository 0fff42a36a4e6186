import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# persona', other: '# personas' });

export const invite: Words<'invite'> = {
  heading: 'Invitar a personas',
  lead: (organization) => `Reciben por correo un enlace para unirse a ${organization}.`,
  leadNoMail: (organization) => `Se unen a ${organization} con un enlace que tú les entregas.`,
  linkWorksFor: (time) => `El enlace funciona durante ${time}.`,
  dialogFailed: 'No se ha podido cargar el formulario de invitación.',
  addresses: 'Direcciones de correo',
  addressesPlaceholder: 'nombre@example.com, …',
  addressesHint: 'Pega una lista o pulsa Intro después de cada dirección.',
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
  checking: 'Comprobando las direcciones',
  noMail:
    'Aquí las invitaciones no se envían por correo. Después de enviarlas obtienes un enlace para entregar a cada persona.',
  send: (count, f) =>
    count < 2 ? 'Enviar invitación' : f.plural(count, { one: 'Enviar # invitación', other: 'Enviar # invitaciones' }),
  create: (count, f) =>
    count < 2 ? 'Crear invitación' : f.plural(count, { one: 'Crear # invitación', other: 'Crear # invitaciones' }),
  review: (count, f) => f.plural(count, { one: 'Revisar # invitación', other: 'Revisar # invitaciones' }),
  sending: 'Enviando',
  stop: 'Detener',
  lostNothing: 'Lo que has introducido sigue aquí.',
  notAllowed: 'No puedes invitar a nadie aquí.',
};
