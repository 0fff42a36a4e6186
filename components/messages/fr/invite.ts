import type { Words } from '../en.ts';

export const invite: Words<'invite'> = {
  heading: 'Inviter des personnes',
  lead: (organization) => `Elles reçoivent par e-mail un lien pour rejoindre ${organization}.`,
  leadNoMail: (organization) => `Elles rejoignent ${organization} avec un lien que vous leur remettez.`,
  linkWorksFor: (time) => `Durée de validité du lien : ${time}.`,
  dialogFailed: 'Le formulaire d’invitation n’a pas pu être chargé.',
  addresses: 'Adresses e-mail',
  addressesPlaceholder: 'nom@example.com, …',
  addressesHint: 'Collez une liste, ou appuyez sur Entrée après chaque adresse.',
  checking: 'Vérification des adresses',
  noMail:
    'Les invitations ne sont pas envoyées par e-mail ici. Après l’envoi, vous obtenez pour chaque personne un lien à remettre.',
  send: (count, f) =>
    count < 2
      ? 'Envoyer l’invitation'
      : f.plural(count, { one: 'Envoyer # invitation', other: 'Envoyer # invitations' }),
  create: (count, f) =>
    count < 2 ? 'Créer l’invitation' : f.plural(count, { one: 'Créer # invitation', other: 'Créer # invitations' }),
  review: (count, f) => f.plural(count, { one: 'Vérifier # invitation', other: 'Vérifier # invitations' }),
  sending: 'Envoi en cours',
  stop: 'Arrêter',
  lostNothing: 'Votre saisie est toujours là.',
  notAllowed: 'Vous ne pouvez inviter personne ici.',
  groups: 'Groupes',
  groupsPlaceholder: 'Rechercher des groupes',
  optional: 'facultatif',
  defaultGroup: ['Aucun groupe choisi : les personnes rejoignent ', '.'],
  addMessage: 'Ajouter un message personnel',
};
