const MEBIBYTE = 1024 * 1024;

/** Smallest chunk of an upload that begins, and of one that has been cut off: what is smaller gets through nearly any line. */
const SMALLEST_BYTES = MEBIBYTE;
const SMALLEST_RESUMED_BYTES = MEBIBYTE / 4;

const LARGEST_FIRST_BYTES = 10 * MEBIBYTE;
const LARGEST_CHUNK_BYTES = 100 * MEBIBYTE;
const WANTED_DURATION_MS = 60_000;

/** An upload whose line has not broken yet begins with few requests; the rest of one that has broken is cut finely. */
const FIRST_CHUNKS = 8;
const FIRST_CHUNKS_RESUMED = 128;

/** What is known of an upload before its next chunk is cut. Sizes in bytes. */
export interface Pace {
  readonly fileBytes: number;
  /** True when an earlier attempt was cut off: what is in flight at the next cut is sent twice. */
  readonly isResumed: boolean;
}

/** Size of the first chunk of an attempt. Pure. */
export function computeFirstChunkBytes(pace: Pace): number {
  const bytes = Math.ceil(pace.fileBytes / (pace.isResumed ? FIRST_CHUNKS_RESUMED : FIRST_CHUNKS));
  return Math.min(LARGEST_FIRST_BYTES, Math.max(smallestOf(pace), bytes));
}

/**
 * Size of the next chunk: half-way from the last size to what would take a minute, so that an interruption costs at most
 * about a minute and fast lines need few requests; but never more than this attempt has got through (after a cut an
 * eighth of it), so that an interruption costs a small part of what was gained. Pure.
 */
export function computeNextChunkBytes(
  last: { readonly bytes: number; readonly durationMs: number; readonly sentBytes: number },
  pace: Pace,
): number {
  const minuteBytes = (last.bytes / Math.max(1, last.durationMs)) * WANTED_DURATION_MS;
  const gainedBytes = Math.max(computeFirstChunkBytes(pace), pace.isResumed ? last.sentBytes / 8 : last.sentBytes);
  const largestBytes = Math.min(LARGEST_CHUNK_BYTES, gainedBytes);
  return Math.round(Math.min(largestBytes, Math.max(smallestOf(pace), (last.bytes + minuteBytes) / 2)));
}

function smallestOf({ isResumed }: Pace): number {
  return isResumed ? SMALLEST_RESUMED_BYTES : SMALLEST_BYTES;
}
