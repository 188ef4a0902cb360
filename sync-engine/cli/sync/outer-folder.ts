import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { findFolder } from '../../engine/opening/find-folder.ts';

/**
 * The sync folder in which another one would be made; undefined where there is none. In one another both would carry
 * each other's files. What lies on another drive takes no part in the folder around it, and may be one of its own.
 */
export function findOuterFolder(localRootPath: string): string | undefined {
  const above = dirname(localRootPath);
  const outer = above === localRootPath ? undefined : findFolder(above, undefined);
  // Of a folder that is synced no more only the marker is left.
  if (outer === undefined || !existsSync(outer.databasePath)) return undefined;
  const [inside, around] = [readDevice(localRootPath), readDevice(outer.rootPath)];
  return inside === undefined || inside === around ? outer.rootPath : undefined;
}

function readDevice(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.dev;
}
