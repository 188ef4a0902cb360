import { DISK_RESERVE_BYTES } from '../model/disk-reserve.ts';

/** A download of a plan, in the plan's order. */
export interface PlannedDownload<Id> {
  readonly id: Id;
  readonly sizeBytes: number;
}

/**
 * The downloads that have to wait because the disk would fall below the reserve. A file that does not fit does not
 * keep smaller ones from coming in; below the reserve all wait, even empty ones.
 */
export function findPausedDownloads<Id>(downloads: readonly PlannedDownload<Id>[], freeBytes: number): ReadonlySet<Id> {
  const paused = new Set<Id>();
  let leftBytes = freeBytes - DISK_RESERVE_BYTES;
  const isLow = leftBytes < 0;
  for (const { id, sizeBytes } of downloads) {
    if (isLow || sizeBytes > leftBytes) paused.add(id);
    else leftBytes -= sizeBytes;
  }
  return paused;
}

/** Bytes that have to become free so that all of these can come and the reserve is left. Pure. */
export function computeMissingBytes(downloads: readonly PlannedDownload<unknown>[], freeBytes: number): number {
  const needed = downloads.reduce((sum, { sizeBytes }) => sum + sizeBytes, DISK_RESERVE_BYTES);
  return Math.max(0, needed - freeBytes);
}

const CHOICE_RESERVE_BYTES = 5_000_000_000;
const CHOICE_RESERVE_SHARE = 0.05;

/**
 * Room that a choice of directories must leave on the disk: 5 GB, or 5 % of a small disk, and never less than what
 * downloads leave. Below it a computer becomes slow, and people cannot work. Pure.
 */
export function toChoiceReserve(diskBytes: number): number {
  return Math.max(DISK_RESERVE_BYTES, Math.min(CHOICE_RESERVE_BYTES, Math.floor(diskBytes * CHOICE_RESERVE_SHARE)));
}
