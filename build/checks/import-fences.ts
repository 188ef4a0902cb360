import { posix } from 'node:path';
import type { Fence } from './fence-table.ts';
import { fences } from './fence-table.ts';
import type { ModuleImport } from './module-imports.ts';
import { findImports } from './module-imports.ts';
import type { SourceFile } from './source-files.ts';

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

function findFence(path: string): Fence | undefined {
  return fences.find((fence) => path.startsWith(fence.folder));
}

/** Path in the repository of what is imported; undefined for packages and `node:` modules. */
function resolveInside(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  return undefined;
}

function isSameFeature(importer: string, target: string): boolean {
  const [feature] = /^renderer\/features\/[^/]+\//.exec(importer) ?? [];
  return feature !== undefined && target.startsWith(feature);
}

function mayImport(fence: Fence, importer: string, found: ModuleImport & { readonly specifier: string }): boolean {
  const target = resolveInside(importer, found.specifier);
  if (target === undefined) return fence.packages.test(found.specifier);
  if (isTest(target)) return false;
  const allowed = found.isTypeOnly ? [...fence.mayImport, ...(fence.mayImportTypes ?? [])] : fence.mayImport;
  return isSameFeature(importer, target) || allowed.some((start) => target.startsWith(start));
}

function checkFile(file: SourceFile): readonly string[] {
  const fence = findFence(file.path);
  if (fence === undefined) return [`${file.path}: no fence covers this folder`];
  if (isTest(file.path)) return [];
  return findImports(file).flatMap((found) => {
    const { specifier } = found;
    if (specifier === undefined) {
      return fence.mayImport.includes('') ? [] : [`${file.path}: imports a name computed at run time`];
    }
    return mayImport(fence, file.path, { ...found, specifier }) ? [] : [`${file.path}: may not import ${specifier}`];
  });
}

/**
 * Holds the table against real imports; one sentence per breach. Tests may import anything, but nobody imports a test.
 * A fence without a single source file is a breach too, unless its folder is in `stillEmpty`: it would guard nothing.
 */
export function findFenceBreaches(files: readonly SourceFile[], stillEmpty: readonly string[]): readonly string[] {
  const populated = new Set(files.filter((file) => !isTest(file.path)).map((file) => findFence(file.path)));
  const coverage = fences.flatMap((fence) => {
    if (populated.has(fence) === !stillEmpty.includes(fence.folder)) return [];
    return populated.has(fence)
      ? [`${fence.folder}: has files now, take it from the list of empty folders`]
      : [`${fence.folder}: the fence found no file`];
  });
  return [...coverage, ...files.flatMap(checkFile)];
}
