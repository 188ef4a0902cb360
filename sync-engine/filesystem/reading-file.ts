import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import { Digester } from './digester.ts';
import type { Digests } from './digester.ts';

/** Most files fit into the small one: a large one for each would keep the garbage collector busy with nothing else. */
const SMALL_BUFFER_BYTES = 32 * 1024;
const LARGE_BUFFER_BYTES = 1024 * 1024;
const STREAM_CHUNK_BYTES = 256 * 1024;

/** A stream of an open file ended before the range that was asked for: somebody made the file shorter. */
export class FileShrankError extends Error {
  override readonly name = 'FileShrankError';
}

/** Checksums of everything in an open file, and how many bytes that were. Rejects with the signal's reason. */
export async function hashHandle(
  handle: FileHandle,
  signal: AbortSignal,
  also?: readonly ChecksumAlgorithm[],
): Promise<Digests & { readonly sizeBytes: number }> {
  const digester = new Digester(also);
  let buffer = Buffer.allocUnsafe(SMALL_BUFFER_BYTES);
  let sizeBytes = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, sizeBytes);
    if (bytesRead === 0) return { ...digester.digest(), sizeBytes };
    digester.update(buffer.subarray(0, bytesRead));
    sizeBytes += bytesRead;
    if (sizeBytes === SMALL_BUFFER_BYTES) buffer = Buffer.allocUnsafe(LARGE_BUFFER_BYTES);
  }
}

/** A stream over exactly these bytes of an open file; destroyed with `FileShrankError` when they are not all there. */
export function streamRange(handle: FileHandle, startByte: number, endByteExclusive: number): Readable {
  return Readable.from(readRange(handle, startByte, endByteExclusive), { objectMode: false });
}

async function* readRange(handle: FileHandle, startByte: number, endByteExclusive: number): AsyncGenerator<Buffer> {
  let position = startByte;
  while (position < endByteExclusive) {
    const chunk = Buffer.allocUnsafe(Math.min(STREAM_CHUNK_BYTES, endByteExclusive - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) throw new FileShrankError('the file became shorter while it was read');
    position += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}
