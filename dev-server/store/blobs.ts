import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { integerOf } from './database.ts';
import type { Checksums } from './node.ts';
import { Adler32 } from './adler32.ts';

/** Bytes that have arrived completely but belong to no item yet. */
export interface ReceivedBytes {
  readonly temporaryFile: string;
  readonly sizeBytes: number;
  readonly checksums: Checksums;
}

/** How receiving ended: broken connections and overlong bodies are expected and leave nothing behind. */
export type ReceiveResult =
  | { readonly kind: 'received'; readonly bytes: ReceivedBytes }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-large' };

/** File bytes on disk, by blob id; the database says who uses them. */
export interface BlobStore {
  /** Streams to a temporary file while hashing; never holds a whole body in memory. */
  receive(source: AsyncIterable<Uint8Array>, limitBytes?: number): Promise<ReceiveResult>;
  /** Same, from files already here, one after another. */
  receiveFiles(files: readonly string[], limitBytes?: number): Promise<ReceiveResult>;
  /** Gives the bytes an id and moves them to their place; call before the transaction that uses the id. */
  keep(bytes: ReceivedBytes): Promise<number>;
  discard(bytes: ReceivedBytes): Promise<void>;
  fileOf(blobId: number): string;
  /** Removes the bytes when no item and no version uses them any more. */
  release(blobId: number): void;
}

const FAN_OUT = 256;

/** Opens the store below `directory`; temporary files of an earlier run are removed. */
export function openBlobStore(directory: string, database: Database): BlobStore {
  const blobDirectory = join(directory, 'blobs');
  const temporaryDirectory = join(directory, 'incoming');
  rmSync(temporaryDirectory, { recursive: true, force: true });
  mkdirSync(temporaryDirectory, { recursive: true });
  for (let bucket = 0; bucket < FAN_OUT; bucket += 1) mkdirSync(join(blobDirectory, bucketName(bucket)), { recursive: true });

  function fileOf(blobId: number): string {
    return join(blobDirectory, bucketName(blobId % FAN_OUT), String(blobId));
  }
  async function keep(bytes: ReceivedBytes): Promise<number> {
    const { sha1, md5, adler32 } = bytes.checksums;
    const blobId = database.run('INSERT INTO blobs (size_bytes, sha1, md5, adler32) VALUES (?, ?, ?, ?)', bytes.sizeBytes, sha1, md5, adler32);
    await rename(bytes.temporaryFile, fileOf(blobId));
    return blobId;
  }
  function release(blobId: number): void {
    const users = database.get(
      'SELECT (SELECT count(*) FROM nodes WHERE blob_id = ?) + (SELECT count(*) FROM versions WHERE blob_id = ?) AS users', blobId, blobId);
    if (users !== undefined && integerOf(users, 'users') > 0) return;
    database.run('DELETE FROM blobs WHERE id = ?', blobId);
    rmSync(fileOf(blobId), { force: true });
  }
  return {
    receive: (source, limitBytes) => receiveInto(join(temporaryDirectory, randomUUID()), source, limitBytes),
    receiveFiles: (files, limitBytes) => receiveInto(join(temporaryDirectory, randomUUID()), readFiles(files), limitBytes),
    keep,
    discard: (bytes) => rm(bytes.temporaryFile, { force: true }),
    fileOf,
    release,
  };
}

function bucketName(bucket: number): string {
  return bucket.toString(16).padStart(2, '0');
}

async function* readFiles(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* createReadStream(file, { highWaterMark: 262_144 });
}

async function receiveInto(temporaryFile: string, source: AsyncIterable<Uint8Array>, limitBytes = Number.POSITIVE_INFINITY): Promise<ReceiveResult> {
  const handle = await open(temporaryFile, 'wx');
  const sha1 = createHash('sha1');
  const md5 = createHash('md5');
  const adler32 = new Adler32();
  let sizeBytes = 0;
  let result: 'received' | 'broken' | 'too-large' = 'received';
  try {
    const chunks = source[Symbol.asyncIterator]();
    for (;;) {
      const next = await nextChunk(chunks);
      if (next === 'broken') result = 'broken';
      if (next === 'broken' || next === 'end') break;
      sizeBytes += next.byteLength;
      if (sizeBytes > limitBytes) {
        result = 'too-large';
        break;
      }
      sha1.update(next);
      md5.update(next);
      adler32.update(next);
      await handle.write(next);
    }
  } finally {
    await handle.close();
  }
  if (result !== 'received') {
    await rm(temporaryFile, { force: true });
    return { kind: result };
  }
  const checksums = { sha1: sha1.digest('hex'), md5: md5.digest('hex'), adler32: adler32.digest() };
  return { kind: 'received', bytes: { temporaryFile, sizeBytes, checksums } };
}

/** A request body that ends early rejects with one of these; anything else is a fault of ours. */
const BROKEN_CONNECTION_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

async function nextChunk(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | 'end' | 'broken'> {
  try {
    const next = await chunks.next();
    return next.done === true ? 'end' : next.value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && BROKEN_CONNECTION_CODES.has(String(error.code))) return 'broken';
    throw error;
  }
}
