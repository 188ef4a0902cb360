import type { AccountView } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import type { TrayLanguage } from './tray-words.ts';

/** As many names as a notification can hold. */
const MAX_NAMES = 3;

const QUOTES = { de: ['„', '“'], en: ['“', '”'] } as const satisfies Readonly<Record<TrayLanguage, unknown>>;
const OTHERS = { de: 'weitere', en: 'more' } as const satisfies Readonly<Record<TrayLanguage, unknown>>;

/** The folder, and whose it is where there are several accounts. Pure. */
export function nameFolder(folder: FolderView, accounts: readonly AccountView[]): string {
  return `${folder.name}${nameAccount(folder, accounts)}`;
}

/** Several folders for the middle of a sentence. Pure. */
export function nameFolders(
  folders: readonly FolderView[],
  accounts: readonly AccountView[],
  language: TrayLanguage,
): string {
  const [open, close] = QUOTES[language];
  const names = folders.map((folder) => `${open}${folder.name}${close}${nameAccount(folder, accounts)}`);
  const left = names.length - MAX_NAMES;
  const shown = left > 0 ? [...names.slice(0, MAX_NAMES), `${left} ${OTHERS[language]}`] : names;
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(shown);
}

function nameAccount({ accountId }: FolderView, accounts: readonly AccountView[]): string {
  const account = accounts.length < 2 ? undefined : accounts.find((each) => each.accountId === accountId);
  return account === undefined ? '' : ` (${account.displayName}, ${new URL(account.serverUrl).host})`;
}
