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

/** What a choice of directories must leave: so many bytes, or such a share of a small disk. */
export interface ChoiceReserve {
  readonly maxBytes: number;
  readonly share: number;
}

const DEFAULT_RESERVE: ChoiceReserve = { maxBytes: 5_000_000_000, share: 0.05 };

/**
 * Room that a choice of directories must leave on the disk: 5 GB, or 5 % of a small disk, where nobody has decided
 * otherwise, and never less than what downloads leave. Below it a computer becomes slow, and people cannot work. Pure.
 */
export function toChoiceReserve(diskBytes: number, { maxBytes, share }: ChoiceReserve = DEFAULT_RESERVE): number {
  return Math.max(DISK_RESERVE_BYTES, Math.min(maxBytes, Math.floor(diskBytes * share)));
}
