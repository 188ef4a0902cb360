import type {
  AccountEvent,
  AccountId,
  AccountsFault,
  AccountView,
  Detection,
  FoundServer,
  SetAsideEnd,
  SignInCode,
  SignInEnd,
  SignOutEnd,
} from '../core/model/account.ts';
import type { AuthorizationSource } from '../core/model/authorization.ts';

/** What the browser shows at the end. Whoever talks to people has the words. */
export type LastPage =
  | { readonly kind: 'signed-in'; readonly displayName: string }
  | { readonly kind: 'failed'; readonly code: SignInCode }
  /** Somebody called who has no sign-in under way here. */
  | { readonly kind: 'stranger' };

/** Makes a page that needs nothing from elsewhere. Must escape what it is given. */
export type RenderPage = (page: LastPage) => string;

/** How a person wants to sign in. Secrets are held in memory until they are in the keychain. */
export type SignInWish =
  /** `oidc` or `oauth2`, whichever the server offers. */
  | { readonly kind: 'browser' }
  | { readonly kind: 'password'; readonly userName: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

export interface SignInRequest {
  readonly server: FoundServer;
  readonly wish: SignInWish;
  /** Renews the sign-in of this account; another person is refused with `wrong-user`. Undefined: a new account. */
  readonly accountId: AccountId | undefined;
  /** Shown by the sign-in page as a suggestion. */
  readonly userNameHint?: string;
}

/** A sign-in under way. */
export interface SignIn {
  /** Address for the browser, to be opened, shown or copied; undefined when no browser is needed. Resolves once. */
  readonly browserAddress: Promise<string | undefined>;
  /** Never rejects. */
  readonly ended: Promise<SignInEnd>;
  /** Ends it with `cancelled`; harmless when it is over. */
  cancel(): void;
}

/**
 * All accounts of this person on this computer. What is not secret is shared with other BayernBox processes through a
 * file, what is secret through the system's keychain. No method throws for what a server, a person or a keychain does.
 */
export interface Accounts {
  /** Looks at an address as it was typed or pasted. Sends nothing secret. */
  detect(typed: string, signal: AbortSignal): Promise<Detection>;
  /** Begins a sign-in. Opens no window by itself: at most one browser tab per wish of a person. */
  beginSignIn(request: SignInRequest): SignIn;
  /** Forgets the secret, here and where possible at the server; the account stays in the list. */
  signOut(id: AccountId, signal: AbortSignal): Promise<SignOutEnd>;
  /** Signs out and takes the account off the list. Synced folders and their files stay as they are. */
  remove(id: AccountId, signal: AbortSignal): Promise<SignOutEnd>;
  /** In the order in which they were added. Empty also where `findFault` says why nobody knows them. */
  list(): readonly AccountView[];
  /** Why the list cannot be used. Meanwhile nothing is added, changed or removed. Undefined: it can be used. */
  findFault(): AccountsFault | undefined;
  /** Puts a list that cannot be used beside, whole, so that a new one begins. */
  setListAside(): SetAsideEnd;
  /** Signs the requests of this account; one source for all who ask. `sign-in-needed` for an unknown account. */
  authorizationOf(id: AccountId): AuthorizationSource;
  /** Hears of every change until the returned function is called. */
  onEvent(listener: (event: AccountEvent) => void): () => void;
  /** Ends all sign-ins under way. */
  close(): Promise<void>;
}
