import type { MailWords } from './en.ts';

export const de: MailWords = {
  greeting: (name) => `Guten Tag ${name},`,
  greetingNobody: 'Guten Tag,',
  moment: (day, time) => `${day}, ${time} Uhr UTC`,
  addressBelow: 'Der Knopf funktioniert nicht? Öffnen Sie diese Adresse:',
  invitation: {
    subject: (portal) => `Ihre Einladung: ${portal}`,
    heading: (organization) => `Einladung: ${organization}`,
    somebody: 'Die Verwaltung',
    invites: (inviter, organization, portal) => `${inviter} lädt Sie zu ${organization} ein (${portal}).`,
    preheader: (inviter, organization, life) => `${inviter} lädt Sie zu ${organization} ein. Gültig: ${life}.`,
    withPassword: (address) =>
      `Nehmen Sie die Einladung an und wählen Sie ein Passwort; danach melden Sie sich mit ${address} und diesem Passwort an. Wenn Sie schon ein Konto haben, benutzen Sie dieses.`,
    singleSignOn: 'Nehmen Sie die Einladung an und melden Sie sich dann mit dem Single Sign-on Ihrer Organisation an.',
    button: 'Einladung annehmen',
    expiry: (life, until) =>
      `Die Einladung gilt einmal und nur begrenzt (${life}), bis ${until}. Bitten Sie danach um eine neue.`,
    stranger: 'Sie wissen nicht, worum es geht? Dann müssen Sie nichts tun: Ohne Sie geschieht nichts.',
  },
  reset: {
    subject: (portal) => `Neues Passwort für ${portal}`,
    heading: 'Neues Passwort wählen',
    preheader: (life) => `Der Link gilt nur begrenzt: ${life}.`,
    what: (address) => `Jemand, wahrscheinlich Sie, hat um ein neues Passwort für ${address} gebeten.`,
    button: 'Passwort wählen',
    expiry: (life, until) => `Der Link gilt einmal und nur begrenzt (${life}), bis ${until}.`,
    stranger: 'Das waren nicht Sie? Dann müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.',
  },
};
