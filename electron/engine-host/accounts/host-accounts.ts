import type { AccountView } from '#ipc/app-state.ts';
import type { HostRequestName } from '#ipc/contract.ts';
import type { Accounts } from '#sync-engine/auth/auth.ts';
import type { AccountId, AccountsFaultCode, AccountView as EngineAccount } from '#sync-engine/core/model/account.ts';
import { parseAccountId } from '#sync-engine/core/model/account.ts';
import type { AccountAccess } from '#sync-engine/engine/create-account.ts';
import { describeOwnFiles } from '#sync-engine/engine/create-account.ts';
import type { HostParts } from '../host-parts.ts';
import type { Quota } from './quota-watch.ts';

/** An account of the list; undefined for an id that is not in it. */
export function findAccount(accounts: Accounts, accountId: string): EngineAccount | undefined {
  return accounts.list().find(({ id }) => id === accountId);
}

/** Requests that would add to, change or need a list of accounts that nobody can read. */
const NEEDS_ACCOUNTS: ReadonlySet<HostRequestName> = new Set([
  'signInWithPassword',
  'startBrowserSignIn',
  'finishBrowserSignIn',
  'signOut',
  'removeAccount',
  'listSpaces',
  'listServerDirectories',
  'searchServerDirectories',
  'addFolder',
]);

/** Why a request is refused while the list of accounts cannot be used; undefined when it is not. */
export function refuseWithoutAccounts(name: HostRequestName, accounts: Accounts): AccountsFaultCode | undefined {
  return NEEDS_ACCOUNTS.has(name) ? accounts.findFault()?.code : undefined;
}

/** An account as the windows show it. */
export function toAccountView(account: EngineAccount, quota: Quota | undefined): AccountView {
  const { id, serverAddress, serverKind, productName, userName, displayName, state, isKept } = account;
  return {
    accountId: id,
    serverUrl: serverAddress,
    serverKind,
    productName,
    userName,
    displayName,
    signIn: state.kind === 'signed-in' ? 'signed-in' : 'needed',
    isRemembered: isKept === 'in-keychain',
    ...(quota === undefined ? {} : { quota }),
  };
}

/** How the engine reaches the server of an account that has signed in. */
export function toAccess(
  { accounts, trust, proxy }: Pick<HostParts, 'accounts' | 'trust' | 'proxy'>,
  account: EngineAccount,
): AccountAccess {
  const authorization = accounts.authorizationOf(account.id);
  return {
    serverUrl: account.serverAddress,
    credentials: { kind: 'account', authorization },
    trust,
    proxy: proxy.setting,
  };
}

/** How full an account is, where the server tells. What fails is not told: syncing meets the same and tells it. */
export async function readQuota(
  parts: Pick<HostParts, 'accounts' | 'trust' | 'proxy'>,
  accountId: string,
  signal: AbortSignal,
): Promise<Quota | undefined> {
  const account = findAccount(parts.accounts, accountId);
  if (account === undefined) return undefined;
  const described = await describeOwnFiles(toAccess(parts, account), signal);
  if (!described.ok || described.value?.usedBytes === undefined) return undefined;
  const { usedBytes, totalBytes } = described.value;
  return { usedBytes, ...(totalBytes === undefined ? {} : { availableBytes: Math.max(0, totalBytes - usedBytes) }) };
}

/** How long a look for a network that answers in the place of a server may take. */
const PORTAL_LIMIT_MS = 20_000;

/** True when a network answers in the place of the server of an account. */
export async function isBehindPortal(
  { accounts, signal }: Pick<HostParts, 'accounts' | 'signal'>,
  accountId: string,
): Promise<boolean> {
  const account = findAccount(accounts, accountId);
  if (account === undefined) return false;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PORTAL_LIMIT_MS)]);
  const detection = await accounts.detect(account.serverAddress, limit);
  return detection.kind === 'failed' && detection.code === 'captive-portal';
}

/** The id that a window named; undefined when no account ever had such a one. */
export function toAccountId(accountId: string | undefined): AccountId | undefined {
  return accountId === undefined ? undefined : parseAccountId(accountId);
}
