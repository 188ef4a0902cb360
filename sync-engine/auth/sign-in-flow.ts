import type {
  AccountView,
  FoundServer,
  SignInCode,
  SignInEnd,
  SignInMethod,
  StoredAccount,
  UserIdentity,
} from '../core/model/account.ts';
import type { AccountId } from '../core/model/account.ts';
import type { AccountQueries } from './account-queries.ts';
import type { RenderPage, SignIn, SignInRequest } from './auth.ts';
import { EXPIRED, signInWithBrowser } from './browser-sign-in.ts';
import { Credentials } from './credentials.ts';
import type { CredentialsData } from './credentials.ts';
import type { OAuthClient, Tokens } from './oauth-client.ts';
import type { BrowserMethod, ProgramPass } from './program-pass.ts';
import type { StoredSecret } from './stored-secret.ts';

/** A sign-in that the server has taken. An account without an id is a new one. */
export interface ProvenSignIn {
  readonly account: Omit<StoredAccount, 'id' | 'state'> & { readonly id: AccountId | undefined };
  readonly secret: StoredSecret;
  readonly tokens: Tokens | undefined;
}

/** What a sign-in works with. */
export interface SignInPorts {
  readonly pass: ProgramPass;
  readonly queries: AccountQueries;
  readonly renderPage: RenderPage;
  readonly closing: AbortSignal;
  /** The account that this sign-in renews; undefined: a new one. */
  readonly findAccount: (serverAddress: string, userId: string) => StoredAccount | undefined;
  /** Throws what the system says when the list of accounts cannot be written; then nothing new is kept. */
  readonly keep: (proven: ProvenSignIn) => Promise<{ readonly view: AccountView; readonly isNew: boolean }>;
}

/** Nobody needs longer for a password; after that the way back is closed. */
const PATIENCE_MS = 10 * 60_000;

/** Begins a sign-in and answers at once. */
export function startSignIn(request: SignInRequest, ports: SignInPorts): SignIn {
  const stop = new AbortController();
  const onClosing = (): void => stop.abort();
  ports.closing.addEventListener('abort', onClosing, { once: true });
  const timer = setTimeout(() => stop.abort(EXPIRED), PATIENCE_MS);
  const address = Promise.withResolvers<string | undefined>();
  const run = async (): Promise<SignInEnd> => {
    try {
      return await signIn({ request, ports, signal: stop.signal, onAddress: address.resolve });
    } finally {
      clearTimeout(timer);
      ports.closing.removeEventListener('abort', onClosing);
      address.resolve(undefined);
    }
  };
  return { browserAddress: address.promise, ended: run(), cancel: () => stop.abort() };
}

interface SigningIn {
  readonly request: SignInRequest;
  readonly ports: SignInPorts;
  readonly signal: AbortSignal;
  readonly onAddress: (address: string) => void;
}

function signIn(signing: SigningIn): Promise<SignInEnd> {
  const { wish } = signing.request;
  switch (wish.kind) {
    case 'browser':
      return signInByBrowser(signing);
    case 'password': {
      const { userName, password } = wish;
      return signInByHeader(signing, { kind: 'basic', userName, password }, wish);
    }
    case 'token':
      return signInByHeader(signing, { kind: 'bearer', token: wish.token }, wish);
    default:
      return wish satisfies never;
  }
}

async function signInByHeader(
  signing: SigningIn,
  data: CredentialsData,
  secret: Extract<StoredSecret, { kind: 'password' | 'token' }>,
): Promise<SignInEnd> {
  const header = toHeader(data);
  if (header === undefined) return fail('sign-in-refused', 'what no header can hold');
  const { server } = signing.request;
  const user = await identify(signing, server.address, header);
  if (user.kind === 'failed') return user;
  return keep(signing, { server, user: user.value, method: { kind: secret.kind }, secret, tokens: undefined });
}

async function signInByBrowser(signing: SigningIn): Promise<SignInEnd> {
  const { request, ports, signal, onAddress } = signing;
  const method = request.server.methods.find(isBrowserMethod);
  if (method === undefined) return fail('no-browser-sign-in', request.server.productName);
  const client = await ports.pass.createClient(method, request.server, signal);
  if (!client.ok) return fail(client.error.code, client.error.detail);
  const finish = async (tokens: Tokens) => {
    const end = await finishBrowser(signing, { method, client: client.value, tokens });
    return end.kind === 'failed' ? end : ({ kind: 'done', value: end, displayName: end.account.displayName } as const);
  };
  const end = await signInWithBrowser<SignInEnd>({
    client: client.value,
    registration: ports.pass.chooseRegistration(method, request.server.productName),
    hasIdToken: method.kind === 'oidc',
    userNameHint: request.userNameHint,
    renderPage: ports.renderPage,
    onAddress,
    signal,
    finish,
  });
  return end.kind === 'done' ? end.value : end;
}

interface Redeemed {
  readonly method: BrowserMethod;
  readonly client: OAuthClient;
  readonly tokens: Tokens;
}

/** What was handed out to the wrong person, or cannot be kept, is given back. */
async function finishBrowser(signing: SigningIn, { method, client, tokens }: Redeemed): Promise<SignInEnd> {
  const { request, ports, signal } = signing;
  const { refreshToken } = tokens;
  if (refreshToken === undefined) return fail('sign-in-answer-invalid', 'no refresh token was handed out');
  const header = new Credentials({ kind: 'bearer', token: tokens.accessToken }).authorizationHeader();
  const { address, kind: serverKind } = request.server;
  const instance = await ports.queries.findInstance({ serverAddress: address, serverKind }, header, signal);
  const server = { ...request.server, address: instance };
  const user = await identify(signing, instance, header);
  const secret = { kind: 'refresh-token', refreshToken } as const;
  const end = user.kind === 'failed' ? user : await keep(signing, { server, user: user.value, method, secret, tokens });
  if (end.kind === 'failed') await client.revoke(refreshToken, signal);
  return end;
}

async function identify(
  { request, ports, signal }: SigningIn,
  serverAddress: string,
  header: string,
): Promise<{ readonly kind: 'user'; readonly value: UserIdentity } | Failed> {
  const user = await ports.queries.identifyUser({ serverAddress, serverKind: request.server.kind }, header, signal);
  return user.ok ? { kind: 'user', value: user.value } : fail(user.error.code, user.error.detail);
}

interface Identified {
  readonly server: FoundServer;
  readonly user: UserIdentity;
  readonly method: SignInMethod;
  readonly secret: StoredSecret;
  readonly tokens: Tokens | undefined;
}

/** Nothing is written before it is certain that this is the person whose account it is. */
async function keep({ request, ports, signal }: SigningIn, identified: Identified): Promise<SignInEnd> {
  const { server, user, method, secret, tokens } = identified;
  const known = ports.findAccount(server.address, user.userId);
  if (request.accountId !== undefined && known === undefined) return fail('wrong-user', 'no such account');
  // The same name on another server is somebody else.
  if (known !== undefined && (known.userId !== user.userId || known.serverAddress !== server.address)) {
    const wrongUser = {
      expected: `${known.userName} (${known.serverAddress})`,
      actual: `${user.userName} (${server.address})`,
    };
    return { ...fail('wrong-user', 'another person or server'), wrongUser };
  }
  // A person who has cancelled meanwhile finds nothing changed.
  if (signal.aborted) return fail('cancelled', 'by a person');
  const account = {
    ...user,
    id: known?.id,
    serverAddress: server.address,
    serverKind: server.kind,
    productName: server.productName,
    method,
  };
  try {
    const { view, isNew } = await ports.keep({ account, secret, tokens });
    return { kind: 'signed-in', account: view, isNew };
  } catch (error) {
    // The list of accounts could not be written; everything else that is thrown is a bug.
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail(error.code === 'ENOSPC' ? 'disk-full' : 'local-io-error', String(error.code));
  }
}

function isBrowserMethod(method: SignInMethod): method is BrowserMethod {
  return method.kind === 'oidc' || method.kind === 'oauth2';
}

/** The header of a secret that was just typed; undefined for what no header can hold. */
function toHeader(data: CredentialsData): string | undefined {
  try {
    return new Credentials(data).authorizationHeader();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Failed = Extract<SignInEnd, { readonly kind: 'failed' }>;

function fail(code: SignInCode, detail: string): Failed {
  return { kind: 'failed', code, detail };
}
