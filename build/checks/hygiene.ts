import type { SourceFile } from './source-files.ts';

const maxFileLines = 400;

/** Names for folders that say nothing about what is inside. */
const emptyNames = new Set(['util', 'utils', 'helper', 'helpers', 'misc', 'common', 'shared', 'lib']);

/** Every folder that docs/architecture.md names. */
export const architectureFolders: readonly string[] = [
  'sync-engine/core/model',
  'sync-engine/core/merge',
  'sync-engine/core/script',
  'sync-engine/core/guards',
  'sync-engine/filesystem',
  'sync-engine/watcher',
  'sync-engine/sync-database',
  'sync-engine/change-journal',
  'sync-engine/transport',
  'sync-engine/secrets',
  'sync-engine/clock',
  'sync-engine/logger',
  'sync-engine/auth',
  'sync-engine/discovery',
  'sync-engine/executor',
  'sync-engine/engine',
  'sync-engine/cli',
  'sync-engine/testing',
  'ipc',
  'policies',
  'electron',
  'renderer',
  'build',
  'build/checks',
  'e2e',
  'dev-server',
  'bench',
  'docs',
  'docs/adr',
];

/** TypeScript files that are too long to be read in one go. */
export function findLongFiles(files: readonly SourceFile[]): readonly string[] {
  return files
    .map((file) => ({ path: file.path, lines: file.text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > maxFileLines)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${maxFileLines}`);
}

const fixedMachineTraces = [/\/work\/(main|shared|\.library)\b/, /\/(root|Users\/[a-z]+)\/\w/, /registry\.npmjs\.org/];

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * Lines that hold a path of one person's machine or the host of a registry. `ownPaths`: folders of the machine that
 * runs the check (checkout, home); those with fewer than two names are left out, they match anything.
 */
export function findMachinePaths(files: readonly SourceFile[], ownPaths: readonly string[]): readonly string[] {
  const own = ownPaths
    .map((path) => path.replace(/[\\/]$/, ''))
    .filter((path) => path.split(/[\\/]/).length > 2)
    .map((path) => new RegExp(`${escapeForPattern(path)}\\b`));
  const traces = [...fixedMachineTraces, ...own];
  return files.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((line, index) =>
        traces.some((trace) => trace.test(line)) ? [`${file.path}:${index + 1}: names a place of one machine`] : [],
      ),
  );
}

/** Folders whose name says nothing. */
export function findEmptyNames(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => path.split('/').slice(0, -1));
  return [...new Set(folders)].filter((name) => emptyNames.has(name)).map((name) => `a folder is called ${name}`);
}

/** Folders of the architecture without a README.md and without a source file. */
export function findMissingFolders(paths: readonly string[]): readonly string[] {
  return architectureFolders
    .filter((folder) => !paths.some((path) => path.startsWith(`${folder}/`) && /(README\.md|\.tsx?|\.md)$/.test(path)))
    .map((folder) => `${folder}: neither README.md nor sources`);
}
