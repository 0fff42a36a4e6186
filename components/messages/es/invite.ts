import type { Words } from '../en.ts';

export const invite: Words<'invite'> = {
  heading: 'Invitar a personas',
  lead: (organization) => `Reciben por correo un enlace para unirse a ${organization}.`,
  leadNoMail: (organization) => `Se unen a ${organization} con un enlace que tú les entregas.`,
  linkWorksFor: (time) => `El enlace funciona durante ${time}.`,
  dialogFailed: 'No se ha podido cargar el formulario de invitación.',
  addresses: 'Direcciones de correo',
  addressesPlaceholder: 'nombre@example.com, …',
  addressesHint: 'Pega una lista o pulsa Intro después de cada dirección.',
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
  groups: 'Grupos',
  groupsPlaceholder: 'Buscar grupos',
  optional: 'opcional',
  defaultGroup: ['Sin grupo elegido: las personas entran en ', '.'],
  addMessage: 'Añadir un mensaje personal',
};
