import type { BigIntStats } from 'node:fs';
import type { LocalStamp } from '../core/model/observation.ts';
import type { LocalEntry, LocalEntryKind } from './filesystem.ts';

/** The stamp of what a stat call showed. Sizes above 2^53 bytes do not exist on file systems of today. */
export function toLocalStamp(stats: BigIntStats): LocalStamp {
  return {
    device: stats.dev,
    inode: stats.ino,
    birthNs: stats.birthtimeNs,
    sizeBytes: Number(stats.size),
    mtimeNs: stats.mtimeNs,
    ctimeNs: stats.ctimeNs,
  };
}

/** The kind of what `lstat` showed. libuv reports junctions of Windows as symbolic links. */
export function toEntryKind(stats: BigIntStats): LocalEntryKind {
  if (stats.isSymbolicLink()) return 'symbolic-link';
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'directory' : 'special';
}

/** A directory entry as observed. */
export function toLocalEntry(name: string, stats: BigIntStats): LocalEntry {
  return { name, kind: toEntryKind(stats), stamp: toLocalStamp(stats) };
}

/** Equal but for the ctime, which a rename or link changes. */
export function isSameContentStamp(a: LocalStamp, b: LocalStamp): boolean {
  return a.device === b.device && a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs;
}
