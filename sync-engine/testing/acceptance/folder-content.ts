import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Path below a root → what is there, for deep comparison. */
export type FolderContent = Readonly<Record<string, string>>;

const PRIVATE_FOLDER = '.bayernbox';

/** Hash of every ordinary file and the word `directory` for every directory; our private folder left out. */
export function readContent(root: string): FolderContent {
  return Object.fromEntries(
    walk(root, { isPrivateFolderIn: false }).flatMap((path) => {
      // A name that is no UTF-8 cannot be asked for by text; nobody syncs it.
      const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (stats === undefined) return [];
      if (stats.isDirectory()) return [[path, 'directory']];
      return stats.isFile() ? [[path, hashOf(join(root, path))]] : [];
    }),
  );
}

/**
 * What any write would change, of everything below a root and the root itself: inode, size, times of the last change.
 * Paths for which `isBookkeeping` are left out.
 */
export function readFootprint(root: string, isBookkeeping: (path: string) => boolean = () => false): FolderContent {
  const paths = ['', ...walk(root, { isPrivateFolderIn: true })].filter((path) => !isBookkeeping(path));
  return Object.fromEntries(
    paths.map((path) => {
      const { ino, size, mtimeNs, ctimeNs } = lstatSync(join(root, path), { bigint: true });
      return [path, `${ino} ${size} ${mtimeNs} ${ctimeNs}`];
    }),
  );
}

function hashOf(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}

function walk(root: string, { isPrivateFolderIn }: { readonly isPrivateFolderIn: boolean }): readonly string[] {
  const paths: string[] = [];
  const pending = [''];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of readdirSync(join(root, at), { withFileTypes: true })) {
      if (at === '' && entry.name === PRIVATE_FOLDER && !isPrivateFolderIn) continue;
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      paths.push(path);
      if (entry.isDirectory()) pending.push(path);
    }
  }
  return paths.toSorted();
}
