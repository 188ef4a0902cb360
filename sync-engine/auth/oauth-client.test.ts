import { describe, expect, it } from 'vitest';
import type { AuthAnswer, AuthFetch, AuthRequest } from './auth-fetch.ts';
import { chooseRegistration } from './client-registration.ts';
import { discoverIssuer, OAuthClient, toOwncloudApp } from './oauth-client.ts';
import type { TokenEnd } from './oauth-client.ts';

const NEVER = new AbortController().signal;
const ISSUER = 'https://id.example.org';
const SERVER = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  id_token_signing_alg_values_supported: ['PS256'],
};
const CHECKS = {
  redirectUri: 'http://127.0.0.1:49200',
  state: 'the-state',
  codeVerifier: 'v'.repeat(43),
  nonce: 'the-nonce',
};
const CALLBACK = new URLSearchParams({ code: 'the-code', state: 'the-state' });
const TOKENS = { access_token: 'abc', token_type: 'Bearer', expires_in: 300, refresh_token: 'r1' };

function answer(document: unknown, status = 200): AuthAnswer {
  const header = (name: string): string | undefined => (name === 'content-type' ? 'application/json' : undefined);
  return { kind: 'answer', status, header, text: JSON.stringify(document) };
}

/** An id token that nobody has signed: over TLS from the token endpoint its claims count. */
function toIdToken(claims: Readonly<Record<string, unknown>>): string {
  const seconds = Math.floor(Date.now() / 1000);
  const all = {
    iss: ISSUER,
    sub: 'anna',
    aud: 'bayernbox',
    iat: seconds,
    exp: seconds + 300,
    nonce: 'the-nonce',
    ...claims,
  };
  const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'PS256' })}.${encode(all)}.${Buffer.from('signature').toString('base64url')}`;
}

function createClient(
  fetch: AuthFetch,
  more: { readonly secret?: string; readonly server?: object } = {},
): OAuthClient {
  const registration = {
    ...chooseRegistration({}, { method: 'oidc', productName: '' }),
    clientId: 'bayernbox',
    clientSecret: more.secret,
  };
  return new OAuthClient({ server: { ...SERVER, ...more.server }, registration, fetch });
}

function redeem(document: unknown, status = 200, callback = CALLBACK): Promise<TokenEnd> {
  return createClient(() => Promise.resolve(answer(document, status))).redeem(callback, CHECKS, NEVER);
}

describe('the address for the browser', () => {
  const urlOf = async (server: object): Promise<URLSearchParams> =>
    new URL(
      await createClient(() => Promise.reject(new Error('nobody is asked')), { server }).toAuthorizationUrl(
        CHECKS,
        undefined,
      ),
    ).searchParams;

  it('uses PKCE and the code flow although the document names neither', async () => {
    expect(Object.fromEntries(await urlOf({ response_types_supported: ['id_token'] }))).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: 'http://127.0.0.1:49200',
      scope: 'openid offline_access email profile',
    });
  });

  it.each([
    [undefined, 'select_account consent'],
    [['login', 'consent'], 'consent'],
    [['none'], null],
  ])('asks, of the prompts %j, for %j', async (prompts, expected) => {
    expect((await urlOf({ prompt_values_supported: prompts })).get('prompt')).toBe(expected);
  });
});

describe('changing the code into tokens', () => {
  it('sends exactly the registered way back, and the verifier', async () => {
    const sent: AuthRequest[] = [];
    const client = createClient((_url, request) => {
      sent.push(request);
      return Promise.resolve(answer({ ...TOKENS, id_token: toIdToken({}) }));
    });

    const end = await client.redeem(CALLBACK, CHECKS, NEVER);

    expect(end).toEqual({ kind: 'tokens', tokens: { accessToken: 'abc', lifetimeMs: 300_000, refreshToken: 'r1' } });
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toMatchObject({
      redirect_uri: 'http://127.0.0.1:49200',
      code_verifier: CHECKS.codeVerifier,
      client_id: 'bayernbox',
    });
    expect(sent[0]?.headers).not.toHaveProperty('authorization');
  });

  it('sends a secret in the header, where the service takes it there', async () => {
    const seen: string[] = [];
    const fetch: AuthFetch = (_url, { headers, body }) => {
      seen.push(
        `${headers['authorization']?.split(' ')[0] ?? 'none'} ${new URLSearchParams(body).has('client_secret')}`,
      );
      return Promise.resolve(answer(TOKENS));
    };
    for (const methods of [undefined, ['client_secret_basic'], ['client_secret_post']])
      await createClient(fetch, { secret: 's', server: { token_endpoint_auth_methods_supported: methods } }).refresh(
        'r',
        NEVER,
      );

    expect(seen).toEqual(['Basic false', 'Basic false', 'none true']);
  });

  it.each([
    ['another nonce', { nonce: 'other' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'somebody else' }],
    ['another issuer', { iss: 'https://evil.example.org' }],
    ['a time that is over', { exp: 1, iat: 1 }],
  ])('does not believe an id token with %s', async (_what, claims) => {
    expect(await redeem({ ...TOKENS, id_token: toIdToken(claims) })).toMatchObject({ kind: 'not-trustworthy' });
  });

  it.each([
    ['no id token', TOKENS],
    [
      'an access token that would break out of its header',
      { ...TOKENS, access_token: 'a\r\nX-Evil: 1', id_token: toIdToken({}) },
    ],
    ['another kind of token', { ...TOKENS, token_type: 'MAC', id_token: toIdToken({}) }],
    ['no token at all', {}],
  ])('does not believe an answer with %s, and does not repeat it', async (_what, document) => {
    const end = await redeem(document);

    expect(end).toMatchObject({ kind: 'not-trustworthy' });
    expect(JSON.stringify(end)).not.toMatch(/X-Evil|"abc"|r1/);
  });

  it('checks the state once more', async () => {
    const callback = new URLSearchParams({ code: 'the-code', state: 'other' });

    expect(await redeem({ ...TOKENS, id_token: toIdToken({}) }, 200, callback)).toMatchObject({
      kind: 'not-trustworthy',
    });
  });

  it.each([
    ['invalid_grant', 400, 'refused'],
    ['invalid_client', 400, 'refused'],
    ['temporarily_unavailable', 400, 'failed'],
    ['too_many_requests', 429, 'failed'],
    ['server_error', 500, 'failed'],
  ])('takes %s (%i) as %s', async (error, status, kind) => {
    expect(await redeem({ error }, status)).toMatchObject({ kind });
  });

  it.each([500, 503, 429])('takes a page with status %i as trouble that passes', async (status) => {
    const header = (): string => 'text/html';
    const client = createClient(() => Promise.resolve({ kind: 'answer', status, header, text: '<html>' }));

    expect(await client.refresh('r', NEVER)).toMatchObject({ kind: 'failed', error: { retry: { kind: 'after' } } });
  });
});

describe('an issuer', () => {
  const discover = (document: unknown): ReturnType<typeof discoverIssuer> =>
    discoverIssuer(ISSUER, () => Promise.resolve(answer(document)), NEVER);

  it('is believed when its document names it', async () => {
    expect(await discover(SERVER)).toMatchObject({ ok: true, value: { token_endpoint: `${ISSUER}/token` } });
  });

  it('is not believed when its document is that of another one', async () => {
    expect(await discover({ ...SERVER, issuer: 'https://other.example.org' })).toMatchObject({
      ok: false,
      error: { code: 'unexpected-answer' },
    });
  });
});

it.each([
  ['no page', undefined],
  ['a program on a network drive', 'file://evil.example.org/share/sign-in.exe'],
  ['a page without encryption', 'http://id.example.org/authorize'],
  ['a script', 'javascript:alert(1)'],
])('an issuer is not believed when its document names %s to sign in at', async (_what, address) => {
  const document = { ...SERVER, authorization_endpoint: address };
  const discovered = await discoverIssuer(ISSUER, () => Promise.resolve(answer(document)), NEVER);

  expect(discovered).toMatchObject({ ok: false, error: { code: 'unexpected-answer' } });
});

it("ownCloud 10's app is found below the installation", () => {
  expect(toOwncloudApp('https://box.example.org/owncloud')).toMatchObject({
    authorization_endpoint: 'https://box.example.org/owncloud/index.php/apps/oauth2/authorize',
    token_endpoint: 'https://box.example.org/owncloud/index.php/apps/oauth2/api/v1/token',
  });
});

describe('the registration', () => {
  it.each([
    ['ownCloud', 'oidc', 'xdXOt13JKxym1B1QcEncf2XDkLAexMBFwiT9j6EfhhHFJhs2KM9jbjTmf8JBXE69', '127.0.0.1'],
    ['OpenCloud', 'oidc', 'OpenCloudDesktop', '127.0.0.1'],
    ['ownCloud', 'oauth2', 'xdXOt13JKxym1B1QcEncf2XDkLAexMBFwiT9j6EfhhHFJhs2KM9jbjTmf8JBXE69', 'localhost'],
  ] as const)(
    'that is built in for %s by %s is the published one',
    (...[productName, method, clientId, redirectHost]) => {
      expect(chooseRegistration({}, { method, productName })).toMatchObject({ clientId, redirectHost });
    },
  );

  it("never puts a built-in secret to the organisation's own id", () => {
    const chosen = chooseRegistration({ clientId: 'bayernbox' }, { method: 'oidc', productName: 'ownCloud' });

    expect([chosen.clientId, chosen.clientSecret]).toEqual(['bayernbox', undefined]);
  });
});
