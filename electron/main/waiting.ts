import type { FolderView } from '#ipc/folder-view.ts';
import type { WindowView } from '#ipc/window-event.ts';

/** Everything that waits for a person to decide: held changes, files in two versions, new folders of the server. Pure. */
export function countWaiting(folders: readonly FolderView[]): number {
  return folders.reduce((sum, { decisions, conflicts, newFolders }) => sum + decisions + conflicts + newFolders, 0);
}

/** Where it is decided; what is urgent comes first. Pure. */
export function findWaitingView(folders: readonly FolderView[]): WindowView {
  const hasQuestions = folders.some(({ decisions, newFolders }) => decisions + newFolders > 0);
  return hasQuestions || countWaiting(folders) === 0 ? 'decisions' : 'conflicts';
}
