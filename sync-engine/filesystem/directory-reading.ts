import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { findErrno, otherFileSystemError, parseSyncError, toSyncError } from './errno-outcome.ts';
import type { EventLoopShare } from './event-loop-share.ts';
import type { DirectoryReading, LocalEntry, UnreadableEntry } from './filesystem.ts';
import { PRIVATE_FOLDER } from './filesystem.ts';
import type { LocalRoot } from './local-root.ts';
import { toLocalEntry, toLocalStamp } from './local-stamp.ts';
import type { NameBytes } from './name-bytes.ts';
import { decodeName } from './name-bytes.ts';

/** About 2 ms of looking. */
const ENTRIES_PER_JOB = 256;

/** A directory that is swapped for another in the middle of every look is left for a later run. */
const MAX_LOOKS = 3;

/**
 * Lists one directory with a stamp for every name. The stamp of the directory is from before the listing, so a name
 * that comes during it makes the next stamp differ.
 */
export async function readDirectory(
  root: LocalRoot,
  path: RelativePath,
  share: EventLoopShare,
): Promise<DirectoryReading> {
  try {
    for (let look = 1; look <= MAX_LOOKS; look += 1) {
      const before = await share.run(() => findDirectory(root, path));
      if (before.kind !== 'found') return before;
      const listing = await listEntries(root, before.absolutePath, share);
      // Names may only count as gone if the directory itself stayed where it is.
      const after = await share.run(() => findDirectory(root, path));
      if (after.kind !== 'found') return after;
      if (isSameStamp('directory', before.stamp, after.stamp)) return { kind: 'read', stamp: before.stamp, ...listing };
    }
    return { kind: 'failed', error: toSyncError('EBUSY', 'read-directory') };
  } catch (error) {
    const errno = findErrno(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return { kind: 'absent' };
    return { kind: 'failed', error: parseSyncError(error, 'read-directory') };
  }
}

type FoundDirectory =
  | { readonly kind: 'found'; readonly absolutePath: string; readonly stamp: LocalStamp }
  | Exclude<DirectoryReading, { kind: 'read' }>;

function findDirectory(root: LocalRoot, path: RelativePath): FoundDirectory {
  const place = root.resolve(path, 'read-directory');
  if (place.kind === 'parent-missing') return { kind: 'absent' };
  if (place.kind === 'failed') return place;
  const stats = path === ROOT_PATH ? root.calls.stat(place.absolutePath) : root.calls.lstat(place.absolutePath);
  if (stats === undefined || !stats.isDirectory()) return { kind: 'absent' };
  if (!root.isOnSameDevice(stats.dev)) return { kind: 'failed', error: otherFileSystemError('read-directory') };
  return { kind: 'found', absolutePath: place.absolutePath, stamp: toLocalStamp(stats) };
}

async function listEntries(
  root: LocalRoot,
  directory: string,
  share: EventLoopShare,
): Promise<Omit<Extract<DirectoryReading, { kind: 'read' }>, 'kind' | 'stamp'>> {
  const entries: LocalEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  const names = await share.run(() => root.calls.readNames(directory));
  for (let start = 0; start < names.length; start += ENTRIES_PER_JOB) {
    const part = names.slice(start, start + ENTRIES_PER_JOB);
    for (const entry of await share.run(() => part.map((bytes) => lookAtBytes(root, directory, bytes)))) {
      if (entry === undefined) continue;
      if ('reason' in entry) unreadable.push(entry);
      else entries.push(entry);
    }
  }
  return { entries, unreadable };
}

function lookAtBytes(root: LocalRoot, directory: string, bytes: NameBytes): LocalEntry | UnreadableEntry | undefined {
  const { name, isUtf8 } = decodeName(bytes);
  if (directory === root.rootPath && name === PRIVATE_FOLDER) return undefined;
  return isUtf8 ? lookAt(root, directory, name) : { name, reason: 'name-not-utf8' };
}

/**
 * Undefined for a name that went away between the listing and the look: it is simply not there. Throws what says that
 * nothing in the directory can be looked at.
 */
function lookAt(root: LocalRoot, directory: string, name: string): LocalEntry | UnreadableEntry | undefined {
  try {
    const stats = root.calls.lstat(`${directory}/${name}`);
    if (stats === undefined) return undefined;
    const isElsewhere = stats.isDirectory() && !root.isOnSameDevice(stats.dev);
    return isElsewhere ? { name, reason: 'other-file-system' } : toLocalEntry(name, stats, root.shareDevice(stats.dev));
  } catch (error) {
    const errno = findErrno(error);
    if (errno === undefined || root.tellsOfDirectory(errno)) throw error;
    return { name, reason: 'unreadable' };
  }
}
