import type { MailWords } from './en.ts';

export const fr: MailWords = {
  greeting: (name) => `Bonjour ${name},`,
  greetingNobody: 'Bonjour,',
  moment: (day, time) => `${day} à ${time} UTC`,
  addressBelow: 'Le bouton ne fonctionne pas ? Ouvrez cette adresse :',
  invitation: {
    subject: (portal) => `Votre invitation : ${portal}`,
    heading: (organization) => `Rejoindre ${organization}`,
    somebody: 'L’administration',
    invites: (inviter, organization, portal) => `${inviter} vous invite à rejoindre ${organization} (${portal}).`,
    preheader: (inviter, organization, life) =>
      `${inviter} vous invite à rejoindre ${organization}. Durée de validité : ${life}.`,
    withPassword: (address) =>
      `Acceptez l’invitation pour créer votre mot de passe ; vous vous connecterez ensuite avec ${address} et ce mot de passe. Si vous avez déjà un compte, vous gardez celui-ci.`,
    singleSignOn:
      'Acceptez l’invitation, puis connectez-vous avec l’authentification unique (SSO) de votre organisation.',
    button: 'Accepter l’invitation',
    expiry: (life, until) =>
      `L’invitation est valable une seule fois, jusqu’au ${until} (${life}). Ensuite, demandez-en une nouvelle.`,
    stranger: 'Vous ne savez pas de quoi il s’agit ? Vous n’avez rien à faire : sans vous, rien ne se passe.',
  },
  reset: {
    subject: (portal) => `Nouveau mot de passe pour ${portal}`,
    heading: 'Choisissez un nouveau mot de passe',
    preheader: (life) => `Durée de validité du lien : ${life}.`,
    what: (address) => `Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour ${address}.`,
    button: 'Choisir un mot de passe',
    expiry: (life, until) => `Le lien est valable une seule fois, jusqu’au ${until} (${life}).`,
    stranger: 'Ce n’était pas vous ? Vous n’avez rien à faire : votre mot de passe ne change pas.',
  },
};
