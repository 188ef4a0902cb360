import type { AccountView } from '#ipc/app-state.ts';
import type { Accounts } from '#sync-engine/auth/auth.ts';
import type { AccountId, AccountView as EngineAccount } from '#sync-engine/core/model/account.ts';
import { parseAccountId } from '#sync-engine/core/model/account.ts';

/** An account of the list; undefined for an id that is not in it. */
export function findAccount(accounts: Accounts, accountId: string): EngineAccount | undefined {
  return accounts.list().find(({ id }) => id === accountId);
}

/** An account as the windows show it. */
export function toAccountView(account: EngineAccount): AccountView {
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
  };
}

/** The id that a window named; undefined when no account ever had such a one. */
export function toAccountId(accountId: string | undefined): AccountId | undefined {
  return accountId === undefined ? undefined : parseAccountId(accountId);
}
