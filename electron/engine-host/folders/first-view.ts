import type { FolderView } from '#ipc/folder-view.ts';
import type { FolderSettings } from '../settings/host-settings.ts';
import { toFolderName } from './local-folder.ts';

/** What waits for a person in a folder, and what is not selected, as its sync database tells before anything runs. */
export type Waiting = Pick<FolderView, 'conflicts' | 'decisions' | 'newFolders' | 'deselectedFolders'>;

/** A folder as it is shown before its first look. Pure. */
export function toFirstView(folder: FolderSettings, waiting: Waiting): FolderView {
  const { folderId, accountId, localPath, remotePath, spaceId, spaceName, news = [] } = folder;
  return {
    folderId,
    accountId,
    name: toFolderName(localPath),
    localPath,
    remotePath,
    ...(spaceId === undefined ? {} : { spaceId }),
    ...(spaceName === undefined ? {} : { spaceName }),
    state: { kind: 'checking' },
    problems: 0,
    ...waiting,
    news,
  };
}
