import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import { readMarker } from '../../engine/opening/folder-marker.ts';

/**
 * A sync folder around which another one would be made, for the reasons of `findOuterFolder`; undefined where there is
 * none, or nobody waits for the answer any more. All directories are looked at, so only a folder that is not synced yet
 * is: within one that is, none is begun.
 */
export async function findInnerFolder(localRootPath: string, signal: AbortSignal): Promise<string | undefined> {
  if (isSynced(localRootPath)) return undefined;
  const device = (await lstat(localRootPath).catch(ignoreErrno))?.dev;
  const open = [localRootPath];
  for (let at = open.pop(); at !== undefined && !signal.aborted; at = open.pop()) {
    if ((await lstat(at).catch(ignoreErrno))?.dev !== device) continue;
    if (at !== localRootPath && isSynced(at)) return at;
    for (const entry of (await readdir(at, { withFileTypes: true }).catch(ignoreErrno)) ?? [])
      if (entry.isDirectory() && entry.name !== PRIVATE_FOLDER) open.push(join(at, entry.name));
  }
  return undefined;
}

/** Of a folder that is synced no more only the marker is left. */
function isSynced(path: string): boolean {
  try {
    const marker = readMarker(path);
    return marker !== undefined && existsSync(marker.database);
  } catch (error) {
    return ignoreErrno(error) ?? false;
  }
}

/** What cannot be read is named by the sync itself. */
function ignoreErrno(error: unknown): undefined {
  if (error instanceof Error && 'code' in error) return undefined;
  throw error;
}
