import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { interactionPolicy, Provider } from 'oidc-provider';
import type { ClientMetadata, Configuration, JWK } from 'oidc-provider';
import { readTextBody } from '../http/request-body.ts';
import type { AccountStore } from '../store/accounts.ts';
import { renderLoginPage } from './login-page.ts';
import type { ProviderStorage } from './provider-storage.ts';
import { REGISTERED_CLIENTS } from './sign-in-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** What the provider works with. */
export interface OpenIdProviderParts {
  readonly issuer: string;
  readonly accounts: AccountStore;
  readonly settings: Readonly<SignInSettings>;
  readonly storage: ProviderStorage;
}

/** An OpenID Connect provider at the paths of the observed server. */
export interface OpenIdProvider {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Whose access token this is. */
  findUserName(accessToken: string): Promise<string | undefined>;
}

const INTERACTION = '/signin/v1/identifier/';
const REFRESH_TOKEN_SECONDS = 30 * 86_400;

/** Makes the provider; takes a moment for its key. */
export function createOpenIdProvider(parts: OpenIdProviderParts): OpenIdProvider {
  const provider = new Provider(parts.issuer, toConfiguration(parts));
  const callback = provider.callback();
  return {
    async handle(request, response) {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === '/.well-known/openid-configuration') sendDiscovery(response, parts);
      else if (path.startsWith(INTERACTION) && !path.startsWith(`${INTERACTION}_/`))
        await answerLogin({ provider, accounts: parts.accounts }, request, response);
      else await callback(request, response);
    },
    async findUserName(accessToken) {
      const token = await provider.AccessToken.find(accessToken);
      return token?.accountId;
    },
  };
}

let signingKey: JWK | undefined;

/** One for all servers of a process: making it takes longer than a test. */
function getSigningKey(): JWK {
  if (signingKey === undefined) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    // What Node exports is what the library reads.
    signingKey = { ...(privateKey.export({ format: 'jwk' }) as JWK), alg: 'PS256', use: 'sig' };
  }
  return signingKey;
}

function toConfiguration({ settings, storage }: OpenIdProviderParts): Configuration {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    adapter: (model: string) => storage.createAdapter(model),
    clients: REGISTERED_CLIENTS.map(toClient),
    jwks: { keys: [getSigningKey()] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { profile: ['name', 'preferred_username'], email: ['email'] },
    conformIdTokenClaims: false,
    findAccount: (_context, name) => ({
      accountId: name,
      claims: () => ({ sub: name, name, preferred_username: name, email: `${name}@example.org` }),
    }),
    interactions: { policy, url: (_context, interaction) => INTERACTION + interaction.uid },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
    },
    rotateRefreshToken: () => settings.rotation !== 'none',
    issueRefreshToken: () => Promise.resolve(true),
    ttl: {
      AccessToken: () => settings.accessTokenSeconds,
      RefreshToken: () => REFRESH_TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 600,
      Session: 86_400,
      Grant: REFRESH_TOKEN_SECONDS,
    },
    routes: {
      authorization: '/signin/v1/identifier/_/authorize',
      end_session: '/signin/v1/identifier/_/endsession',
      token: '/konnect/v1/token',
      userinfo: '/konnect/v1/userinfo',
      jwks: '/konnect/v1/jwks.json',
      revocation: '/konnect/v1/revoke',
    },
    renderError: (context, out) => {
      context.type = 'html';
      context.body = `<!DOCTYPE html><title>refused</title><p>${out.error}`;
    },
    clientDefaults: { id_token_signed_response_alg: 'PS256' },
  };
}

function toClient({ id, secret }: (typeof REGISTERED_CLIENTS)[number]): ClientMetadata {
  const client: ClientMetadata = {
    client_id: id,
    application_type: 'native',
    // A native program may come back to any port. @see RFC 8252 §7.3
    redirect_uris: ['http://127.0.0.1', 'http://127.0.0.1/'],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: secret === undefined ? 'none' : 'client_secret_basic',
  };
  return secret === undefined ? client : { ...client, client_secret: secret };
}

/** As observed: `code` and the methods of PKCE are not named, although both work. */
function sendDiscovery(response: ServerResponse, { issuer, settings }: OpenIdProviderParts): void {
  const document = {
    issuer,
    authorization_endpoint: `${issuer}/signin/v1/identifier/_/authorize`,
    token_endpoint: `${issuer}/konnect/v1/token`,
    userinfo_endpoint: `${issuer}/konnect/v1/userinfo`,
    end_session_endpoint: `${issuer}/signin/v1/identifier/_/endsession`,
    jwks_uri: `${issuer}/konnect/v1/jwks.json`,
    ...(settings.hasRevocation ? { revocation_endpoint: `${issuer}/konnect/v1/revoke` } : {}),
    scopes_supported: ['openid', 'offline_access', 'profile', 'email'],
    response_types_supported: ['id_token token', 'id_token', 'code id_token', 'code id_token token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['PS256', 'RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
  };
  response.writeHead(200, { 'Content-Type': 'application/json; encoding=utf-8' }).end(JSON.stringify(document));
}

/** GET shows the form; POST signs in and agrees to everything that the program asks for. */
async function answerLogin(
  { provider, accounts }: { readonly provider: Provider; readonly accounts: AccountStore },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid, params } = await provider.interactionDetails(request, response);
  const form = new URLSearchParams(request.method === 'POST' ? await readForm(request) : '');
  const account = accounts.find(form.get('login') ?? '');
  const isRight = account !== undefined && accounts.hasPassword(account, form.get('password') ?? '');
  if (!isRight) {
    const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
    const page = renderLoginPage({ action: INTERACTION + uid, isWrong: request.method === 'POST', hint });
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(page);
    return;
  }
  const grant = new provider.Grant({ accountId: account.name, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const grantId = await grant.save();
  const result = { login: { accountId: account.name }, select_account: {}, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function readForm(request: IncomingMessage): Promise<string> {
  const body = await readTextBody(request);
  return body.kind === 'text' ? body.text : '';
}
