const MEBIBYTE = 1024 * 1024;

/** Size of the first chunk of a resumable upload. */
export const FIRST_CHUNK_BYTES = 10 * MEBIBYTE;

const LARGEST_CHUNK_BYTES = 100 * MEBIBYTE;
const WANTED_DURATION_MS = 60_000;

/**
 * Size of the next chunk: half-way from the last size to what would take a minute, so that an interruption costs at
 * most about a minute and fast lines need few requests. Pure.
 */
export function computeNextChunkBytes(lastBytes: number, durationMs: number): number {
  const minuteBytes = (lastBytes / Math.max(1, durationMs)) * WANTED_DURATION_MS;
  return Math.round(Math.min(LARGEST_CHUNK_BYTES, Math.max(FIRST_CHUNK_BYTES, (lastBytes + minuteBytes) / 2)));
}
