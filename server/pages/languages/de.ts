import { html } from 'hono/html';
import { limits } from '../../contract/index.ts';
import type { PageWords } from './en.ts';

export const de: PageWords = {
  error: 'Fehler:',
  goOn: 'Weiter',
  email: 'E-Mail-Adresse',
  faults: {
    name: {
      required: 'Geben Sie Ihren Namen ein.',
      characters: 'Ein Name enthält keine Steuer- oder Richtungszeichen.',
      too_long: `Ein Name hat höchstens ${limits.name} Zeichen.`,
    },
    password: {
      required: 'Wählen Sie ein Passwort.',
      too_short: `Nehmen Sie mindestens ${limits.passwordMin} Zeichen: ein paar Wörter, die nur Sie so zusammenstellen würden.`,
      too_long: `Ein Passwort hat höchstens ${limits.passwordMax} Zeichen.`,
      malformed: 'In diesem Passwort ist ein Zeichen, das sich nicht speichern lässt.',
      too_common: 'Dieses Passwort würde jeder als eines der ersten versuchen. Wählen Sie ein anderes.',
      too_personal:
        'Das ist zu nah an Ihrer Adresse oder am Namen Ihrer Organisation. Wählen Sie ein anderes Passwort.',
      unchanged: 'Das ist Ihr jetziges Passwort. Wählen Sie ein anderes.',
    },
  },
  refusals: {
    outdated: [
      'Diese Seite war zu lange offen',
      'Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und senden Sie sie noch einmal. Ihr Browser muss dafür Cookies zulassen.',
    ],
    notForm: ['Das ist kein Formular', 'Das Formular kam in einer Form an, die diese Seite nicht liest.'],
    repeated: ['Dieses Formular kam fehlerhaft an', 'Eines seiner Felder war mehrmals darin.'],
    tooLong: ['Das ist zu lang', 'Das Formular enthält mehr, als diese Seite liest. Kürzen Sie Ihre Eingabe.'],
    unavailable: [
      'Einen Moment, bitte',
      'Das lässt sich gerade nicht beantworten. Es ist nichts verloren; versuchen Sie es in ein paar Sekunden noch einmal.',
    ],
    refused: ['Das geht nicht', 'Es wurde nichts geändert. Gehen Sie zurück und versuchen Sie es noch einmal.'],
    defect: [
      'Etwas ist schiefgegangen',
      'Das ist ein Fehler auf unserer Seite. Er wurde vermerkt. Versuchen Sie es später noch einmal.',
    ],
  },
  tooManyTries: (minutes) =>
    `Zu viele Versuche. Warten Sie ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} und versuchen Sie es dann noch einmal.`,
  tooManyPeople: 'Gerade melden sich zu viele Personen an. Versuchen Sie es gleich noch einmal.',
  signIn: {
    heading: 'Anmelden',
    again: 'Noch einmal anmelden',
    againLead: 'Was Sie vorhaben, verlangt es.',
    password: 'Passwort',
    forgot: 'Passwort vergessen?',
    empty: 'Geben Sie Ihre Adresse und Ihr Passwort ein.',
    wrong: 'Diese Adresse und dieses Passwort passen nicht zusammen.',
    already: 'Sie sind angemeldet',
    as: (address) => html`Als ${address}.`,
    go: 'Weiter',
    other: 'Anderes Konto verwenden',
    back: 'Zurück zur Anmeldung',
    temporaryOver: 'Dieses vorläufige Passwort gilt nicht mehr',
    temporaryOverLead:
      'Es wurde nicht rechtzeitig geändert. Bitten Sie einen Admin Ihrer Organisation um ein neues, oder wählen Sie selbst eines.',
    suspended: 'Ihr Zugang ist gesperrt',
    suspendedLead: (organizations) =>
      html`Ein Admin von ${organizations} hat Ihren Zugang gesperrt. Nichts von Ihnen ist verloren. Bitten Sie dort
      einen Admin, ihn wieder freizugeben.`,
  },
  session: {
    hello: (person) => html`Guten Tag ${person}`,
    signedIn: 'Sie sind angemeldet',
    signedInAs: (address) => html`Angemeldet als ${address}.`,
    nowhere: 'Sie sind zurzeit in keiner Organisation Mitglied.',
    suspended: 'Gesperrt',
    changePassword: 'Passwort ändern',
    signOut: 'Abmelden',
    signOutAsk: 'Abmelden?',
    signOutLead: (address) => html`Sie sind angemeldet als ${address}.`,
    signedOut: 'Sie sind abgemeldet',
    signedOutLead: 'Dieser Browser hat Ihre Sitzung nicht mehr.',
    signInAgain: 'Wieder anmelden',
  },
  passwords: {
    hint: `Mindestens ${limits.passwordMin} Zeichen. Gut sind ein paar Wörter, die nur Sie so zusammenstellen würden.`,
    forgot: 'Passwort vergessen?',
    forgotLead: 'Geben Sie Ihre Adresse ein: Wir senden Ihnen einen Link, mit dem Sie ein neues wählen.',
    sendLink: 'Link senden',
    enterAddress: 'Geben Sie Ihre Adresse ein.',
    look: 'Sehen Sie in Ihr Postfach',
    lookLead:
      'Wenn es für die eingegebene Adresse ein Konto gibt, ist eine Nachricht mit einem Link unterwegs. Der Link gilt eine Stunde.',
    lookHint:
      'Nichts da? Sehen Sie im Spam-Ordner nach, und prüfen Sie, ob es die Adresse ist, mit der Sie sich anmelden.',
    over: 'Dieser Link gilt nicht mehr',
    overLead: 'Er wurde schon benutzt, oder seine Stunde ist um, oder ein neuerer hat ihn ersetzt.',
    sendNew: 'Neuen Link senden',
    choose: 'Neues Passwort wählen',
    chooseLead: (address) => html`Für ${address}. Überall sonst werden Sie abgemeldet.`,
    temporaryLead: 'Sie haben ein vorläufiges Passwort bekommen. Wählen Sie ein eigenes, um weiterzumachen.',
    new: 'Neues Passwort',
    current: 'Jetziges Passwort',
    temporary: 'Vorläufiges Passwort',
    enterCurrent: 'Geben Sie Ihr jetziges Passwort ein.',
    wrongCurrent: 'Das ist nicht Ihr jetziges Passwort.',
    save: 'Passwort speichern',
    changed: 'Ihr Passwort ist geändert',
    changedLead: 'Melden Sie sich jetzt damit an. Alle Ihre anderen Sitzungen sind beendet.',
  },
  accept: {
    title: 'Einladung annehmen',
    join: (organization) => html`Einladung zu ${organization}`,
    invitedBy: (inviter) => html`${inviter} hat Sie eingeladen.`,
    invitedTo: (organization) => html`Sie sind zu ${organization} eingeladen.`,
    joinAs: (address) => html`Sie treten als ${address} bei.`,
    joinNow: 'Beitreten',
    haveAccount: (address) =>
      html`Mit ${address} haben Sie schon ein Konto: Melden Sie sich an und treten Sie dann bei.`,
    signInToJoin: 'Anmelden und beitreten',
    yourName: 'Ihr Name',
    choosePassword: 'Passwort wählen',
    chooseAndIn: 'Wählen Sie ein Passwort, und Sie sind dabei.',
    singleSignOn: 'Sie melden sich mit dem Single Sign-on Ihrer Organisation an und brauchen kein Passwort.',
    accept: 'Einladung annehmen',
    foot: 'Sie waren nicht gemeint? Schließen Sie diese Seite: Ohne den Knopf geschieht nichts.',
    in: 'Sie sind dabei',
    inLead: (organization) =>
      html`Sie sind jetzt Mitglied von ${organization}. Melden Sie sich künftig mit dem Single Sign-on Ihrer
      Organisation an.`,
    other: 'Diese Einladung ist für eine andere Adresse',
    otherLead: (invited, yours) =>
      html`Sie ging an ${invited}, und angemeldet sind Sie als ${yours}. Es wurde nichts geändert.`,
    mismatch: 'Melden Sie sich mit dem Konto der eingeladenen Adresse an, um sie anzunehmen.',
    switchAccount: 'Konto wechseln',
    stay: 'Angemeldet bleiben',
    asMail: 'Lassen Sie sich diese Einladung als Mail schicken',
    asMailLead: (address) =>
      html`Es gibt ein Konto von ${address}, und noch niemand hat diese Adresse bestätigt. Ein Link, der übergeben
      wurde, kann das nicht; einer, der dorthin gesendet wird, kann es. Bitten Sie um erneutes Senden.`,
    unknown: 'Hier ist keine Einladung',
    unknownLead:
      'Öffnen Sie den Link in Ihrer Einladung noch einmal, ganz, wie er dort steht. Ihr Browser muss für diese Seite Cookies zulassen.',
    over: 'Diese Einladung gilt nicht mehr',
    overLead: 'Sie wurde schon angenommen, ist abgelaufen, wurde zurückgezogen oder durch eine neuere ersetzt.',
    ways: [
      'Suchen Sie nach einer neueren Nachricht vom selben Absender.',
      'Oder bitten Sie um eine neue Einladung.',
      'Oder melden Sie sich an, wenn Sie schon beigetreten sind.',
    ],
    unconfirmed: 'Bestätigen Sie zuerst Ihre Adresse',
    unconfirmedLead:
      'Noch ist nicht gezeigt, dass diese Adresse Ihnen gehört. Lassen Sie einen Link dorthin senden, wählen Sie dort ein Passwort und öffnen Sie die Einladung noch einmal.',
    sendLink: 'Link senden',
    lookAgain: 'Noch einmal ansehen',
    seats: 'Alle Plätze sind vergeben',
    seatsLead:
      'Ihre Einladung bleibt offen. Sagen Sie dem Absender Bescheid und versuchen Sie es noch einmal, wenn ein Platz frei ist.',
    tryAgain: 'Noch einmal versuchen',
    member: 'Sie sind schon Mitglied',
    memberLead: 'Mit einer Adresse, die Sie früher hatten. Es gibt nichts mehr anzunehmen.',
  },
};
