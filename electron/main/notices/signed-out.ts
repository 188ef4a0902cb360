import type { FolderView } from '#ipc/folder-view.ts';

/** Nothing of the folder is synced before somebody signs in. Pure. */
export function isSignedOut({ state }: Pick<FolderView, 'state'>): boolean {
  if (state.kind !== 'stopped') return false;
  return state.error.code === 'sign-in-refused' || state.error.code === 'sign-in-needed';
}
