import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';
import { isInsideFolder } from '#ipc/inside-folder.ts';

/** Where every sync folder keeps what is its own. */
const PRIVATE_FOLDER = '.bayernbox';

/**
 * True for a folder that may go into the trash because it was a sync folder and is none any more: whoever says so reads
 * foreign files, so it is looked at once more here. Links and spellings are seen through: no other way leads to a folder
 * that is still synced.
 */
export function isOldSyncFolder(localPath: string, syncFolders: readonly string[]): boolean {
  if (!path.isAbsolute(localPath) || path.normalize(localPath) !== localPath) return false;
  if (!existsSync(path.join(localPath, PRIVATE_FOLDER))) return false;
  const isInUse = (spell: (each: string) => string): boolean => {
    const [folder, synced] = [spell(localPath), syncFolders.map(spell)];
    const isAround = [...synced, spell(homedir())].some((other) => isInsideFolder(other, folder, path));
    return isAround || synced.some((other) => isInsideFolder(folder, other, path));
  };
  return !isInUse((each) => each) && !isInUse(toRealPath);
}

/** As the disk spells it; of what is not there, as it was given. */
function toRealPath(localPath: string): string {
  try {
    return realpathSync.native(localPath);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return localPath;
    throw error;
  }
}
