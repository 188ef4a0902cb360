import type { BigIntStats } from 'node:fs';
import type { LocalStamp } from '../core/model/observation.ts';
import type { LocalEntry, LocalEntryKind } from './filesystem.ts';

/** The stamp of what a stat call showed; `device` is its device, if there is one number for many. Sizes above 2^53 bytes do not exist on file systems of today. */
export function toLocalStamp(stats: BigIntStats, device: bigint = stats.dev): LocalStamp {
  return {
    device,
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
export function toLocalEntry(name: string, stats: BigIntStats, device?: bigint): LocalEntry {
  return { name, kind: toEntryKind(stats), stamp: toLocalStamp(stats, device) };
}

/** Equal but for the ctime, which a rename or link changes. */
export function isSameContentStamp(a: LocalStamp, b: LocalStamp): boolean {
  return a.device === b.device && a.inode === b.inode && a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs;
}
