import { copyFileSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_EXCLUDES } from '#sync-engine/core/merge/excludes-default.ts';
import { createFullPathExcluder } from '#sync-engine/core/merge/excludes.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';

/** What was copied into a computer's folder, and what was left out. */
export interface CopiedTree {
  readonly files: number;
  readonly bytes: number;
  /** Symbolic links and special files. */
  readonly links: number;
  /** What the exclude list keeps off every server; a folder counts once. */
  readonly excluded: number;
  readonly tooLarge: number;
}

/** The real tree that every machine has on which the project was set up. */
export const INSTALLED_PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Installed programs above this size show nothing new and only take time. People's own files have no limit. */
export const MAX_PACKAGE_FILE_BYTES = 8 * 1024 * 1024;

/** A package that would make the tree larger by more than this is not taken: the demo has to stay short. */
const MAX_MORE_FILES = 1_000;

const NOTHING: CopiedTree = { files: 0, bytes: 0, links: 0, excluded: 0, tooLarge: 0 };

const isExcluded = createFullPathExcluder(DEFAULT_EXCLUDES, { isCaseSensitive: true });

/** Copies whole packages, in the order of their names, until there are at least `minFiles` files. */
export function copyPackages(target: string, minFiles: number): CopiedTree {
  let copied = NOTHING;
  for (const name of readdirSync(INSTALLED_PACKAGES).toSorted()) {
    if (copied.files >= minFiles) break;
    const source = join(INSTALLED_PACKAGES, name);
    if (name.startsWith('.') || countEntries(source) > minFiles - copied.files + MAX_MORE_FILES) continue;
    copied = add(copied, copyTree(source, join(target, name), MAX_PACKAGE_FILE_BYTES));
  }
  return copied;
}

function countEntries(directory: string): number {
  return readdirSync(directory, { recursive: true }).length;
}

/** Copies a folder without links, special files and what the exclude list leaves out anyway. The source is only read. */
export function copyTree(source: string, target: string, maxFileBytes = Number.POSITIVE_INFINITY): CopiedTree {
  const stats = lstatSync(source);
  const path = parseRelativePath(basename(target));
  if (path !== undefined && isExcluded(path, stats.isDirectory() ? 'directory' : 'file').kind === 'excluded')
    return { ...NOTHING, excluded: 1 };
  if (stats.isFile()) {
    if (stats.size > maxFileBytes) return { ...NOTHING, tooLarge: 1 };
    copyFileSync(source, target);
    return { ...NOTHING, files: 1, bytes: stats.size };
  }
  if (!stats.isDirectory()) return { ...NOTHING, links: 1 };
  mkdirSync(target, { recursive: true });
  return readdirSync(source).reduce(
    (sum, name) =>
      // The private folder of another sync folder belongs to that one alone.
      name === '.bayernbox' ? sum : add(sum, copyTree(join(source, name), join(target, name), maxFileBytes)),
    NOTHING,
  );
}

function add(a: CopiedTree, b: CopiedTree): CopiedTree {
  return {
    files: a.files + b.files,
    bytes: a.bytes + b.bytes,
    links: a.links + b.links,
    excluded: a.excluded + b.excluded,
    tooLarge: a.tooLarge + b.tooLarge,
  };
}
