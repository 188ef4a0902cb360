import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discoveryRequest,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  ResponseBodyError,
  revocationRequest,
  validateAuthResponse,
} from 'oauth4webapi';
import type { AuthorizationServer, Client, ClientAuth, CustomFetchOptions, TokenEndpointResponse } from 'oauth4webapi';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import type { AuthFetch } from './auth-fetch.ts';
import type { ClientRegistration } from './client-registration.ts';

/** What a sign-in service handed out. Held in memory; only the refresh token is stored, in the keychain. */
export interface Tokens {
  readonly accessToken: string;
  /** How long the access token is good, in ms; undefined: not told. */
  readonly lifetimeMs: number | undefined;
  /** Undefined after a refresh: the old one stays good. */
  readonly refreshToken: string | undefined;
}

/** How asking for tokens ended. */
export type TokenEnd =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** The service has answered, and says no: what was sent is not good any more. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Nothing was found out: a network, a server in trouble. */
  | { readonly kind: 'failed'; readonly error: SyncError }
  /** An answer that must not be believed. */
  | { readonly kind: 'not-trustworthy'; readonly detail: string };

/** What binds a browser's way back to the way there. Made anew for each sign-in. */
export interface AuthorizationChecks {
  readonly redirectUri: string;
  readonly state: string;
  readonly codeVerifier: string;
  /** Undefined for OAuth2, which has no id tokens. */
  readonly nonce: string | undefined;
}

export interface OAuthClientOptions {
  readonly server: AuthorizationServer;
  readonly registration: ClientRegistration;
  readonly fetch: AuthFetch;
}

/**
 * Reads what an issuer says of itself. The document must name exactly this issuer, and a page that a browser may be sent
 * to: the system would run a program on a network drive just as readily. @see OpenID Connect Discovery §4.3
 */
export async function discoverIssuer(
  issuer: string,
  fetch: AuthFetch,
  signal: AbortSignal,
): Promise<Result<AuthorizationServer>> {
  const url = new URL(issuer);
  try {
    const response = await discoveryRequest(url, { ...toOptions(url, fetch), signal });
    const server = await processDiscoveryResponse(url, response);
    return isSignInPage(server.authorization_endpoint, url)
      ? { ok: true, value: server }
      : { ok: false, error: unexpected('no page to sign in at') };
  } catch (thrown) {
    const end = toEnd(thrown);
    return { ok: false, error: end.kind === 'failed' ? end.error : unexpected(end.detail) };
  }
}

/** Encrypted, unless the issuer itself is not and yet was taken. */
function isSignInPage(address: string | undefined, issuer: URL): boolean {
  const page = URL.parse(address ?? '');
  return page !== null && (page.protocol === 'https:' || page.protocol === issuer.protocol);
}

/** Where ownCloud 10's OAuth2 app is; it has no discovery document. */
export function toOwncloudApp(serverAddress: string): AuthorizationServer {
  const app = `${serverAddress}/index.php/apps/oauth2`;
  return { issuer: serverAddress, authorization_endpoint: `${app}/authorize`, token_endpoint: `${app}/api/v1/token` };
}

/** Talks to one sign-in service as one registered program. Calls may overlap. @see RFC 6749, RFC 7636, RFC 8252 */
export class OAuthClient {
  readonly #options: OAuthClientOptions;
  readonly #client: Client;
  readonly #clientAuth: ClientAuth;

  constructor(options: OAuthClientOptions) {
    this.#options = options;
    const { clientId, clientSecret } = options.registration;
    this.#client = { client_id: clientId };
    this.#clientAuth = chooseClientAuth(options.server, clientSecret);
  }

  /** The address for the browser. PKCE is always used, whether the service names it or not. */
  async toAuthorizationUrl(checks: AuthorizationChecks, userNameHint: string | undefined): Promise<string> {
    const { server, registration } = this.#options;
    const url = new URL(server.authorization_endpoint ?? '');
    const prompt = choosePrompt(server);
    const parameters = {
      response_type: 'code',
      client_id: registration.clientId,
      redirect_uri: checks.redirectUri,
      state: checks.state,
      code_challenge: await calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
      ...(registration.scopes === '' ? {} : { scope: registration.scopes }),
      ...(checks.nonce === undefined ? {} : { nonce: checks.nonce, ...(prompt === '' ? {} : { prompt }) }),
      // Each family knows one of the two.
      ...(userNameHint === undefined ? {} : { login_hint: userNameHint, user: userNameHint }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Changes the code that the browser brought back into tokens. The state is checked again. */
  async redeem(callback: URLSearchParams, checks: AuthorizationChecks, signal: AbortSignal): Promise<TokenEnd> {
    const { server } = this.#options;
    return end(async () => {
      const valid = validateAuthResponse(server, this.#client, callback, checks.state);
      const response = await authorizationCodeGrantRequest(
        server,
        this.#client,
        this.#clientAuth,
        valid,
        checks.redirectUri,
        checks.codeVerifier,
        { ...this.#toOptions(), signal },
      );
      const { nonce } = checks;
      return processAuthorizationCodeResponse(
        server,
        this.#client,
        response,
        nonce === undefined ? {} : { expectedNonce: nonce, requireIdToken: true },
      );
    });
  }

  /** Asks for a new access token. */
  async refresh(refreshToken: string, signal: AbortSignal): Promise<TokenEnd> {
    const { server, registration } = this.#options;
    const additionalParameters = registration.scopes === '' ? {} : { scope: registration.scopes };
    return end(async () => {
      const options = { ...this.#toOptions(), additionalParameters, signal };
      const response = await refreshTokenGrantRequest(server, this.#client, this.#clientAuth, refreshToken, options);
      return processRefreshTokenResponse(server, this.#client, response);
    });
  }

  /** Takes a refresh token, and what came of it, back. @see RFC 7009 */
  async revoke(refreshToken: string, signal: AbortSignal): Promise<'revoked' | 'not-offered' | 'failed'> {
    const { server } = this.#options;
    if (server.revocation_endpoint === undefined) return 'not-offered';
    try {
      const options = { ...this.#toOptions(), additionalParameters: { token_type_hint: 'refresh_token' }, signal };
      const response = await revocationRequest(server, this.#client, this.#clientAuth, refreshToken, options);
      await processRevocationResponse(response);
      return 'revoked';
    } catch (thrown) {
      // Told to the person who signs out; a bug of ours is not hidden by it.
      if (toEnd(thrown).kind === 'not-trustworthy' && thrown instanceof TypeError) throw thrown;
      return 'failed';
    }
  }

  #toOptions(): ReturnType<typeof toOptions> {
    return toOptions(new URL(this.#options.server.token_endpoint ?? ''), this.#options.fetch);
  }
}

/** `none` is right for a program without a secret; `client_secret_basic` is what every service must know. */
function chooseClientAuth(server: AuthorizationServer, clientSecret: string | undefined): ClientAuth {
  if (clientSecret === undefined) return None();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic') || !methods.includes('client_secret_post')
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret);
}

/** People with two accounts must be able to choose, and services give refresh tokens only to those who were asked. */
function choosePrompt(server: AuthorizationServer): string {
  const known = server['prompt_values_supported'];
  const wanted = ['select_account', 'consent'];
  return (Array.isArray(known) ? wanted.filter((value) => known.includes(value)) : wanted).join(' ');
}

class NoAnswer extends Error {
  readonly syncError: SyncError;

  constructor(error: SyncError) {
    super(error.code);
    this.syncError = error;
  }
}

/** The library refuses http by itself; whether it may be spoken is decided in one place, below `fetch`. */
function toOptions(url: URL, fetch: AuthFetch) {
  return {
    [allowInsecureRequests]: url.protocol === 'http:',
    [customFetch]: (address: string, options: CustomFetchOptions<string, URLSearchParams | undefined>) =>
      toResponse(address, options, fetch),
  };
}

async function toResponse(
  address: string,
  { method, headers, body, signal }: CustomFetchOptions<string, URLSearchParams | undefined>,
  fetch: AuthFetch,
): Promise<Response> {
  const answer = await fetch(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body.toString() }),
    signal: signal ?? new AbortController().signal,
  });
  if (answer.kind === 'no-answer') throw new NoAnswer(answer.error);
  const type = answer.header('content-type');
  const hasNoBody = answer.status === 204 || answer.status === 304;
  return new Response(hasNoBody ? null : answer.text, {
    status: answer.status,
    headers: type === undefined ? {} : { 'content-type': type },
  });
}

async function end(ask: () => Promise<TokenEndpointResponse>): Promise<TokenEnd> {
  try {
    const tokens = await ask();
    // Anything else would break out of the header that it is put into. @see RFC 6750 §2.1
    if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(tokens.access_token))
      return { kind: 'not-trustworthy', detail: 'not a bearer token' };
    return {
      kind: 'tokens',
      tokens: {
        accessToken: tokens.access_token,
        lifetimeMs: tokens.expires_in === undefined ? undefined : tokens.expires_in * 1000,
        refreshToken: tokens.refresh_token,
      },
    };
  } catch (thrown) {
    return toEnd(thrown);
  }
}

/** A service in trouble says so with one of these, and means no refusal. @see RFC 6749 §4.1.2.1 */
const PASSING = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/** Messages of the library name what was wrong, never a token; bodies and answers stay in `cause` and are not told. */
function toEnd(thrown: unknown): Exclude<TokenEnd, { kind: 'tokens' }> {
  if (thrown instanceof NoAnswer) return { kind: 'failed', error: thrown.syncError };
  if (thrown instanceof ResponseBodyError || thrown instanceof AuthorizationResponseError) {
    const isPassing = PASSING.has(thrown.error) || (thrown instanceof ResponseBodyError && thrown.status === 429);
    return isPassing ? { kind: 'failed', error: inTrouble(thrown.error) } : { kind: 'refused', detail: thrown.error };
  }
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (cause instanceof Response && (cause.status >= 500 || cause.status === 429))
    return { kind: 'failed', error: inTrouble(`sign-in service: ${cause.status}`) };
  if (cause instanceof Response && cause.status === 401) return { kind: 'refused', detail: 'invalid_client' };
  return { kind: 'not-trustworthy', detail: thrown instanceof Error ? thrown.message : 'no words' };
}

function inTrouble(detail: string): SyncError {
  return { code: 'server-error', scope: 'account', retry: { kind: 'after', delayMs: 30_000 }, detail };
}

function unexpected(detail: string): SyncError {
  return { code: 'unexpected-answer', scope: 'account', retry: { kind: 'after', delayMs: 60_000 }, detail };
}
