import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignInCode } from '../core/model/account.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import type { RenderPage } from './auth.ts';
import type { ClientRegistration } from './client-registration.ts';
import type { AuthorizationChecks, OAuthClient, Tokens } from './oauth-client.ts';
import { openWayBack } from './way-back.ts';
import type { CameBack, WayBack } from './way-back.ts';

/** How a sign-in with the browser ended. */
export type BrowserSignInEnd<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'failed'; readonly code: SignInCode; readonly detail: string };

export interface BrowserSignInOptions<Value> {
  readonly client: OAuthClient;
  readonly registration: ClientRegistration;
  /** True for OpenID Connect, whose answers are bound to the sign-in by a nonce, too. */
  readonly hasIdToken: boolean;
  readonly userNameHint: string | undefined;
  readonly renderPage: RenderPage;
  /** Called once with the address for the browser. */
  readonly onAddress: (address: string) => void;
  /** Finds out who signed in and keeps the tokens; the browser waits for its end. */
  readonly finish: (tokens: Tokens) => Promise<BrowserSignInEnd<Value> & { readonly displayName?: string }>;
  /** Aborted with the reason `expired` when the time is over, with any other when a person cancels. */
  readonly signal: AbortSignal;
}

/** Reason of a signal that ends a sign-in for which nobody came back. */
export const EXPIRED = 'expired';

/**
 * Signs in with the system's browser: opens the way back, hands out the address, waits for the browser, changes the code
 * into tokens and shows the last page. Visits without the state of this sign-in change nothing.
 * @see RFC 8252, RFC 7636, OpenID Connect Core §3.1
 */
export async function signInWithBrowser<Value>(options: BrowserSignInOptions<Value>): Promise<BrowserSignInEnd<Value>> {
  const state = randomText();
  const { redirectHost: host, redirectPorts: ports } = options.registration;
  const strangerPage = options.renderPage({ kind: 'stranger' });
  const isMeant = (query: URLSearchParams): boolean => isSame(query.get('state') ?? '', state) && isAnswer(query);
  const wayBack = await openWayBack({ host, ports, strangerPage, isMeant });
  if (wayBack === undefined) return fail('no-way-back', 'no port could be opened');
  try {
    const checks: AuthorizationChecks = {
      redirectUri: wayBack.redirectUri,
      state,
      codeVerifier: randomText(),
      nonce: options.hasIdToken ? randomText() : undefined,
    };
    options.onAddress(await options.client.toAuthorizationUrl(checks, options.userNameHint));
    const cameBack = await waitFor(wayBack, options.signal);
    if (cameBack === undefined) return toAborted(options.signal);
    return await finish(cameBack, checks, options);
  } finally {
    wayBack.close();
  }
}

async function finish<Value>(
  cameBack: CameBack,
  checks: AuthorizationChecks,
  { client, renderPage, finish: keep, signal }: BrowserSignInOptions<Value>,
): Promise<BrowserSignInEnd<Value>> {
  const redeemed = await client.redeem(cameBack.query, checks, signal);
  const end = redeemed.kind === 'tokens' ? await keep(redeemed.tokens) : toFailure(redeemed, cameBack.query);
  cameBack.answer(
    renderPage(
      end.kind === 'done'
        ? { kind: 'signed-in', displayName: ('displayName' in end ? end.displayName : undefined) ?? '' }
        : { kind: 'failed', code: end.code },
    ),
  );
  return end.kind === 'done' ? { kind: 'done', value: end.value } : end;
}

type NotRedeemed = Exclude<Awaited<ReturnType<OAuthClient['redeem']>>, { kind: 'tokens' }>;

function toFailure(end: NotRedeemed, query: URLSearchParams): Extract<BrowserSignInEnd<never>, { kind: 'failed' }> {
  switch (end.kind) {
    case 'refused':
      // The service said no to the person; else it said no to the code.
      return fail(query.has('error') ? 'sign-in-denied' : 'sign-in-answer-invalid', end.detail);
    case 'failed':
      return toFailed(end.error);
    case 'not-trustworthy':
      return fail('sign-in-answer-invalid', end.detail);
    default:
      return end satisfies never;
  }
}

async function waitFor(wayBack: WayBack, signal: AbortSignal): Promise<CameBack | undefined> {
  const aborted = Promise.withResolvers<undefined>();
  const onAbort = (): void => aborted.resolve(undefined);
  if (signal.aborted) return undefined;
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([wayBack.cameBack, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function toAborted(signal: AbortSignal): Extract<BrowserSignInEnd<never>, { kind: 'failed' }> {
  return signal.reason === EXPIRED ? fail('sign-in-expired', 'nobody came back') : fail('cancelled', 'by a person');
}

function toFailed(error: SyncError): Extract<BrowserSignInEnd<never>, { kind: 'failed' }> {
  return fail(error.code, error.detail);
}

function fail(code: SignInCode, detail: string): Extract<BrowserSignInEnd<never>, { kind: 'failed' }> {
  return { kind: 'failed', code, detail };
}

function isAnswer(query: URLSearchParams): boolean {
  return query.has('code') || query.has('error');
}

/** 43 characters, 256 bits: as long as PKCE wants it and nobody can guess. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes equally long whatever was sent, so that nobody can feel the way to the right one. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
