import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, normalize, relative, sep } from 'node:path';

/** Where every sync folder keeps what is its own. */
const PRIVATE_FOLDER = '.bayernbox';

/**
 * True for a folder that may go into the trash because it was a sync folder and is none any more: whoever says so reads
 * foreign files, so it is looked at once more here.
 */
export function isOldSyncFolder(localPath: string, syncFolders: readonly string[]): boolean {
  if (!isAbsolute(localPath) || normalize(localPath) !== localPath) return false;
  const kept = [...syncFolders, homedir()];
  const touchesKept = kept.some((other) => isSameOrInside(other, localPath));
  const isInSynced = syncFolders.some((other) => isSameOrInside(localPath, other));
  return !touchesKept && !isInSynced && existsSync(join(localPath, PRIVATE_FOLDER));
}

function isSameOrInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}
