import type { Brand } from './ids.ts';
import type { SyncErrorCode } from './sync-error.ts';

/** Key of one account on this computer. Random; never used twice. */
export type AccountId = Brand<string, 'AccountId'>;

const ACCOUNT_ID = /^[0-9a-f]{16}$/;

/** Takes an id that this program made. Undefined for anything else. */
export function parseAccountId(text: string): AccountId | undefined {
  return ACCOUNT_ID.test(text) ? (text as AccountId) : undefined;
}

/** The two families of servers. */
export type ServerKind = 'owncloud10' | 'infinite-scale';

/**
 * How a server lets people in.
 * - `oidc`: OpenID Connect in the system's browser, at this issuer.
 * - `oauth2`: ownCloud 10's own OAuth2 app, in the system's browser.
 * - `password`: user name with password or app password.
 * - `token`: a token that somebody made by hand.
 */
export type SignInMethod =
  | { readonly kind: 'oidc'; readonly issuer: string }
  | { readonly kind: 'oauth2' }
  | { readonly kind: 'password' }
  | { readonly kind: 'token' };

/** What the first look at an address found. Nothing secret was sent to find it out. */
export interface FoundServer {
  /** Origin and installation path, without a slash at the end; what is stored and used from now on. */
  readonly address: string;
  /** The same for people: names with umlauts are shown as they are written. */
  readonly displayAddress: string;
  /**
   * The origin that was typed, when the server sent us to another one. Show both and ask before a password is typed or
   * a browser is opened: whoever answers at the first address has chosen the second.
   */
  readonly movedFrom: string | undefined;
  readonly kind: ServerKind;
  readonly productName: string;
  readonly version: string;
  /** True where the server has spaces; they are listed after sign-in. */
  readonly hasSpaces: boolean;
  /** True where the server tells of changes by itself. */
  readonly hasPush: boolean;
  /** What the server offers, the best first. Never empty. */
  readonly methods: readonly SignInMethod[];
}

/** Why an address leads to no server that can be used. Codes cross every border; the words are elsewhere. */
export type DetectionCode =
  /** Not an address, or one with a user name or password in it. */
  | 'address-unusable'
  | 'host-not-found'
  | 'connection-refused'
  | 'timed-out'
  /** A page where data was due: the sign-in page of a network, or a web site that is no server. */
  | 'captive-portal'
  | Extract<
      SyncErrorCode,
      | 'server-unreachable'
      | 'proxy-sign-in-needed'
      | 'not-an-owncloud'
      | 'server-maintenance'
      | 'server-too-old'
      | 'server-busy'
      | 'server-error'
      | 'encryption-missing'
      | 'certificate-expired'
      | 'certificate-wrong-name'
      | 'certificate-untrusted'
      | 'certificate-invalid'
      | 'cancelled'
    >;

/** How the first look ended. */
export type Detection =
  | { readonly kind: 'found'; readonly server: FoundServer }
  | {
      readonly kind: 'failed';
      readonly code: DetectionCode;
      /** For logs. */
      readonly detail: string;
      /** `server-too-old`: the version found, and the oldest that can be used. */
      readonly tooOld?: { readonly product: string; readonly version: string; readonly oldest: string };
    };

/** Why an account is not signed in although nobody signed it out. */
type SignInNeededWhy =
  /** The server or its sign-in service takes what is stored no longer. */
  | 'refused'
  /** Nothing is stored, e.g. because there was no keychain when the program ended. */
  | 'secret-missing'
  /** The keychain is locked or does not answer; what it holds is left as it is. */
  | 'keychain-unreadable';

/** Whether an account can work. Nothing is cleared or deleted by any of these. */
export type AccountState =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'sign-in-needed'; readonly why: SignInNeededWhy }
  | { readonly kind: 'signed-out' };

/** Who somebody is on a server. */
export interface UserIdentity {
  /** The server's own id; survives a new name. */
  readonly userId: string;
  readonly userName: string;
  readonly displayName: string;
}

/** One account as it is kept in a file. Nothing in it is secret. */
export interface StoredAccount extends UserIdentity {
  readonly id: AccountId;
  readonly serverAddress: string;
  readonly serverKind: ServerKind;
  readonly productName: string;
  readonly method: SignInMethod;
  readonly state: AccountState;
}

/** One account as it may be shown. Nothing in it is secret. */
export interface AccountView extends StoredAccount {
  /** `until-exit`: there is no keychain, so the next start asks again. */
  readonly isKept: 'in-keychain' | 'until-exit';
}

/** Why a sign-in came to nothing. No stored account was touched. */
export type SignInCode =
  /** The account belongs to somebody else than the person who has just signed in. */
  | 'wrong-user'
  /** The person, or the sign-in service, said no. */
  | 'sign-in-denied'
  /** Nobody came back from the browser in time. */
  | 'sign-in-expired'
  /** What came back cannot be trusted or read. */
  | 'sign-in-answer-invalid'
  /** The server offers no sign-in with a browser. */
  | 'no-browser-sign-in'
  /** No port of this computer could be opened for the way back from the browser. */
  | 'no-way-back'
  | SyncErrorCode;

/** How a sign-in ended. */
export type SignInEnd =
  | { readonly kind: 'signed-in'; readonly account: AccountView; readonly isNew: boolean }
  | {
      readonly kind: 'failed';
      readonly code: SignInCode;
      readonly detail: string;
      /** `wrong-user`: whose account it is, and who signed in. */
      readonly wrongUser?: { readonly expected: string; readonly actual: string };
    };

/** How signing out ended. The account is signed out in every case. */
export interface SignOutEnd {
  /** `none`: the method has no token that could be taken back, e.g. an app password. */
  readonly revocation: 'revoked' | 'not-offered' | 'failed' | 'none';
  /** False when the keychain did not let go of the secret: it must be removed there by hand. */
  readonly isSecretRemoved: boolean;
}

/**
 * Why the list of accounts cannot be used. `accounts-file-damaged`: it holds something else than accounts.
 * `accounts-file-unreadable`: the system does not give it.
 */
export type AccountsFaultCode = 'accounts-file-damaged' | 'accounts-file-unreadable';

/** A list of accounts that cannot be used. It stays as it is until somebody repairs it or sets it aside. */
export interface AccountsFault {
  readonly code: AccountsFaultCode;
  /** The file, absolute. */
  readonly path: string;
  /** What exactly is wrong, e.g. `EACCES`; never what the file holds. */
  readonly detail: string;
}

/** How setting the list aside ended; in every case no byte of it is gone. */
export type SetAsideEnd =
  | { readonly kind: 'set-aside'; readonly keptPath: string }
  /** It can be used: somebody has repaired it, or there is none. */
  | { readonly kind: 'not-needed' }
  /** What the system said. */
  | { readonly kind: 'failed'; readonly detail: string };

/** Something happened to the accounts. */
export type AccountEvent =
  | { readonly type: 'account-added'; readonly account: AccountView }
  | { readonly type: 'account-changed'; readonly account: AccountView }
  | { readonly type: 'account-removed'; readonly id: AccountId };
