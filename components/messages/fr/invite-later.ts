import type { Words } from '../en.ts';
import type { Formats } from '../formats.ts';

const people = (count: number, f: Formats): string => f.plural(count, { one: '# personne', other: '# personnes' });

export const inviteLater: Words<'inviteLater'> = {
  notChecked:
    'Les adresses n’ont pas pu être vérifiées à l’instant. Vous pouvez envoyer quand même : elles le seront alors de nouveau.',
  resembles: (domain) => `Ressemble à ${domain}, mais c’est un autre domaine.`,
  state: {
    ok: '',
    malformed: 'Ce n’est pas une adresse e-mail.',
    duplicate: 'Cette adresse figure deux fois dans la liste.',
    member: 'Déjà membre.',
    invited: 'Déjà invité.',
    otherDomain: 'En dehors de votre organisation.',
    lookalike: 'Ressemble à votre propre domaine, mais en est un autre.',
    blocked: 'Les adresses de ce domaine ne peuvent pas être invitées.',
    rateLimited: 'Trop d’invitations à cette adresse. Réessayez plus tard.',
    refused: 'Cette entrée est à corriger.',
  },
  andMore: (count, f) => f.plural(count, { one: 'et # autre', other: 'et # autres' }),
  enterOne: 'Saisissez au moins une adresse e-mail.',
  issue: {
    malformed: (count, f) =>
      f.plural(count, {
        one: '# entrée n’est pas une adresse e-mail',
        other: '# entrées ne sont pas des adresses e-mail',
      }),
    duplicate: (count, f) =>
      f.plural(count, { one: '# adresse figure deux fois ici', other: '# adresses figurent deux fois ici' }),
    member: (count, f) =>
      f.plural(count, { one: '# personne est déjà membre', other: '# personnes sont déjà membres' }),
    invited: (count, f) =>
      f.plural(count, { one: '# personne est déjà invitée', other: '# personnes sont déjà invitées' }),
    lookalike: (count, f) =>
      f.plural(count, {
        one: '# adresse ne fait que ressembler aux vôtres',
        other: '# adresses ne font que ressembler aux vôtres',
      }),
    otherDomain: (count, f) =>
      f.plural(count, {
        one: '# adresse est en dehors de votre organisation',
        other: '# adresses sont en dehors de votre organisation',
      }),
    blocked: (count, f) =>
      f.plural(count, { one: '# adresse ne peut pas être invitée', other: '# adresses ne peuvent pas être invitées' }),
    rateLimited: (count, f) =>
      f.plural(count, {
        one: '# adresse a reçu trop d’invitations',
        other: '# adresses ont reçu trop d’invitations',
      }),
    refused: (count, f) => f.plural(count, { one: '# entrée est à corriger', other: '# entrées sont à corriger' }),
  },
  edit: 'Modifier',
  removeIssue: (count, f) => (count === 1 ? 'Retirer' : `Retirer les ${f.number(count)}`),
  resend: (count, f) => (count === 1 ? 'Renvoyer' : `Renvoyer les ${f.number(count)}`),
  resent: (who) => `Invitation renvoyée à ${who}`,
  resentMany: (count, f) => f.plural(count, { one: '# invitation renvoyée', other: '# invitations renvoyées' }),
  correctFirst: (count, f) =>
    f.plural(count, {
      one: '# entrée est d’abord à corriger ou à retirer. Rien n’a été envoyé.',
      other: '# entrées sont d’abord à corriger ou à retirer. Rien n’a été envoyé.',
    }),
  groupRole: 'Rôle dans le groupe',
  groupRoles: { member: 'Membre', owner: 'Propriétaire' },
  message: 'Message personnel',
  messageHint: (left, f) => f.plural(left, { one: '# caractère restant', other: '# caractères restants' }),
  stopped: 'L’envoi a été arrêté. Votre saisie est toujours là ; la renvoyer n’invitera personne deux fois.',
  held: 'Non envoyé : la page où vous êtes ne l’a pas laissé passer. Votre saisie est toujours là.',
  reviewHeading: (count, outside, domain, f) => {
    const sent = f.plural(count, { one: 'Envoyer # invitation', other: 'Envoyer # invitations' });
    return outside === 0 ? `${sent} ?` : `${sent}, dont ${f.number(outside)} en dehors de ${domain} ?`;
  },
  reviewOwn: 'votre organisation',
  outside: (domain) => `En dehors de ${domain}`,
  resemblesBadge: (domain) => `Pas ${domain}`,
  lookCloser: (domain, own) =>
    `${domain} se lit comme votre domaine ${own}, mais n’est pas le vôtre. Vérifiez lettre par lettre.`,
  people: (count, f) => f.plural(count, { one: '# personne', other: '# personnes' }),
  theyGet: 'Elles reçoivent',
  noRoles: 'Aucun rôle',
  inGroups: 'Dans les groupes',
  back: 'Retour',
  backToForm: 'Retour au formulaire. Rien n’a été envoyé.',
  sent: (count, f) => f.plural(count, { one: '# invitation envoyée', other: '# invitations envoyées' }),
  created: (count, f) => f.plural(count, { one: '# invitation créée', other: '# invitations créées' }),
  sentPart: (sent, not, f) =>
    `${f.plural(sent, { one: '# envoyée', other: '# envoyées' })}, ${f.plural(not, { one: '# non envoyée', other: '# non envoyées' })}`,
  sentPartDetail: 'Les personnes non invitées restent ci-dessous, avec la raison.',
  notSent: 'Non envoyé',
  needsCorrection: 'Quelque chose est à corriger. Rien n’a été envoyé.',
  linksLead:
    'Remettez les liens par un moyen auquel vous vous fiez : chacun fonctionne une seule fois, pour une personne.',
  makeLink: 'Copier le lien',
  makeLinkFor: (who) => `Copier le lien pour ${who}`,
  linkOf: (who) => `Lien pour ${who}`,
  copied: 'Copié',
  copiedFor: (who) => `Lien pour ${who} copié.`,
  shownFor: (who) => `Le lien pour ${who} est prêt à être copié.`,
  linkFailed: (who) => `Le lien pour ${who} n’a pas pu être créé.`,
  linkUntil: (moment) => `Valable jusqu’au ${moment}`,
  done: 'Terminé',
  continueWith: (count, f) =>
    f.plural(count, { one: 'Continuer avec # non invitée', other: 'Continuer avec # non invitées' }),
  discardAddresses: (count, f) => f.plural(count, { one: 'Abandonner # adresse ?', other: 'Abandonner # adresses ?' }),
  discardOther: 'Abandonner votre saisie ?',
  discardDetail: 'Aucune invitation ne leur a été envoyée.',
  discard: 'Abandonner',
  keepEditing: 'Continuer la saisie',
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
};
