import type { FoundServer, SignInMethod, StoredAccount } from '../core/model/account.ts';
import type { Result } from '../core/model/sync-error.ts';
import type { AuthFetch } from './auth-fetch.ts';
import { chooseRegistration } from './client-registration.ts';
import type { ClientRegistration, ClientRegistrations } from './client-registration.ts';
import { discoverIssuer, OAuthClient, toOwncloudApp } from './oauth-client.ts';
import { signInNeeded } from './sign-in-needed.ts';

/** A sign-in method that takes a browser. */
export type BrowserMethod = Extract<SignInMethod, { readonly kind: 'oidc' | 'oauth2' }>;

/** As whom this program comes to the sign-in service of a server, and where that is. */
export class ProgramPass {
  readonly #fetch: AuthFetch;
  readonly #registrations: ClientRegistrations;
  readonly #clients = new Map<string, OAuthClient>();

  constructor(fetch: AuthFetch, registrations: ClientRegistrations) {
    this.#fetch = fetch;
    this.#registrations = registrations;
  }

  /** The registration for a server that was found. */
  chooseRegistration(method: BrowserMethod, productName: string): ClientRegistration {
    return chooseRegistration(this.#registrations[method.kind], { method: method.kind, productName });
  }

  /** Reads the issuer's document anew: whoever signs in wants the newest. */
  async createClient(
    method: BrowserMethod,
    { address, productName }: Pick<FoundServer, 'address' | 'productName'>,
    signal: AbortSignal,
  ): Promise<Result<OAuthClient>> {
    const server =
      method.kind === 'oauth2'
        ? { ok: true as const, value: toOwncloudApp(address) }
        : await discoverIssuer(method.issuer, this.#fetch, signal);
    if (!server.ok) return server;
    const registration = this.chooseRegistration(method, productName);
    return { ok: true, value: new OAuthClient({ server: server.value, registration, fetch: this.#fetch }) };
  }

  /** The client of an account that has signed in; the issuer's document is read once for each process. */
  async findClient(account: StoredAccount, signal: AbortSignal): Promise<Result<OAuthClient>> {
    const { method, serverAddress, productName } = account;
    const key = toKey(account);
    const known = this.#clients.get(key);
    if (known !== undefined) return { ok: true, value: known };
    if (method.kind === 'password' || method.kind === 'token') return signInNeeded('no browser sign-in');
    const created = await this.createClient(method, { address: serverAddress, productName }, signal);
    if (created.ok) this.#clients.set(key, created.value);
    return created;
  }

  /** The next time the issuer's document is read anew. */
  forget(account: StoredAccount): void {
    this.#clients.delete(toKey(account));
  }
}

function toKey({ serverAddress, method }: StoredAccount): string {
  return JSON.stringify([serverAddress, method]);
}
