import type { AccountView } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';

/** An account that is signed in, but for what `more` says. */
export function sampleAccount(more: Partial<AccountView> = {}): AccountView {
  return {
    accountId: 'a',
    serverUrl: 'https://box.example',
    serverKind: 'owncloud10',
    productName: 'ownCloud',
    userName: 'anna',
    displayName: 'Anna',
    signIn: 'signed-in',
    isRemembered: true,
    ...more,
  };
}

/** A sync folder of that account that is being checked and in which nothing waits, but for what `more` says. */
export function sampleFolder(more: Partial<FolderView> = {}): FolderView {
  return {
    folderId: 'f',
    accountId: 'a',
    name: 'x',
    localPath: '/x',
    remotePath: '',
    state: { kind: 'checking' },
    problems: 0,
    conflicts: 0,
    decisions: 0,
    newFolders: 0,
    news: [],
    ...more,
  };
}
