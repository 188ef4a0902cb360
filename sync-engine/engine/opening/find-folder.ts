import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { parseRelativePath } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { PRIVATE_FOLDER } from '../../filesystem/filesystem.ts';
import { databasePathFor } from './database-path.ts';
import { readJson, readMarker } from './folder-marker.ts';

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
      return {
        rootPath: at,
        path,
        databasePath: stateDirectory === undefined ? marker.database : databasePathFor(at, stateDirectory),
        server: settings?.server ?? 'owncloud10',
        refusedNames: settings?.refusedNames ?? [],
        excludes: settings?.excludes ?? '',
        shouldUploadSecondVersions: settings?.shouldUploadSecondVersions ?? true,
      };
    }
    if (dirname(at) === at) return undefined;
  }
}

/** Follows links on the way, but not the last name: that may itself be the link in question, or not exist. */
function withRealParents(absolute: string): string {
  const parent = dirname(absolute);
  if (parent === absolute) return absolute;
  return join(existsSync(parent) ? realpathSync(parent) : withRealParents(parent), basename(absolute));
}
