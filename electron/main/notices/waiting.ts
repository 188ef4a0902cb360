import type { FolderView } from '#ipc/folder-view.ts';

/** Questions of sync folders that only a person can answer: held changes, and new folders of the server. Pure. */
export function countDecisions(folders: readonly FolderView[]): number {
  return folders.reduce((sum, { decisions, newFolders }) => sum + decisions + newFolders, 0);
}

/** Files in two versions. Pure. */
export function countVersions(folders: readonly FolderView[]): number {
  return folders.reduce((sum, { conflicts }) => sum + conflicts, 0);
}
