import type { Answer, RequestOutput } from '#ipc/contract.ts';
import type { SignIn, SignInWish } from '#sync-engine/auth/auth.ts';
import type { FoundServer, SignInCode, SignInEnd, SignInMethod } from '#sync-engine/core/model/account.ts';
import type { AccountAccess, SpaceDetails } from '#sync-engine/engine/create-account.ts';
import { describeSpaces } from '#sync-engine/engine/create-account.ts';
import { refuseServer } from '#policies/policy-rules.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { findAccount, toAccess, toAccountId } from './host-accounts.ts';
import type { HostParts } from '../host-parts.ts';

type AccountRequestName =
  | 'detectServer'
  | 'signInWithPassword'
  | 'startBrowserSignIn'
  | 'finishBrowserSignIn'
  | 'cancelBrowserSignIn'
  | 'signOut'
  | 'removeAccount'
  | 'setAccountsAside'
  | 'listSpaces';

const LIMIT_MS = 60_000;

/** Requests about accounts. */
export function createAccountRequests(parts: HostParts): Handlers<AccountRequestName> {
  const { accounts } = parts;
  const limited = (): AbortSignal => AbortSignal.any([parts.signal, AbortSignal.timeout(LIMIT_MS)]);
  return {
    async detectServer({ url }) {
      const found = await detect(parts, url, limited());
      return found.ok ? succeed(toFoundServer(found.value)) : found;
    },
    async signInWithPassword({ serverUrl, userName, password, accountId }) {
      const found = await detect(parts, serverUrl, limited());
      if (!found.ok) return found;
      const wish: SignInWish = { kind: 'password', userName, password };
      const request = { server: found.value, wish, accountId: toAccountId(accountId) };
      return toSignInAnswer(await accounts.beginSignIn(request).ended);
    },
    ...createBrowserRequests(parts, limited),
    async signOut({ accountId }) {
      const id = toAccountId(accountId);
      if (id === undefined || findAccount(accounts, id) === undefined) return fail({ code: 'account-unknown' });
      const { isSecretRemoved } = await accounts.signOut(id, limited());
      return succeed({ isSecretRemoved });
    },
    removeAccount: ({ accountId }) => removeAccount(parts, accountId, limited()),
    async setAccountsAside() {
      const end = accounts.setListAside();
      if (end.kind === 'failed') return fail({ code: 'local-access-denied' });
      await parts.permitAll();
      return succeed(end.kind === 'set-aside' ? { keptPath: end.keptPath } : {});
    },
    async listSpaces({ accountId }) {
      const access = findAccess(parts, accountId);
      if (!access.ok) return access;
      const spaces = await describeSpaces(access.value, limited());
      return spaces.ok ? succeed({ items: spaces.value.filter(isWhole).map(toSpaceItem) }) : fail(spaces.error);
    },
  };
}

/** A sign-in in the browser is begun in one request and ends in another, which may wait for minutes. */
function createBrowserRequests(
  parts: HostParts,
  limited: () => AbortSignal,
): Pick<Handlers<AccountRequestName>, 'startBrowserSignIn' | 'finishBrowserSignIn' | 'cancelBrowserSignIn'> {
  const underWay = new Map<string, SignIn>();
  return {
    async startBrowserSignIn({ serverUrl, accountId }) {
      const found = await detect(parts, serverUrl, limited());
      if (!found.ok) return found;
      const request = { server: found.value, wish: { kind: 'browser' }, accountId: toAccountId(accountId) } as const;
      const signIn = parts.accounts.beginSignIn(request);
      const url = await signIn.browserAddress;
      if (url === undefined) return toFailure(await signIn.ended);
      const signInId = parts.randomId();
      underWay.set(signInId, signIn);
      return succeed({ signInId, url });
    },
    async finishBrowserSignIn({ signInId }) {
      const signIn = underWay.get(signInId);
      if (signIn === undefined) return fail({ code: 'sign-in-expired' });
      const end = await signIn.ended;
      underWay.delete(signInId);
      return toSignInAnswer(end);
    },
    cancelBrowserSignIn({ signInId }) {
      underWay.get(signInId)?.cancel();
      return succeed({});
    },
  };
}

async function detect(parts: HostParts, url: string, signal: AbortSignal): Promise<Answer<FoundServer>> {
  const detection = await parts.accounts.detect(url, signal);
  if (detection.kind === 'failed') return fail({ code: detection.code });
  // Another server may answer than the one that was named, and a password must not get there.
  const refusal = refuseServer(parts.organisation, detection.server.address);
  return refusal === undefined ? succeed(detection.server) : fail({ code: refusal });
}

function toFoundServer(server: FoundServer): RequestOutput<'detectServer'> {
  const { address, productName, version, movedFrom, methods } = server;
  return {
    serverUrl: address,
    productName,
    version,
    ...(movedFrom === undefined ? {} : { movedFrom }),
    signIn: [...new Set(methods.flatMap(toWay))],
  };
}

/** A token that somebody made by hand is for administrators and their command line. */
function toWay({ kind }: SignInMethod): readonly ('browser' | 'password')[] {
  switch (kind) {
    case 'oidc':
    case 'oauth2':
      return ['browser'];
    case 'password':
      return ['password'];
    case 'token':
      return [];
    default:
      return kind satisfies never;
  }
}

function toSignInAnswer(end: SignInEnd): Answer<{ readonly accountId: string }> {
  return end.kind === 'signed-in' ? succeed({ accountId: end.account.id }) : toFailure(end);
}

function toFailure(end: SignInEnd): Answer<never> {
  return fail({ code: end.kind === 'failed' ? toUserCode(end.code) : 'internal-error' });
}

function toUserCode(code: SignInCode): Exclude<SignInCode, 'no-browser-sign-in'> | 'not-supported' {
  return code === 'no-browser-sign-in' ? 'not-supported' : code;
}

/** Shares inside the user's own files are synced with these; a space that was disabled cannot be synced at all. */
function isWhole({ remotePath, isAvailable }: SpaceDetails): boolean {
  return remotePath === '' && isAvailable;
}

function toSpaceItem(space: SpaceDetails): RequestOutput<'listSpaces'>['items'][number] {
  const { spaceId, name, kind, isReadOnly, usedBytes, totalBytes } = space;
  return {
    name,
    kind,
    ...(spaceId === undefined ? {} : { spaceId }),
    ...(isReadOnly === undefined ? {} : { isReadOnly }),
    ...(usedBytes === undefined ? {} : { usedBytes }),
    ...(totalBytes === undefined ? {} : { totalBytes }),
  };
}

async function removeAccount(parts: HostParts, accountId: string, signal: AbortSignal) {
  const id = toAccountId(accountId);
  if (id === undefined || findAccount(parts.accounts, id) === undefined) return fail({ code: 'account-unknown' });
  if (!(await forgetFolders(parts, accountId))) return fail({ code: 'settings-not-written' });
  const { isSecretRemoved } = await parts.accounts.remove(id, signal);
  // One that was added meanwhile would wait for a sign-in that nobody can do any more.
  await forgetFolders(parts, accountId);
  return succeed({ isSecretRemoved });
}

/** Ends their syncing; the files stay. False when the settings could not be written: nothing has changed then. */
async function forgetFolders(parts: HostParts, accountId: string): Promise<boolean> {
  const folders = parts.settings().folders.filter((folder) => folder.accountId === accountId);
  const isWritten = parts.changeSettings((settings) => ({
    ...settings,
    folders: settings.folders.filter((folder) => folder.accountId !== accountId),
  }));
  if (!isWritten) return false;
  for (const { folderId } of folders) {
    parts.moves.get(folderId)?.abort();
    await parts.runners.get(folderId)?.close();
    parts.runners.delete(folderId);
    parts.state.change({ kind: 'folder-removed', folderId });
  }
  return true;
}

function findAccess(parts: HostParts, accountId: string): Answer<AccountAccess> {
  const account = findAccount(parts.accounts, accountId);
  if (account === undefined) return fail({ code: 'account-unknown' });
  const refusal = refuseServer(parts.organisation, account.serverAddress);
  return refusal === undefined ? succeed(toAccess(parts, account)) : fail({ code: refusal });
}
