import type { FolderView } from '#ipc/folder-view.ts';
import type { SyncErrorCode } from '#ipc/user-error.ts';

/** Why nothing at all of these folders is synced. */
export interface FolderCause {
  readonly code: SyncErrorCode;
  /** One, or all of an account; never none. */
  readonly folders: readonly [FolderView, ...FolderView[]];
}

/**
 * What keeps whole folders from being synced, in the order of the folders; what is wrong with an account is told once
 * for all of its folders. A pause is nothing wrong. Pure.
 */
export function findFolderCauses(folders: readonly FolderView[]): readonly FolderCause[] {
  const causes = new Map<string, FolderCause>();
  for (const folder of folders) {
    const { state, pause, accountId, folderId } = folder;
    if (pause !== undefined || (state.kind !== 'stopped' && state.kind !== 'offline')) continue;
    const { code, scope } = state.error;
    const key = `${scope === 'account' ? accountId : folderId} ${code}`;
    const known = causes.get(key);
    causes.set(key, { code, folders: known === undefined ? [folder] : [...known.folders, folder] });
  }
  return [...causes.values()];
}
