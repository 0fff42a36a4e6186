import type { MailWords } from './en.ts';

export const es: MailWords = {
  greeting: (name) => `Hola, ${name}:`,
  greetingNobody: 'Hola:',
  moment: (day, time) => `${day} a las ${time} UTC`,
  addressBelow: '¿El botón no funciona? Abra esta dirección:',
  invitation: {
    subject: (portal) => `Su invitación: ${portal}`,
    heading: (organization) => `Unirse a ${organization}`,
    somebody: 'La administración',
    invites: (inviter, organization, portal) => `${inviter} le invita a unirse a ${organization} (${portal}).`,
    preheader: (inviter, organization, life) => `${inviter} le invita a unirse a ${organization}. Validez: ${life}.`,
    withPassword: (address) =>
      `Acepte la invitación para crear su contraseña; a partir de entonces iniciará sesión con ${address} y esa contraseña. Si ya tiene una cuenta, use la que tiene.`,
    singleSignOn: 'Acepte la invitación y después inicie sesión con el acceso único (SSO) de su organización.',
    button: 'Aceptar la invitación',
    expiry: (life, until) => `La invitación sirve una sola vez, hasta el ${until} (${life}). Después, pida una nueva.`,
    stranger: '¿No sabe de qué se trata? Entonces no tiene que hacer nada: sin usted no ocurre nada.',
  },
  reset: {
    subject: (portal) => `Nueva contraseña para ${portal}`,
    heading: 'Elija una contraseña nueva',
    preheader: (life) => `Validez del enlace: ${life}.`,
    what: (address) => `Alguien, probablemente usted, ha pedido una contraseña nueva para ${address}.`,
    button: 'Elegir contraseña',
    expiry: (life, until) => `El enlace sirve una sola vez, hasta el ${until} (${life}).`,
    stranger: '¿No ha sido usted? Entonces no tiene que hacer nada: su contraseña sigue igual.',
  },
};
