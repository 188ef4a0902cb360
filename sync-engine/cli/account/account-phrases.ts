import type {
  AccountState,
  AccountView,
  Detection,
  DetectionCode,
  SignInCode,
  SignOutEnd,
} from '../../core/model/account.ts';
import type { LastPage } from '../../auth/auth.ts';
import type { SyncErrorCode } from '../../core/model/sync-error.ts';
import type { Language, Message } from '../messages.ts';
import { getMessage } from '../messages.ts';

type OwnCode = Exclude<DetectionCode | SignInCode, SyncErrorCode>;
type Words = readonly [title: string, hint: string];

const WORDS: Readonly<Record<OwnCode, Readonly<Record<Language, Words>>>> = {
  'address-unusable': {
    de: ['Das ist keine Adresse eines Servers', 'Geben Sie sie ohne Benutzer und Passwort ein, z. B. box.beispiel.de.'],
    en: ['This is not an address of a server', 'Type it without user and password, e.g. box.example.org.'],
  },
  'host-not-found': {
    de: [
      'Diesen Server gibt es nicht',
      'Prüfen Sie, ob die Adresse richtig geschrieben ist und das Netzwerk verbunden ist.',
    ],
    en: ['There is no such server', 'Check the spelling of the address and the network connection.'],
  },
  'connection-refused': {
    de: ['Der Server nimmt keine Verbindung an', 'Prüfen Sie die Adresse, auch die Zahl hinter dem Doppelpunkt.'],
    en: ['The server takes no connection', 'Check the address, also the number after the colon.'],
  },
  'timed-out': {
    de: [
      'Der Server antwortet nicht',
      'Prüfen Sie die Netzwerkverbindung, VPN oder Proxy und versuchen Sie es noch einmal.',
    ],
    en: ['The server does not answer', 'Check the network connection, VPN or proxy, and try again.'],
  },
  'captive-portal': {
    de: [
      'Statt des Servers antwortet eine Webseite',
      'Öffnen Sie einen Browser: Verlangt das Netzwerk (WLAN, Hotel) eine Anmeldung? Sonst prüfen Sie die Adresse.',
    ],
    en: [
      'A web page answers in the place of the server',
      'Open a browser: does the network (Wi-Fi, hotel) ask for a sign-in? Else check the address.',
    ],
  },
  'wrong-user': {
    de: ['Das ist ein anderes Konto', 'Es wurde nichts geändert. Melden Sie sich mit dem richtigen Konto an.'],
    en: ['This is another account', 'Nothing was changed. Sign in with the right account.'],
  },
  'sign-in-denied': {
    de: ['Die Anmeldung wurde abgelehnt', 'Melden Sie sich noch einmal an und stimmen Sie im Browser zu.'],
    en: ['The sign-in was denied', 'Sign in again and agree in the browser.'],
  },
  'sign-in-expired': {
    de: ['Die Zeit für die Anmeldung ist abgelaufen', 'Beginnen Sie die Anmeldung noch einmal.'],
    en: ['The time for signing in is over', 'Begin the sign-in again.'],
  },
  'sign-in-answer-invalid': {
    de: [
      'Die Antwort der Anmeldung ist nicht vertrauenswürdig',
      'Beginnen Sie noch einmal; hält es an, fragen Sie Ihre IT-Betreuung.',
    ],
    en: ['The answer of the sign-in cannot be trusted', 'Begin again; if this stays, ask your administrator.'],
  },
  'no-browser-sign-in': {
    de: [
      'Der Server bietet keine Anmeldung im Browser',
      'Nehmen Sie ein App-Passwort mit --user und --password-stdin.',
    ],
    en: ['The server offers no sign-in with a browser', 'Use an app password with --user and --password-stdin.'],
  },
  'no-way-back': {
    de: [
      'Der Rückweg vom Browser konnte nicht geöffnet werden',
      'Beenden Sie andere Anmeldungen oder fragen Sie Ihre IT-Betreuung.',
    ],
    en: ['The way back from the browser could not be opened', 'End other sign-ins or ask your administrator.'],
  },
};

/** Title and hint for the end of a first look or of a sign-in. */
export function getSignInMessage(code: DetectionCode | SignInCode, language: Language): Message {
  if (!isOwnCode(code)) return getMessage(code, language);
  const [title, hint] = WORDS[code][language];
  return { title, hint };
}

function isOwnCode(code: DetectionCode | SignInCode): code is OwnCode {
  return Object.hasOwn(WORDS, code);
}

/** One line about a first look that found nothing to use. */
export function describeDetection(failed: Extract<Detection, { kind: 'failed' }>, language: Language): string {
  const { title, hint } = getSignInMessage(failed.code, language);
  if (failed.tooOld === undefined) return `${title}. ${hint}`;
  const { product, version, oldest } = failed.tooOld;
  return language === 'de'
    ? `${title}: ${product} ${version}, nötig ist mindestens ${oldest}. Wenden Sie sich an den Betreiber.`
    : `${title}: ${product} ${version}, at least ${oldest} is needed. Contact the operator.`;
}

/** A server has sent us to another one; nothing was sent there. */
export function describeMove(from: string, to: string, language: Language): string {
  return language === 'de'
    ? `${from} leitet zu ${to} weiter. Ist das die Adresse Ihres Servers, melden Sie sich dort an: bayernbox login ${to}`
    : `${from} leads on to ${to}. If that is the address of your server, sign in there: bayernbox login ${to}`;
}

/** Where to go with the browser. */
export function describeBrowserAddress(address: string, isOpened: boolean, language: Language): string {
  if (language === 'de')
    return isOpened
      ? `Bitte melden Sie sich im Browser an. Hat er sich nicht geöffnet, rufen Sie dort auf: ${address}`
      : `Bitte rufen Sie im Browser auf diesem Gerät auf: ${address}`;
  return isOpened
    ? `Please sign in with the browser. If it has not opened, go to: ${address}`
    : `Please open with a browser on this device: ${address}`;
}

/** Who signed in. */
export function describeSignedIn(account: AccountView, language: Language): string {
  const who = `${account.displayName} (${account.userName}), ${account.serverAddress}`;
  return language === 'de' ? `Angemeldet: ${who}` : `Signed in: ${who}`;
}

/** There is no keychain, so the command cannot keep what it got. */
export function describeNoKeychain(language: Language): string {
  return language === 'de'
    ? 'Dieses Gerät bietet keinen geöffneten Schlüsselbund. Die Anmeldung kann nicht aufbewahrt werden und wurde verworfen. Entsperren Sie ihn, oder geben Sie das Passwort bei jedem Abgleich an.'
    : 'This device offers no open keychain. The sign-in cannot be kept and was dropped. Unlock it, or give the password with each sync.';
}

/** What signing out has done. */
export function describeSignOut(
  account: AccountView,
  end: SignOutEnd & { readonly keychainService: string },
  language: Language,
): string {
  const who = `${account.userName}, ${account.serverAddress}`;
  const said = language === 'de' ? `Abgemeldet: ${who}.` : `Signed out: ${who}.`;
  return [
    said,
    describeRevocation(end.revocation, language),
    end.isSecretRemoved ? '' : describeLeft(end.keychainService, language),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function describeRevocation(revocation: SignOutEnd['revocation'], language: Language): string {
  switch (revocation) {
    case 'revoked':
      return language === 'de'
        ? 'Der Zugang wurde auch auf dem Server entzogen.'
        : 'Access was taken back on the server, too.';
    case 'failed':
      return language === 'de'
        ? 'Auf dem Server konnte der Zugang nicht entzogen werden; er läuft von selbst ab.'
        : 'Access could not be taken back on the server; it ends by itself.';
    case 'not-offered':
      return language === 'de'
        ? 'Auf dem Server läuft der Zugang von selbst ab.'
        : 'On the server access ends by itself.';
    case 'none':
      return '';
    default:
      return revocation satisfies never;
  }
}

function describeLeft(service: string, language: Language): string {
  return language === 'de'
    ? `Der Schlüsselbund gab den Eintrag nicht frei: Löschen Sie „${service}“ dort selbst.`
    : `The keychain did not let go of the entry: remove "${service}" there yourself.`;
}

/** One line about an account. */
export function describeAccount(account: AccountView, language: Language): string {
  const { displayName, userName, serverAddress, productName } = account;
  return `${displayName} (${userName}), ${serverAddress}, ${productName}: ${describeAccountState(account.state, language)}`;
}

function describeAccountState(state: AccountState, language: Language): string {
  switch (state.kind) {
    case 'signed-in':
      return language === 'de' ? 'angemeldet' : 'signed in';
    case 'signed-out':
      return language === 'de' ? 'abgemeldet' : 'signed out';
    case 'sign-in-needed':
      return `${language === 'de' ? 'Anmeldung nötig' : 'sign-in needed'} (${describeWhy(state.why, language)})`;
    default:
      return state satisfies never;
  }
}

function describeWhy(why: Extract<AccountState, { kind: 'sign-in-needed' }>['why'], language: Language): string {
  switch (why) {
    case 'refused':
      return language === 'de'
        ? 'der Server nimmt die bisherige nicht mehr an'
        : 'the server takes the old one no longer';
    case 'secret-missing':
      return language === 'de' ? 'im Schlüsselbund liegt keine' : 'there is none in the keychain';
    case 'keychain-unreadable':
      return language === 'de' ? 'der Schlüsselbund ist nicht zugänglich' : 'the keychain cannot be reached';
    default:
      return why satisfies never;
  }
}

/** No account is there yet. */
export function describeNoAccounts(language: Language): string {
  return language === 'de'
    ? 'Es gibt noch kein Konto. Anmelden: bayernbox login <Adresse>'
    : 'There is no account yet. Sign in: bayernbox login <address>';
}

/** The last page of a sign-in in the browser: whole, and without anything from elsewhere. */
export function renderLastPage(page: LastPage, language: Language): string {
  const [title, text] = describePage(page, language).map(escapeHtml);
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font-family:system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>
</head><body><h1>${title}</h1><p>${text}</p></body></html>`;
}

function describePage(page: LastPage, language: Language): readonly [title: string, text: string] {
  const isGerman = language === 'de';
  switch (page.kind) {
    case 'signed-in':
      return isGerman
        ? ['Sie sind angemeldet', `Willkommen, ${page.displayName}. Sie können dieses Fenster schließen.`]
        : ['You are signed in', `Welcome, ${page.displayName}. You can close this window.`];
    case 'failed': {
      const { title, hint } = getSignInMessage(page.code, language);
      return [title, hint];
    }
    case 'stranger':
      return isGerman
        ? ['Hier ist keine Anmeldung offen', 'Beginnen Sie die Anmeldung noch einmal.']
        : ['No sign-in is under way here', 'Begin the sign-in again.'];
    default:
      return page satisfies never;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
