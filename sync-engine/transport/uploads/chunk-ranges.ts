/** A chunk that is on the server. `offset` is undefined for a name that is not ours. */
export interface StoredChunk {
  readonly name: string;
  readonly offset: number | undefined;
  readonly sizeBytes: number;
}

/** Bytes of a file, the last one excluded. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * What of a file is not on the server yet, in order, and chunks that are of no use: all that is there ends up in the file,
 * so what overlaps, lies beyond the end or is not ours has to go. Pure.
 */
export function computeMissing(
  chunks: readonly StoredChunk[],
  fileBytes: number,
): { readonly missing: readonly ByteRange[]; readonly useless: readonly string[] } {
  const missing: ByteRange[] = [];
  const useless: string[] = [];
  let end = 0;
  for (const { name, offset, sizeBytes } of chunks.toSorted(
    (a, b) => (a.offset ?? Infinity) - (b.offset ?? Infinity),
  )) {
    const isUseful = offset !== undefined && offset >= end && sizeBytes > 0 && offset + sizeBytes <= fileBytes;
    if (!isUseful) {
      useless.push(name);
      continue;
    }
    if (offset > end) missing.push({ start: end, end: offset });
    end = offset + sizeBytes;
  }
  if (end < fileBytes) missing.push({ start: end, end: fileBytes });
  return { missing, useless };
}

/** Cuts ranges into chunks, from the front. */
export class RangeCutter {
  readonly #ranges: ByteRange[];

  constructor(ranges: readonly ByteRange[]) {
    this.#ranges = [...ranges];
  }

  /** The next bytes, at most so many; undefined when all are taken. */
  take(bytes: number): ByteRange | undefined {
    const range = this.#ranges.shift();
    if (range === undefined) return undefined;
    const end = Math.min(range.end, range.start + bytes);
    if (end < range.end) this.#ranges.unshift({ start: end, end: range.end });
    return { start: range.start, end };
  }
}
