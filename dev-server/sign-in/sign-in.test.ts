import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HeadlessBrowser } from '../testing/headless-browser.ts';
import { startTestServer } from '../testing/test-server.ts';
import type { TestServer } from '../testing/test-server.ts';
import { REGISTERED_CLIENTS } from './sign-in-settings.ts';

const ANNA = { name: 'anna', password: 'pw' };
const PUBLIC_CLIENT = 'OpenCloudDesktop';
const [, OFFICIAL] = REGISTERED_CLIENTS;
const BASIC = `Basic ${Buffer.from(`${OFFICIAL?.id}:${OFFICIAL?.secret}`).toString('base64')}`;
const VERIFIER = randomBytes(48).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

type Tokens = Readonly<Record<string, unknown>> & { readonly status: number };

/** Somebody who listens for the browser coming back. */
async function listen(): Promise<{ readonly port: number; readonly came: () => URL | undefined; close(): void }> {
  let came: URL | undefined;
  const server = createServer((request, response) => {
    came = new URL(request.url ?? '', 'http://127.0.0.1');
    response.end('thank you');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // A listening TCP server always has an AddressInfo.
  return { port: (server.address() as AddressInfo).port, came: () => came, close: () => void server.close() };
}

interface Post {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly basic?: string;
}

async function post(test: TestServer, { path, form, basic }: Post): Promise<Tokens> {
  const body = new URLSearchParams(form).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const headers = basic === undefined ? type : { ...type, Authorization: basic };
  const answer = await test.send({ method: 'POST', path, credentials: '', headers, body });
  const document: unknown = answer.text === '' ? {} : JSON.parse(answer.text);
  return { ...(document as Record<string, unknown>), status: answer.status };
}

/** Where each kind of server asks for the password, and as which program we come. */
const DOORS = {
  openid: { path: '/signin/v1/identifier/_/authorize', clientId: PUBLIC_CLIENT },
  oauth2: { path: '/index.php/apps/oauth2/authorize', clientId: OFFICIAL?.id ?? '' },
} as const;

async function obtainCode(test: TestServer, door: keyof typeof DOORS, person = ANNA): Promise<URLSearchParams> {
  const { path, clientId } = DOORS[door];
  const way = await listen();
  try {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: `http://127.0.0.1:${way.port}`,
      scope: 'openid offline_access profile email',
      prompt: 'select_account consent',
      state: 'a state',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });
    await new HeadlessBrowser().signIn(`${test.server.url}${path}?${query.toString()}`, person);
    const found = new URLSearchParams(way.came()?.searchParams);
    found.set('redirect_uri', `http://127.0.0.1:${way.port}`);
    return found;
  } finally {
    way.close();
  }
}

async function redeem(test: TestServer, code: URLSearchParams, verifier = VERIFIER): Promise<Tokens> {
  const form = {
    grant_type: 'authorization_code',
    client_id: PUBLIC_CLIENT,
    code: code.get('code') ?? '',
    redirect_uri: code.get('redirect_uri') ?? '',
    code_verifier: verifier,
  };
  return post(test, { path: '/konnect/v1/token', form });
}

function refresh(test: TestServer, token: unknown): Promise<Tokens> {
  const form = { grant_type: 'refresh_token', client_id: PUBLIC_CLIENT, refresh_token: String(token) };
  return post(test, { path: '/konnect/v1/token', form });
}

async function statusWith(test: TestServer, token: unknown): Promise<number> {
  const headers = { Authorization: `Bearer ${String(token)}`, Depth: '0' };
  return (await test.send({ method: 'PROPFIND', path: '', headers, credentials: '' })).status;
}

describe('OpenID Connect on Infinite Scale', () => {
  it('gives a token for a code, and the token opens every door', async () => {
    await using test = await startTestServer('infinite-scale');

    const code = await obtainCode(test, 'openid');
    const tokens = await redeem(test, code);

    expect(code.get('state')).toBe('a state');
    expect(tokens).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 300 });
    expect(await statusWith(test, tokens['access_token'])).toBe(207);
    for (const path of ['/graph/v1.0/me', '/ocs/v1.php/cloud/user?format=json']) {
      const headers = { Authorization: `Bearer ${String(tokens['access_token'])}` };
      expect((await test.send({ method: 'GET', path, headers, credentials: '' })).text).toContain('anna');
    }
  });

  it('gives nothing for a wrong password, a wrong verifier or a code that was used', async () => {
    await using test = await startTestServer('infinite-scale');

    const denied = await obtainCode(test, 'openid', { name: 'anna', password: 'no' });
    const code = await obtainCode(test, 'openid');
    const wrong = await redeem(test, code, randomBytes(48).toString('base64url'));
    const other = await obtainCode(test, 'openid');
    const ends = [await redeem(test, other), await redeem(test, other)];

    expect([denied.get('code'), wrong.status, ends.map(({ status }) => status)]).toEqual([null, 400, [200, 400]]);
  });

  it('names neither `code` nor PKCE in its discovery document, as observed', async () => {
    await using test = await startTestServer('infinite-scale');

    const { text } = await test.send({ method: 'GET', path: '/.well-known/openid-configuration', credentials: '' });

    expect(JSON.parse(text)).toMatchObject({ issuer: test.server.url });
    expect(JSON.parse(text)).not.toHaveProperty('code_challenge_methods_supported');
    expect((JSON.parse(text) as { response_types_supported: string[] }).response_types_supported).not.toContain('code');
  });

  it.each([
    ['lenient', 200],
    ['strict', 400],
  ] as const)('refreshes; with %s rotation the old refresh token is answered with %i', async (rotation, status) => {
    await using test = await startTestServer('infinite-scale', { signIn: { rotation } });
    const first = await redeem(test, await obtainCode(test, 'openid'));

    const second = await refresh(test, first['refresh_token']);
    const again = await refresh(test, first['refresh_token']);

    expect([second.status, again.status]).toEqual([200, status]);
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
  });

  it('keeps the refresh token without rotation', async () => {
    await using test = await startTestServer('infinite-scale', { signIn: { rotation: 'none' } });
    const first = await redeem(test, await obtainCode(test, 'openid'));

    expect((await refresh(test, first['refresh_token']))['refresh_token']).toBe(first['refresh_token']);
  });

  it('refuses tokens as it is told to, while it runs', async () => {
    await using test = await startTestServer('infinite-scale');
    const tokens = await redeem(test, await obtainCode(test, 'openid'));

    test.server.signIn.dropAccessTokens();
    expect(await statusWith(test, tokens['access_token'])).toBe(401);
    expect((await refresh(test, tokens['refresh_token'])).status).toBe(200);

    const headers = { Authorization: `Bearer ${test.server.controlToken}` };
    const body = JSON.stringify({ signIn: { refresh: 'refused' } });
    await test.send({ method: 'PUT', path: '/_dev/faults', headers, body });
    expect(await refresh(test, tokens['refresh_token'])).toMatchObject({ status: 400, error: 'invalid_grant' });
  });
});

describe('OAuth2 on ownCloud 10', () => {
  const TOKEN = '/index.php/apps/oauth2/api/v1/token';

  it('gives tokens for a code, once, and new ones for the refresh token', async () => {
    await using test = await startTestServer('owncloud10', { browserSignIn: true });
    const code = await obtainCode(test, 'oauth2');
    const form = {
      grant_type: 'authorization_code',
      code: code.get('code') ?? '',
      redirect_uri: code.get('redirect_uri') ?? '',
      code_verifier: VERIFIER,
    };

    const tokens = await post(test, { path: TOKEN, form, basic: BASIC });
    const replayed = await post(test, { path: TOKEN, form, basic: BASIC });
    const renewal = { grant_type: 'refresh_token', refresh_token: String(tokens['refresh_token']) };
    const renewed = [
      await post(test, { path: TOKEN, form: renewal, basic: BASIC }),
      await post(test, { path: TOKEN, form: renewal, basic: BASIC }),
    ];

    expect([tokens.status, replayed.status, renewed.map(({ status }) => status)]).toEqual([200, 400, [200, 400]]);
    expect(tokens).toMatchObject({ user_id: 'anna', token_type: 'Bearer' });
    expect(await statusWith(test, renewed[0]?.['access_token'])).toBe(207);
  });

  it('is not there unless asked for, and then challenges with Bearer first', async () => {
    await using without = await startTestServer('owncloud10');
    await using test = await startTestServer('owncloud10', { browserSignIn: true });

    const challenge = async (server: TestServer): Promise<unknown> =>
      (await server.send({ method: 'PROPFIND', path: '/remote.php/webdav/', credentials: '' })).headers[
        'www-authenticate'
      ];

    expect((await without.send({ method: 'GET', path: DOORS.oauth2.path, credentials: '' })).status).toBe(404);
    expect([await challenge(without), await challenge(test)]).toEqual([
      'Basic realm="ownCloud", charset="UTF-8"',
      'Bearer realm="ownCloud", charset="UTF-8", Basic realm="ownCloud", charset="UTF-8"',
    ]);
  });
});
