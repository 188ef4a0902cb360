/** Slower than this nobody's disk is, not even a network drive in another town. */
const SLOWEST_READ_BYTES_PER_MS = 4 * 1024;

/** Longer than the transport itself waits for an answer to a write. */
const ANSWER_MS = 330_000;

/** Servers put a large upload together before they answer; the transport waits up to half an hour. */
const ASSEMBLY_MS_PER_BYTE = (4 * 60_000) / 2 ** 30;
const LONGEST_ANSWER_MS = 35 * 60_000;

/** Ms that reading a local file may take in silence, to build its checksum. */
export function readingMs(sizeBytes: number): number {
  return sizeBytes / SLOWEST_READ_BYTES_PER_MS;
}

/** Ms that a server may think about a write, or about an upload all of whose bytes it has. */
export function answeringMs(sizeBytes = 0): number {
  return Math.min(LONGEST_ANSWER_MS, ANSWER_MS + sizeBytes * ASSEMBLY_MS_PER_BYTE);
}
