import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ProfileKind } from '../server-options.ts';
import type { AccountStore } from '../store/accounts.ts';
import { OAuth2App } from './oauth2-app.ts';
import type { OpenIdProvider } from './openid-provider.ts';
import { ProviderStorage } from './provider-storage.ts';
import { DEFAULT_SIGN_IN } from './sign-in-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** What signing in with a browser needs. */
export interface BrowserSignInParts {
  readonly kind: ProfileKind;
  /** False: no browser sign-in at all. */
  readonly isOffered: boolean;
  readonly settings: Partial<SignInSettings>;
  readonly accounts: AccountStore;
  readonly now: () => number;
  /** The server's own address, once it listens. */
  readonly origin: () => string;
}

const ISSUER_REL = 'http://openid.net/specs/connect/1.0/issuer';

/** Signing in with a browser: OpenID Connect on Infinite Scale, OAuth2 on ownCloud 10. */
export class BrowserSignIn {
  /** May be changed while the server runs. */
  readonly settings: SignInSettings;
  readonly #parts: BrowserSignInParts;
  readonly #storage: ProviderStorage;
  readonly #oauth2: OAuth2App;
  #provider: Promise<OpenIdProvider> | undefined;

  constructor(parts: BrowserSignInParts) {
    this.#parts = parts;
    this.settings = { ...DEFAULT_SIGN_IN, ...parts.settings };
    this.#storage = new ProviderStorage(this.settings, parts.now);
    this.#oauth2 = new OAuth2App({ accounts: parts.accounts, settings: this.settings, now: parts.now });
  }

  get isOffered(): boolean {
    return this.#parts.isOffered;
  }

  /** Makes all access tokens that were handed out bad; refresh tokens stay. */
  dropAccessTokens(): void {
    this.#storage.dropAccessTokens();
    this.#oauth2.dropAccessTokens();
  }

  /** Whether the OpenID provider answers this path, with its own hands. */
  isProviderPath(exchange: Exchange): boolean {
    if (!this.isOffered || this.#parts.kind !== 'infinite-scale') return false;
    const [first] = exchange.segments ?? [];
    return first === 'konnect' || first === 'signin' || exchange.rawPath === '/.well-known/openid-configuration';
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = await this.#getProvider();
    await provider.handle(request, response);
  }

  /** Answers what belongs to the sign-in and is not the provider's; undefined for all else. */
  async answer(exchange: Exchange): Promise<Answer | undefined> {
    if (!this.isOffered) return undefined;
    if (this.#parts.kind === 'owncloud10') return this.#oauth2.answer(exchange);
    if (exchange.rawPath !== '/.well-known/webfinger') return undefined;
    const subject = exchange.query.get('resource') ?? '';
    return jsonAnswer(200, { subject, links: [{ rel: ISSUER_REL, href: this.#parts.origin() }] });
  }

  /** Whose access token this is. */
  async findUserName(accessToken: string): Promise<string | undefined> {
    if (this.#parts.kind === 'owncloud10') return this.#oauth2.findUserName(accessToken);
    const provider = await this.#provider;
    return provider?.findUserName(accessToken);
  }

  /** Only when somebody signs in: loading the library and making a key would slow every test down. */
  #getProvider(): Promise<OpenIdProvider> {
    const { accounts, origin } = this.#parts;
    this.#provider ??= import('./openid-provider.ts').then(({ createOpenIdProvider }) =>
      createOpenIdProvider({ issuer: origin(), accounts, settings: this.settings, storage: this.#storage }),
    );
    return this.#provider;
  }
}
