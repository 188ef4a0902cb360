import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import { Digester } from './digester.ts';
import type { Digests } from './digester.ts';

/** At most: a buffer of that size for each small file would keep the garbage collector busy with nothing else. */
const HASH_BUFFER_BYTES = 1024 * 1024;

/**
 * So much of a stream is read at once. Larger pieces need fewer changes of threads, but so few objects beside them that
 * only full collections give their memory back: 500 MB in pieces of 1 MiB cost eight of those, in these one.
 */
const STREAM_PIECE_BYTES = 256 * 1024;

/** A stream of an open file ended before the range that was asked for: somebody made the file shorter. */
export class FileShrankError extends Error {
  override readonly name = 'FileShrankError';
}

/** What is read, and how far. */
export interface HashRequest {
  readonly signal: AbortSignal;
  readonly also?: readonly ChecksumAlgorithm[] | undefined;
  /** How long the file is believed to be: the buffer need not be larger, and one read does for a small file. */
  readonly expectedBytes: number;
}

/**
 * Checksums of everything in an open file, and how many bytes that were. The next bytes are read while some are counted.
 * Rejects with the signal's reason.
 */
export async function hashHandle(
  handle: FileHandle,
  { signal, also, expectedBytes }: HashRequest,
): Promise<Digests & { readonly sizeBytes: number }> {
  signal.throwIfAborted();
  const digester = new Digester(also);
  // One byte more than expected: when that stays empty, the end has been seen.
  const bufferBytes = Math.min(HASH_BUFFER_BYTES, expectedBytes + 1);
  let spare: Buffer<ArrayBuffer> | undefined;
  let sizeBytes = 0;
  let reading = handle.read(Buffer.allocUnsafe(bufferBytes), 0, bufferBytes, sizeBytes);
  for (;;) {
    const { bytesRead, buffer } = await reading;
    signal.throwIfAborted();
    sizeBytes += bytesRead;
    const isExpectedEnd = sizeBytes === expectedBytes && bytesRead < bufferBytes;
    const isEnd = bytesRead === 0 || isExpectedEnd;
    if (!isEnd) reading = handle.read(spare ?? Buffer.allocUnsafe(bufferBytes), 0, bufferBytes, sizeBytes);
    spare = buffer;
    digester.update(buffer.subarray(0, bytesRead));
    if (isEnd) return { ...digester.digest(), sizeBytes };
  }
}

/** All bytes of an open file in one piece; undefined when it is shorter than that by now. */
export async function readBytes(handle: FileHandle, sizeBytes: number): Promise<Uint8Array | undefined> {
  const bytes = Buffer.allocUnsafe(sizeBytes);
  let filledBytes = 0;
  while (filledBytes < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, filledBytes, sizeBytes - filledBytes, filledBytes);
    if (bytesRead === 0) return undefined;
    filledBytes += bytesRead;
  }
  return bytes;
}

/** A stream over exactly these bytes of an open file; destroyed with `FileShrankError` when they are not all there. */
export function streamRange(handle: FileHandle, startByte: number, endByteExclusive: number): Readable {
  return Readable.from(readRange(handle, startByte, endByteExclusive), { objectMode: false });
}

async function* readRange(handle: FileHandle, startByte: number, endByteExclusive: number): AsyncGenerator<Buffer> {
  let position = startByte;
  while (position < endByteExclusive) {
    const piece = Buffer.allocUnsafe(Math.min(STREAM_PIECE_BYTES, endByteExclusive - position));
    const { bytesRead } = await handle.read(piece, 0, piece.length, position);
    if (bytesRead === 0) throw new FileShrankError('the file became shorter while it was read');
    position += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}
