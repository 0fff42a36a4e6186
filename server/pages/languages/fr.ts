import { html } from 'hono/html';
import { limits } from '../../contract/index.ts';
import type { PageWords } from './en.ts';

export const fr: PageWords = {
  error: 'Erreur :',
  goOn: 'Continuer',
  email: 'Adresse e-mail',
  faults: {
    name: {
      required: 'Saisissez votre nom.',
      characters: 'Un nom ne contient pas de caractères de contrôle ni de direction.',
      too_long: `Un nom compte au plus ${limits.name} caractères.`,
    },
    password: {
      required: 'Choisissez un mot de passe.',
      too_short: `Utilisez au moins ${limits.passwordMin} caractères : quelques mots que vous seul associeriez conviennent bien.`,
      too_long: `Un mot de passe compte au plus ${limits.passwordMax} caractères.`,
      malformed: 'Ce mot de passe contient un caractère qui ne peut pas être enregistré.',
      too_common: 'C’est l’un des premiers mots de passe que l’on essaierait. Choisissez-en un autre.',
      too_personal: 'C’est trop proche de votre adresse ou du nom de votre organisation. Choisissez-en un autre.',
      unchanged: 'C’est votre mot de passe actuel. Choisissez-en un autre.',
    },
  },
  refusals: {
    outdated: [
      'Cette page est restée ouverte trop longtemps',
      'Rien n’a été modifié. Revenez en arrière, rechargez la page et envoyez-la de nouveau. Votre navigateur doit y accepter les cookies.',
    ],
    notForm: ['Ce n’est pas un formulaire', 'Le formulaire a été envoyé sous une forme que cette page ne lit pas.'],
    repeated: ['Ce formulaire a été mal envoyé', 'L’un de ses champs y figurait plusieurs fois.'],
    tooLong: ['C’est trop long', 'Le formulaire contient plus que ce que cette page lit. Raccourcissez votre saisie.'],
    unavailable: [
      'Un instant, s’il vous plaît',
      'Impossible de répondre pour le moment. Rien n’est perdu ; réessayez dans quelques secondes.',
    ],
    refused: ['Ce n’est pas possible', 'Rien n’a été modifié. Revenez en arrière et réessayez.'],
    defect: ['Une erreur est survenue', 'L’erreur vient de nous et a été notée. Réessayez un peu plus tard.'],
  },
  tooManyTries: (minutes) =>
    `Trop d’essais. Attendez ${minutes === 1 ? 'une minute' : `${minutes} minutes`}, puis réessayez.`,
  tooManyPeople: 'Trop de personnes se connectent en ce moment. Réessayez dans un instant.',
  signIn: {
    heading: 'Se connecter',
    again: 'Se connecter de nouveau',
    againLead: 'Ce que vous allez faire le demande.',
    password: 'Mot de passe',
    forgot: 'Mot de passe oublié ?',
    empty: 'Saisissez votre adresse et votre mot de passe.',
    wrong: 'Cette adresse et ce mot de passe ne correspondent pas.',
    already: 'Vous êtes connecté',
    as: (address) => html`En tant que ${address}.`,
    go: 'Continuer',
    other: 'Utiliser un autre compte',
    back: 'Retour à la connexion',
    temporaryOver: 'Ce mot de passe provisoire n’est plus valable',
    temporaryOverLead:
      'Il n’a pas été changé à temps. Demandez-en un nouveau à un administrateur de votre organisation, ou choisissez-en un vous-même.',
    suspended: 'Votre accès est suspendu',
    suspendedLead: (organizations) =>
      html`Votre accès à ${organizations} a été suspendu par un administrateur. Rien de ce qui est à vous n’est perdu.
      Demandez à un administrateur de le rétablir.`,
  },
  session: {
    hello: (person) => html`Bonjour ${person}`,
    signedIn: 'Vous êtes connecté',
    signedInAs: (address) => html`Connecté en tant que ${address}.`,
    nowhere: 'Vous n’êtes membre d’aucune organisation pour le moment.',
    suspended: 'Suspendu',
    changePassword: 'Changer le mot de passe',
    signOut: 'Se déconnecter',
    signOutAsk: 'Se déconnecter ?',
    signOutLead: (address) => html`Vous êtes connecté en tant que ${address}.`,
    signedOut: 'Vous êtes déconnecté',
    signedOutLead: 'Ce navigateur n’a plus votre session.',
    signInAgain: 'Se reconnecter',
  },
  passwords: {
    hint: `Au moins ${limits.passwordMin} caractères. Quelques mots que vous seul associeriez conviennent bien.`,
    forgot: 'Mot de passe oublié ?',
    forgotLead: 'Saisissez votre adresse : nous vous envoyons un lien pour en choisir un nouveau.',
    sendLink: 'Envoyer le lien',
    enterAddress: 'Saisissez votre adresse.',
    look: 'Consultez votre messagerie',
    lookLead:
      'S’il existe un compte pour l’adresse saisie, un message avec un lien est en route. Le lien est valable une heure.',
    lookHint:
      'Rien reçu ? Regardez parmi les courriers indésirables et vérifiez que c’est bien l’adresse avec laquelle vous vous connectez.',
    over: 'Ce lien n’est plus valable',
    overLead: 'Il a déjà été utilisé, son heure est passée, ou un lien plus récent l’a remplacé.',
    sendNew: 'M’envoyer un nouveau lien',
    choose: 'Choisissez un nouveau mot de passe',
    chooseLead: (address) => html`Pour ${address}. Vous serez déconnecté partout ailleurs.`,
    temporaryLead: 'Vous avez reçu un mot de passe provisoire. Choisissez le vôtre pour continuer.',
    new: 'Nouveau mot de passe',
    current: 'Mot de passe actuel',
    temporary: 'Mot de passe provisoire',
    enterCurrent: 'Saisissez votre mot de passe actuel.',
    wrongCurrent: 'Ce n’est pas votre mot de passe actuel.',
    save: 'Enregistrer le mot de passe',
    changed: 'Votre mot de passe est changé',
    changedLead: 'Connectez-vous maintenant avec lui. Toutes vos autres sessions sont terminées.',
  },
  accept: {
    title: 'Accepter votre invitation',
    join: (organization) => html`Rejoindre ${organization}`,
    invitedBy: (inviter) => html`${inviter} vous a invité.`,
    invitedTo: (organization) => html`Vous êtes invité à rejoindre ${organization}.`,
    joinAs: (address) => html`Vous rejoignez l’organisation en tant que ${address}.`,
    joinNow: 'Rejoindre',
    haveAccount: (address) => html`Vous avez déjà un compte avec ${address} : connectez-vous, puis rejoignez.`,
    signInToJoin: 'Se connecter pour rejoindre',
    yourName: 'Votre nom',
    choosePassword: 'Choisissez un mot de passe',
    chooseAndIn: 'Choisissez un mot de passe, et c’est tout.',
    singleSignOn:
      'Vous vous connectez par l’authentification unique (SSO) de votre organisation : aucun mot de passe à choisir.',
    accept: 'Accepter l’invitation',
    foot: 'Elle ne vous était pas destinée ? Fermez cette page : rien ne se passe sans le bouton.',
    in: 'C’est fait',
    inLead: (organization) =>
      html`Vous êtes maintenant membre de ${organization}. Connectez-vous désormais par l’authentification unique (SSO)
      de votre organisation.`,
    other: 'Cette invitation est pour une autre adresse',
    otherLead: (invited, yours) =>
      html`Elle a été envoyée à ${invited}, et vous êtes connecté en tant que ${yours}. Rien n’a été modifié.`,
    mismatch: 'Connectez-vous au compte de l’adresse invitée pour l’accepter.',
    switchAccount: 'Changer de compte',
    stay: 'Rester connecté',
    asMail: 'Demandez cette invitation par e-mail',
    asMailLead: (address) =>
      html`Il existe un compte pour ${address}, et personne n’a encore confirmé cette adresse. Un lien remis de la main
      à la main ne peut pas la confirmer ; un lien qui y est envoyé le peut. Demandez que l’invitation soit renvoyée.`,
    unknown: 'Il n’y a pas d’invitation ici',
    unknownLead:
      'Ouvrez de nouveau le lien de votre invitation, en entier. Votre navigateur doit accepter les cookies pour cette page.',
    over: 'Cette invitation n’est plus valable',
    overLead: 'Elle a déjà été acceptée, a expiré, a été retirée ou remplacée par une plus récente.',
    ways: [
      'Cherchez un message plus récent du même expéditeur.',
      'Ou demandez que l’on vous la renvoie.',
      'Ou connectez-vous, si vous êtes déjà membre.',
    ],
    unconfirmed: 'Confirmez d’abord votre adresse',
    unconfirmedLead:
      'Rien ne montre encore que cette adresse est la vôtre. Faites-y envoyer un lien, choisissez-y un mot de passe, puis rouvrez l’invitation.',
    sendLink: 'M’envoyer un lien',
    lookAgain: 'La revoir',
    seats: 'Toutes les places sont prises',
    seatsLead:
      'Votre invitation reste ouverte. Prévenez la personne qui vous a invité, et réessayez quand une place se libère.',
    tryAgain: 'Réessayer',
    member: 'Vous êtes déjà membre',
    memberLead: 'Sous une adresse que vous aviez auparavant. Il n’y a plus rien à accepter.',
  },
};
