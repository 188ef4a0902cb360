import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { joinPath, parseRelativePath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import { databasePathFor } from './database-path.ts';
import { readJson, readMarker } from './folder-marker.ts';
import { spellNames } from './spell-names.ts';
import { toStoredPath } from './stored-path.ts';

/** A sync folder found from a path inside it. */
export interface FoundFolder {
  readonly rootPath: string;
  readonly path: RelativePath;
  readonly databasePath: string;
  readonly server: 'owncloud10' | 'infinite-scale';
  readonly refusedNames: readonly string[];
  readonly excludes: string;
  readonly shouldUploadSecondVersions: boolean;
}

const settingsSchema = z.object({
  server: z.enum(['owncloud10', 'infinite-scale']),
  refusedNames: z.array(z.string()).default([]),
  excludes: z.string(),
  shouldUploadSecondVersions: z.boolean().default(true),
});

/** Finds the sync folder that holds a path, present or not; undefined when there is none. */
export function findFolder(anyPath: string, stateDirectory: string | undefined): FoundFolder | undefined {
  const absolute = withRealParents(resolve(anyPath));
  for (let at = absolute; ; at = dirname(at)) {
    const marker = readMarker(at);
    const path = parseRelativePath(relative(at, absolute).split(sep).join('/'));
    if (marker !== undefined && path !== undefined) {
      const settings = readJson(join(at, PRIVATE_FOLDER, 'settings.json'), settingsSchema);
      const rootPath = toStoredPath(at);
      return {
        rootPath,
        path: spellAsDisk(at, path),
        databasePath: stateDirectory === undefined ? marker.database : databasePathFor(rootPath, stateDirectory),
        server: settings?.server ?? 'owncloud10',
        refusedNames: settings?.refusedNames ?? [],
        excludes: settings?.excludes ?? '',
        shouldUploadSecondVersions: settings?.shouldUploadSecondVersions ?? true,
      };
    }
    if (dirname(at) === at) return undefined;
  }
}

/** An item is known by the name that the disk has. On Linux every other spelling is another file. */
function spellAsDisk(rootPath: string, path: RelativePath): RelativePath {
  if (process.platform === 'linux' || path === ROOT_PATH) return path;
  const spelled = spellNames(path.split('/'), (above) => readdirSync(join(rootPath, ...above)));
  return spelled.reduce(joinPath, ROOT_PATH);
}

/** Follows links on the way, but not the last name: that may itself be the link in question, or not exist. */
function withRealParents(absolute: string): string {
  const parent = dirname(absolute);
  if (parent === absolute) return absolute;
  return join(existsSync(parent) ? realpathSync(parent) : withRealParents(parent), basename(absolute));
}
