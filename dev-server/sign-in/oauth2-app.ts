import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { emptyAnswer, jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import { readTextBody } from '../http/request-body.ts';
import type { AccountStore } from '../store/accounts.ts';
import { renderLoginPage } from './login-page.ts';
import { REGISTERED_CLIENTS } from './sign-in-settings.ts';
import type { SignInSettings } from './sign-in-settings.ts';

interface Code {
  readonly userName: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string | undefined;
  readonly expiresMs: number;
}

interface Token {
  readonly userName: string;
  readonly clientId: string;
  readonly expiresMs: number;
}

export interface OAuth2AppParts {
  readonly accounts: AccountStore;
  readonly settings: Readonly<SignInSettings>;
  readonly now: () => number;
}

const AUTHORIZE = 'index.php/apps/oauth2/authorize';
const TOKEN = 'index.php/apps/oauth2/api/v1/token';
const CODE_LIFE_MS = 600_000;

/** ownCloud 10's OAuth2 app: codes and tokens in memory, no consent page, a refresh always gives a new refresh token. */
export class OAuth2App {
  readonly #parts: OAuth2AppParts;
  readonly #codes = new Map<string, Code>();
  readonly #accessTokens = new Map<string, Token>();
  readonly #refreshTokens = new Map<string, Token>();

  constructor(parts: OAuth2AppParts) {
    this.#parts = parts;
  }

  /** Undefined for a path that is not the app's. */
  async answer(exchange: Exchange): Promise<Answer | undefined> {
    const path = exchange.segments?.join('/');
    if (path === AUTHORIZE) return this.#authorize(exchange);
    return path === TOKEN && exchange.method === 'POST' ? this.#issue(exchange) : undefined;
  }

  /** Whose access token this is, unless it has expired. */
  findUserName(accessToken: string): string | undefined {
    const token = this.#accessTokens.get(accessToken);
    return token !== undefined && token.expiresMs > this.#parts.now() ? token.userName : undefined;
  }

  /** Makes all access tokens that were handed out bad. */
  dropAccessTokens(): void {
    this.#accessTokens.clear();
  }

  async #authorize(exchange: Exchange): Promise<Answer> {
    const { query } = exchange;
    const clientId = query.get('client_id') ?? '';
    const redirectUri = query.get('redirect_uri') ?? '';
    const isKnown = REGISTERED_CLIENTS.some(({ id, secret }) => id === clientId && secret !== undefined);
    if (query.get('response_type') !== 'code' || !isKnown || !isLocal(redirectUri)) return emptyAnswer(400);
    const isPost = exchange.method === 'POST';
    const form = new URLSearchParams(isPost ? await readForm(exchange) : '');
    const account = this.#parts.accounts.find(form.get('login') ?? '');
    if (account === undefined || !this.#parts.accounts.hasPassword(account, form.get('password') ?? '')) {
      const action = `${exchange.rawPath}?${query.toString()}`;
      const page = renderLoginPage({ action, isWrong: isPost, hint: query.get('user') ?? '' });
      return textAnswer(200, page, { 'Content-Type': 'text/html; charset=utf-8' });
    }
    const code = randomBytes(32).toString('base64url');
    const challenge = query.get('code_challenge') ?? undefined;
    const expiresMs = this.#parts.now() + CODE_LIFE_MS;
    this.#codes.set(code, { userName: account.name, clientId, redirectUri, challenge, expiresMs });
    const target = new URL(redirectUri);
    target.searchParams.set('code', code);
    target.searchParams.set('state', query.get('state') ?? '');
    return emptyAnswer(303, { Location: target.href });
  }

  async #issue(exchange: Exchange): Promise<Answer> {
    const clientId = findClient(headerOf(exchange, 'Authorization') ?? '');
    if (clientId === undefined) return jsonAnswer(400, { error: 'invalid_client' });
    const form = new URLSearchParams(await readForm(exchange));
    const grantType = form.get('grant_type');
    if (grantType === 'authorization_code') return this.#redeemCode(form, clientId);
    return grantType === 'refresh_token'
      ? this.#refresh(form, clientId)
      : jsonAnswer(400, { error: 'unsupported_grant_type' });
  }

  #redeemCode(form: URLSearchParams, clientId: string): Answer {
    const key = form.get('code') ?? '';
    const code = this.#codes.get(key);
    this.#codes.delete(key);
    const isRight =
      code !== undefined &&
      code.expiresMs > this.#parts.now() &&
      code.clientId === clientId &&
      code.redirectUri === form.get('redirect_uri') &&
      (code.challenge === undefined || code.challenge === toChallenge(form.get('code_verifier') ?? ''));
    return isRight ? this.#handOut(code.userName, clientId) : jsonAnswer(400, { error: 'invalid_grant' });
  }

  #refresh(form: URLSearchParams, clientId: string): Answer {
    const key = form.get('refresh_token') ?? '';
    const token = this.#refreshTokens.get(key);
    if (token?.clientId !== clientId || this.#parts.settings.refresh === 'refused')
      return jsonAnswer(400, { error: 'invalid_grant' });
    this.#refreshTokens.delete(key);
    return this.#handOut(token.userName, clientId);
  }

  #handOut(userName: string, clientId: string): Answer {
    const [accessToken, refreshToken] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    const { accessTokenSeconds } = this.#parts.settings;
    const expiresMs = this.#parts.now() + accessTokenSeconds * 1000;
    this.#accessTokens.set(accessToken, { userName, clientId, expiresMs });
    this.#refreshTokens.set(refreshToken, { userName, clientId, expiresMs: Number.POSITIVE_INFINITY });
    return jsonAnswer(200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      refresh_token: refreshToken,
      user_id: userName,
      message_url: '',
    });
  }
}

/** The registered way back of the official client is `http://localhost:*`. */
function isLocal(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  return url?.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1');
}

function findClient(header: string): string | undefined {
  const basic = /^Basic\s+([\w+/=-]+)$/iu.exec(header)?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  const client = REGISTERED_CLIENTS.find((known) => known.id === id);
  return client?.secret !== undefined && isSame(client.secret, secret) ? client.id : undefined;
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function toChallenge(verifier: string): string {
  return digest(verifier).toString('base64url');
}

async function readForm(exchange: Exchange): Promise<string> {
  const body = await readTextBody(exchange.request);
  return body.kind === 'text' ? body.text : '';
}
