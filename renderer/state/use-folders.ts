import { useState } from 'react';
import { findState } from '#ipc/app-store.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { useKnown } from './desktop-context.tsx';

const NONE: readonly FolderView[] = [];

/** The state as it was last known, also while the engine host hangs or is started again; undefined before anything is. */
export function useAppState(): AppState | undefined {
  return findState(useKnown());
}

/** All sync folders that are known. */
export function useFolders(): readonly FolderView[] {
  return useAppState()?.folders ?? NONE;
}

/** The sync folder that a list is about: the one a person chose or came for, else the first for which `isWanted`. */
export function useChosenFolder(
  isWanted: (folder: FolderView) => boolean = () => true,
  cameFor?: string,
): readonly [FolderView | undefined, (folderId: string) => void] {
  const folders = useFolders();
  const [chosen, choose] = useState(cameFor);
  const folder = folders.find(({ folderId }) => folderId === chosen) ?? folders.find(isWanted) ?? folders[0];
  return [folder, choose];
}
