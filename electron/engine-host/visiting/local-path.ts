import { join } from 'node:path';

/** The absolute path of an item of a sync folder. */
export function toLocalPath(localRootPath: string, path: string): string {
  return join(localRootPath, ...path.split('/'));
}
