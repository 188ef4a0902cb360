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
