import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the repository: `path` with `/`, relative to the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const notOurs = new Set(['node_modules', '.git', '.cache', 'out', 'dist', 'coverage', 'test-results']);

/** Paths of all files below a folder, without generated and installed ones; `/` on every system. */
export function listFiles(root: string, folder = ''): readonly string[] {
  const paths: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !notOurs.has(entry.name)) paths.push(...listFiles(root, path));
    if (entry.isFile()) paths.push(path);
  }
  return paths;
}

/** All TypeScript of the repository. */
export function readTypeScript(root: string): readonly SourceFile[] {
  return readFiles(
    root,
    listFiles(root).filter((path) => /\.tsx?$/.test(path)),
  );
}

/** The named files with their text. */
export function readFiles(root: string, paths: readonly string[]): readonly SourceFile[] {
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
