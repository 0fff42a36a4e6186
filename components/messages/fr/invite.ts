import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# personne', other: '# personnes' });

export const invite: Words<'invite'> = {
  heading: 'Inviter des personnes',
  lead: (organization) => `Elles reçoivent par e-mail un lien pour rejoindre ${organization}.`,
  leadNoMail: (organization) => `Elles rejoignent ${organization} avec un lien que vous leur remettez.`,
  linkWorksFor: (time) => `Durée de validité du lien : ${time}.`,
  dialogFailed: 'Le formulaire d’invitation n’a pas pu être chargé.',
  addresses: 'Adresses e-mail',
  addressesPlaceholder: 'nom@example.com, …',
  addressesHint: 'Collez une liste, ou appuyez sur Entrée après chaque adresse.',
  addressesKeys: 'Les flèches parcourent les entrées ; Entrée en modifie une, Suppr la retire.',
  listed: 'Personnes à inviter',
  count: (count, max, f) => `${f.number(count)} sur ${f.number(max)}`,
  added: (count, f) => f.plural(count, { one: '# personne ajoutée.', other: '# personnes ajoutées.' }),
  remove: (who) => `Retirer ${who}`,
  removed: (who) => `${who} : retrait effectué`,
  removedSaid: (text) => `${text}. Ctrl ou Commande avec Z annule le retrait.`,
  removedMany: (count, f) => f.plural(count, { one: '# personne retirée', other: '# personnes retirées' }),
  overCount: (max, f) => `${people(max, f)} à la fois. Le reste demeure dans le champ ; envoyez d’abord ceci.`,
  tooLong: (max, f) =>
    f.plural(max, {
      one: 'Le champ accepte # caractère. Raccourcissez le texte, ou séparez les adresses par des virgules.',
      other: 'Le champ accepte # caractères. Raccourcissez le texte, ou séparez les adresses par des virgules.',
    }),
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
};
