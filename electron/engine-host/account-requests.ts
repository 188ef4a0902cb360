import type { AccountView } from '#ipc/app-state.ts';
import type { CredentialsData } from '#sync-engine/auth/credentials.ts';
import type { AccountAccess } from '#sync-engine/engine/create-account.ts';
import { checkAccount, listRemoteDirectory, listSpaces, probeServer } from '#sync-engine/engine/create-account.ts';
import { fail, succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import { findAccountSettings, readCredentials } from './host-parts.ts';
import type { HostParts } from './host-parts.ts';
import type { AccountSettings } from './host-settings.ts';

type AccountRequestName =
  | 'detectServer'
  | 'signInWithPassword'
  | 'startBrowserSignIn'
  | 'finishBrowserSignIn'
  | 'cancelBrowserSignIn'
  | 'signOut'
  | 'removeAccount'
  | 'listSpaces'
  | 'listRemoteDirectory';

const LIMIT_MS = 60_000;

/** Requests about accounts. */
export function createAccountRequests(parts: HostParts): Handlers<AccountRequestName> {
  const limited = (): AbortSignal => AbortSignal.any([parts.signal, AbortSignal.timeout(LIMIT_MS)]);
  return {
    async detectServer({ url }) {
      const facts = await probeServer(url, limited());
      return facts.ok ? succeed({ ...facts.value, signIn: ['password'] as const }) : fail(facts.error);
    },
    signInWithPassword: (input) => signIn(parts, input, limited()),
    startBrowserSignIn: () => fail({ code: 'not-supported' }),
    finishBrowserSignIn: () => fail({ code: 'not-supported' }),
    cancelBrowserSignIn: () => fail({ code: 'not-supported' }),
    async signOut({ accountId }) {
      if (findAccountSettings(parts, accountId) === undefined) return fail({ code: 'account-unknown' });
      await parts.secrets.forget(accountId);
      await showAccount(parts, accountId);
      await parts.permitAll();
      return succeed({});
    },
    removeAccount: ({ accountId }) => removeAccount(parts, accountId),
    async listSpaces({ accountId }) {
      const access = await findAccess(parts, accountId);
      if (!access.ok) return access;
      const spaces = await listSpaces(access.value, limited());
      return spaces.ok ? succeed({ items: spaces.value }) : fail(spaces.error);
    },
    async listRemoteDirectory({ accountId, spaceId, path }) {
      const access = await findAccess(parts, accountId);
      if (!access.ok) return access;
      const listed = await listRemoteDirectory(access.value, { space: spaceId, path }, limited());
      return listed.ok ? succeed({ items: listed.value }) : fail(listed.error);
    },
  };
}

/** Tells how an account is now. */
export async function showAccount(parts: HostParts, accountId: string): Promise<void> {
  const account = findAccountSettings(parts, accountId);
  if (account === undefined) return;
  const credentials = await readCredentials(parts, account);
  const { userId: _userId, ...shown } = account;
  const view: AccountView = {
    ...shown,
    signIn: credentials === undefined ? 'needed' : 'signed-in',
    isRemembered: parts.state.findAccount(accountId)?.isRemembered ?? false,
  };
  parts.state.change({ kind: 'account', account: view });
}

interface SignIn {
  readonly serverUrl: string;
  readonly userName: string;
  readonly password: string;
}

async function signIn(parts: HostParts, { serverUrl, userName, password }: SignIn, signal: AbortSignal) {
  const facts = await probeServer(serverUrl, signal);
  if (!facts.ok) return fail(facts.error);
  const credentials: CredentialsData = { kind: 'basic', userName, password };
  const server = await checkAccount({ serverUrl: facts.value.serverUrl, credentials }, signal);
  if (!server.ok) return fail(server.error);
  const { userId, displayName, kind, productName } = server.value;
  const known = parts
    .settings()
    .accounts.find((account) => account.serverUrl === facts.value.serverUrl && account.userId === userId);
  const accountId = known?.accountId ?? parts.randomId();
  const account: AccountSettings = {
    accountId,
    serverUrl: facts.value.serverUrl,
    serverKind: kind,
    productName,
    userId,
    userName,
    displayName,
  };
  const isWritten = parts.changeSettings((settings) => ({
    ...settings,
    accounts: [...settings.accounts.filter((other) => other.accountId !== accountId), account],
  }));
  if (!isWritten) return fail({ code: 'settings-not-written' });
  const kept = await parts.secrets.keep(accountId, password);
  await showAccount(parts, accountId);
  const view = parts.state.findAccount(accountId);
  if (view !== undefined) parts.state.change({ kind: 'account', account: { ...view, isRemembered: kept === 'kept' } });
  await parts.permitAll();
  return succeed({ accountId });
}

async function removeAccount(parts: HostParts, accountId: string) {
  if (findAccountSettings(parts, accountId) === undefined) return fail({ code: 'account-unknown' });
  const folders = parts.settings().folders.filter((folder) => folder.accountId === accountId);
  const isWritten = parts.changeSettings((settings) => ({
    ...settings,
    accounts: settings.accounts.filter((account) => account.accountId !== accountId),
    folders: settings.folders.filter((folder) => folder.accountId !== accountId),
  }));
  if (!isWritten) return fail({ code: 'settings-not-written' });
  for (const { folderId } of folders) {
    await parts.runners.get(folderId)?.close();
    parts.runners.delete(folderId);
    parts.state.change({ kind: 'folder-removed', folderId });
  }
  await parts.secrets.forget(accountId);
  parts.state.change({ kind: 'account-removed', accountId });
  return succeed({});
}

async function findAccess(parts: HostParts, accountId: string) {
  const account = findAccountSettings(parts, accountId);
  if (account === undefined) return fail({ code: 'account-unknown' });
  const credentials = await readCredentials(parts, account);
  if (credentials === undefined) return fail({ code: 'sign-in-refused' });
  const access: AccountAccess = { serverUrl: account.serverUrl, credentials };
  return succeed(access);
}
