import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { isInsideFolder } from '#ipc/inside-folder.ts';

/** Where every sync folder keeps what is its own. */
const PRIVATE_FOLDER = '.bayernbox';

/**
 * True for a folder that may go into the trash because it was a sync folder and is none any more: whoever says so reads
 * foreign files, so it is looked at once more here.
 */
export function isOldSyncFolder(localPath: string, syncFolders: readonly string[]): boolean {
  if (!path.isAbsolute(localPath) || path.normalize(localPath) !== localPath) return false;
  const kept = [...syncFolders, homedir()];
  const touchesKept = kept.some((other) => isInsideFolder(other, localPath, path));
  const isInSynced = syncFolders.some((other) => isInsideFolder(localPath, other, path));
  return !touchesKept && !isInSynced && existsSync(path.join(localPath, PRIVATE_FOLDER));
}
