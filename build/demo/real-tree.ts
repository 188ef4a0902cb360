import { copyFileSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_EXCLUDES } from '#sync-engine/core/merge/excludes-default.ts';
import { createFullPathExcluder } from '#sync-engine/core/merge/excludes.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';

/** What was copied into a computer's folder. */
export interface CopiedTree {
  readonly files: number;
  readonly bytes: number;
}

/** The real tree that every machine has on which the project was set up. */
export const INSTALLED_PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const isExcluded = createFullPathExcluder(DEFAULT_EXCLUDES, { isCaseSensitive: true });

/** Single files above this size show nothing new and only take time. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** Copies whole packages, in the order of their names, until there are at least `minFiles` files. */
export function copyPackages(target: string, minFiles: number): CopiedTree {
  let copied: CopiedTree = { files: 0, bytes: 0 };
  for (const name of readdirSync(INSTALLED_PACKAGES).toSorted()) {
    if (copied.files >= minFiles) break;
    if (name.startsWith('.')) continue;
    copied = add(copied, copyTree(join(INSTALLED_PACKAGES, name), join(target, name)));
  }
  return copied;
}

/** Copies a folder without links, special files and what the exclude list leaves out anyway. */
export function copyTree(source: string, target: string): CopiedTree {
  const path = parseRelativePath(basename(target));
  const stats = lstatSync(source);
  if (path !== undefined && isExcluded(path, stats.isDirectory() ? 'directory' : 'file').kind === 'excluded')
    return NOTHING;
  if (stats.isFile()) {
    if (stats.size > MAX_FILE_BYTES) return NOTHING;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(source, target);
    return { files: 1, bytes: stats.size };
  }
  if (!stats.isDirectory()) return NOTHING;
  mkdirSync(target, { recursive: true });
  return readdirSync(source).reduce(
    (sum, name) => (name === '.bayernbox' ? sum : add(sum, copyTree(join(source, name), join(target, name)))),
    NOTHING,
  );
}

const NOTHING: CopiedTree = { files: 0, bytes: 0 };

function add(a: CopiedTree, b: CopiedTree): CopiedTree {
  return { files: a.files + b.files, bytes: a.bytes + b.bytes };
}
