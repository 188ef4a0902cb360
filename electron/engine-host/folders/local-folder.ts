import type { Stats } from 'node:fs';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, realpathSync, statfsSync, statSync } from 'node:fs';
import * as nodePath from 'node:path';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { RequestOutput } from '#ipc/contract.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';
import type { ChoiceReserve } from '#sync-engine/engine/create-first-choice.ts';
import { toChoiceReserve } from '#sync-engine/engine/create-first-choice.ts';
import { isSyncFolder } from '#sync-engine/engine/create-visit.ts';
import type { Places } from './overlap.ts';
import { isNested, overlaps } from './overlap.ts';

type Inspection = RequestOutput<'inspectLocalFolder'>;

/** Places of this computer that a new sync folder must keep away from. */
export interface TakenPlaces {
  /** Absolute paths of sync folders. */
  readonly folders: readonly string[];
  /** Where this program keeps its own files. */
  readonly stateDirectory: string;
}

/** This computer. */
const HERE: Places = {
  rules: nodePath,
  toDiskPath,
  readDrive: (path) => statSync(findExisting(path), { throwIfNoEntry: false })?.dev,
};

/** Why a place is no good for a sync folder; undefined: it is. */
export const PLACE_OBSTACLES = {
  missing: undefined,
  empty: undefined,
  'has-files': undefined,
  'was-synced': undefined,
  overlaps: 'folder-overlaps',
  'is-file': 'folder-is-file',
  'not-writable': 'folder-not-writable',
  'program-data': 'folder-in-program-data',
} as const satisfies Readonly<Record<Inspection['kind'], UserErrorCode | undefined>>;

/** Looks at a place without changing it. `reserve`: what the organisation wants to stay free on its disk. */
export function inspectLocalFolder(localPath: string, taken: TakenPlaces, reserve?: ChoiceReserve): Inspection {
  const path = toRealPath(localPath);
  return { kind: inspectKind(path, taken), ...readDisk(path, reserve) };
}

function inspectKind(path: string, { folders, stateDirectory }: TakenPlaces): Inspection['kind'] {
  if (isNested(path, stateDirectory, HERE)) return 'program-data';
  if (folders.some((folder) => overlaps(path, folder, HERE))) return 'overlaps';
  const stats = readStats(path);
  if (stats === 'unreadable') return 'not-writable';
  if (stats === undefined) return canWrite(findExisting(path)) ? 'missing' : 'not-writable';
  if (!stats.isDirectory()) return 'is-file';
  if (!canWrite(path)) return 'not-writable';
  if (isSyncFolder(path)) return 'was-synced';
  return readdirSync(path).length === 0 ? 'empty' : 'has-files';
}

/** Makes the directory when it is missing; undefined when that was not possible. Returns where it really is. */
export function prepareLocalFolder(localPath: string): string | undefined {
  try {
    mkdirSync(localPath, { recursive: true });
    return realpathSync(localPath);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** Enough to know a space by, and far from what any system or path allows. */
const MAX_SPACE_NAME = 60;

/** How the folder of a space is called on this computer; of the user's own files as the product. Pure. */
export function toLocalName(productName: string, spaceName: string | undefined): string {
  // What some system forbids in names, and blanks or dots at their end.
  const name = (spaceName ?? '')
    .replaceAll(/[\\/:*?"<>|\p{Cc}\s]+/gu, ' ')
    .slice(0, MAX_SPACE_NAME)
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  return name === '' ? productName : `${productName} – ${name}`;
}

/** A place that nothing is at yet: `<home>/<name>`, else with a number behind it. */
export function suggestLocalFolder(homeDirectory: string, name: string, taken: TakenPlaces): string {
  const isFree = (path: string): boolean => {
    const { kind } = inspectLocalFolder(path, taken);
    return kind === 'missing' || kind === 'empty';
  };
  for (let number = 1; ; number += 1) {
    const path = join(homeDirectory, number === 1 ? name : `${name} ${number}`);
    if (isFree(path) || number > 1_000) return path;
  }
}

/** Where a path really is; its existing part, for one that does not exist yet. */
export function toRealPath(path: string): string {
  return toPathBy(realpathSync, path);
}

/**
 * The one path of a place, whatever case, short name or mapped drive leads to it on Windows and macOS. To compare: what
 * people see keeps the drive that they know.
 */
function toDiskPath(path: string): string {
  return toPathBy(realpathSync.native, path);
}

function toPathBy(toReal: (path: string) => string, path: string): string {
  const absolute = resolve(path);
  const existing = findExisting(absolute);
  return join(toReal(existing), relative(existing, absolute));
}

function findExisting(path: string): string {
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // Why not, the system tells in a code that means nothing to a person.
    return false;
  }
}

/** Too long a name, a circle of links, a directory that nobody may enter: no place for a folder. */
function readStats(path: string): Stats | undefined | 'unreadable' {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'unreadable';
    throw error;
  }
}

function readDisk(path: string, reserve: ChoiceReserve | undefined): Pick<Inspection, 'freeBytes' | 'reserveBytes'> {
  try {
    const { bavail, blocks, bsize } = statfsSync(findExisting(path));
    return { freeBytes: bavail * bsize, reserveBytes: toChoiceReserve(blocks * bsize, reserve) };
  } catch {
    // Some network drives do not tell; then nothing is said.
    return {};
  }
}

/** The last name of a path, to show it. */
export function toFolderName(localPath: string): string {
  return basename(localPath) || localPath;
}
