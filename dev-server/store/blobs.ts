import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Database } from './database.ts';
import { integerOf } from './database.ts';
import type { Checksums } from './node.ts';
import { Adler32 } from './adler32.ts';

/** Bytes that have arrived completely but belong to no item yet. */
export interface HeldBytes {
  /** Small bodies never touch the disk before they have a place there. */
  readonly held:
    | { readonly kind: 'memory'; readonly content: Uint8Array }
    | { readonly kind: 'file'; readonly file: string };
  readonly sizeBytes: number;
}

/** The same, hashed on the way. */
export interface ReceivedBytes extends HeldBytes {
  readonly checksums: Checksums;
}

/** How receiving ended: broken connections and overlong bodies are expected and leave nothing behind. */
export type ReceiveResult<Bytes extends HeldBytes = ReceivedBytes> =
  | { readonly kind: 'received'; readonly bytes: Bytes }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too-large' };

/** File bytes on disk, by blob id; the database says who uses them. */
export interface BlobStore {
  /** Streams to a temporary file while hashing; never holds a whole body in memory. */
  receive(source: AsyncIterable<Uint8Array>, limitBytes?: number): Promise<ReceiveResult>;
  /** Same without hashing: ownCloud 10 hashes no chunk, only what it puts together of them. */
  receiveUnhashed(source: AsyncIterable<Uint8Array>): Promise<ReceiveResult<HeldBytes>>;
  /** As `receive`, from files already here, one after another. */
  receiveFiles(files: readonly string[], limitBytes?: number): Promise<ReceiveResult>;
  /** Gives the bytes an id and moves them to their place; call before the transaction that uses the id. */
  keep(bytes: ReceivedBytes): Promise<number>;
  /** Moves the bytes to a file of the caller's, who owns them from then on. */
  moveTo(bytes: HeldBytes, file: string): Promise<void>;
  discard(bytes: HeldBytes): Promise<void>;
  fileOf(blobId: number): string;
  /** Removes the bytes when no item and no version uses them any more. */
  release(blobId: number): void;
}

const FAN_OUT = 256;
/** Bodies up to this size are gathered in memory: one file operation in place of four. */
const MEMORY_BYTES = 65_536;

/** Opens the store below `directory`; temporary files of an earlier run are removed. */
export function openBlobStore(directory: string, database: Database): BlobStore {
  const blobDirectory = join(directory, 'blobs');
  const temporaryDirectory = join(directory, 'incoming');
  rmSync(temporaryDirectory, { recursive: true, force: true });
  mkdirSync(temporaryDirectory, { recursive: true });
  /** Those that are there by now. Making all of them would take longer than most tests live. */
  const buckets = new Set<string>();

  function makeBucket(blobId: number): void {
    const bucket = dirname(fileOf(blobId));
    if (buckets.has(bucket)) return;
    mkdirSync(bucket, { recursive: true });
    buckets.add(bucket);
  }
  function fileOf(blobId: number): string {
    return join(blobDirectory, bucketName(blobId % FAN_OUT), String(blobId));
  }
  async function keep(bytes: ReceivedBytes): Promise<number> {
    const { sha1, md5, adler32 } = bytes.checksums;
    const blobId = database.run(
      'INSERT INTO blobs (size_bytes, sha1, md5, adler32) VALUES (?, ?, ?, ?)',
      bytes.sizeBytes,
      sha1,
      md5,
      adler32,
    );
    makeBucket(blobId);
    await moveTo(bytes, fileOf(blobId));
    return blobId;
  }
  function release(blobId: number): void {
    const users = database.get(
      'SELECT (SELECT count(*) FROM nodes WHERE blob_id = ?) + (SELECT count(*) FROM versions WHERE blob_id = ?) AS users',
      blobId,
      blobId,
    );
    if (users !== undefined && integerOf(users, 'users') > 0) return;
    database.run('DELETE FROM blobs WHERE id = ?', blobId);
    rmSync(fileOf(blobId), { force: true });
  }
  const temporaryFile = (): string => join(temporaryDirectory, randomUUID());
  return {
    receive: (source, limitBytes) => receiveHashed(temporaryFile(), source, limitBytes),
    receiveUnhashed: (source) => receiveInto(temporaryFile(), source, { onPart: () => undefined }),
    receiveFiles: (files, limitBytes) => receiveHashed(temporaryFile(), readFiles(files), limitBytes),
    keep,
    moveTo,
    discard,
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

async function moveTo({ held }: HeldBytes, file: string): Promise<void> {
  if (held.kind === 'memory') writeFileSync(file, held.content);
  else await rename(held.file, file);
}

async function discard({ held }: HeldBytes): Promise<void> {
  if (held.kind === 'file') await rm(held.file, { force: true });
}

async function receiveHashed(
  temporaryFile: string,
  source: AsyncIterable<Uint8Array>,
  limitBytes?: number,
): Promise<ReceiveResult> {
  const hashes = { sha1: createHash('sha1'), md5: createHash('md5'), adler32: new Adler32() };
  const onPart = (part: Uint8Array): void => {
    for (const hash of Object.values(hashes)) hash.update(part);
  };
  const result = await receiveInto(temporaryFile, source, { onPart, limitBytes });
  if (result.kind !== 'received') return result;
  const { sha1, md5, adler32 } = hashes;
  const checksums = { sha1: sha1.digest('hex'), md5: md5.digest('hex'), adler32: adler32.digest() };
  return { kind: 'received', bytes: { ...result.bytes, checksums } };
}

async function receiveInto(
  temporaryFile: string,
  source: AsyncIterable<Uint8Array>,
  {
    onPart,
    limitBytes = Number.POSITIVE_INFINITY,
  }: { onPart: (part: Uint8Array) => void; limitBytes?: number | undefined },
): Promise<ReceiveResult<HeldBytes>> {
  const sink = new ByteSink(temporaryFile);
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextChunk(chunks);
      if (next === 'end') return { kind: 'received', bytes: await sink.finish() };
      if (next !== 'broken' && sink.sizeBytes + next.byteLength <= limitBytes) {
        onPart(next);
        await sink.write(next);
      } else {
        await sink.abandon();
        return { kind: next === 'broken' ? 'broken' : 'too-large' };
      }
    }
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}

/** Holds what comes in; moves from memory to a file when it is not small. */
class ByteSink {
  readonly #file: string;
  #parts: Uint8Array[] = [];
  #handle: FileHandle | undefined;
  sizeBytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  async write(part: Uint8Array): Promise<void> {
    this.sizeBytes += part.byteLength;
    if (this.#handle === undefined && this.sizeBytes <= MEMORY_BYTES) {
      this.#parts.push(part);
      return;
    }
    const handle = this.#handle ?? (await open(this.#file, 'wx'));
    this.#handle = handle;
    for (const earlier of [...this.#parts, part]) await writeFully(handle, earlier);
    this.#parts = [];
  }

  async finish(): Promise<HeldBytes> {
    await this.#handle?.close();
    const held: HeldBytes['held'] =
      this.#handle === undefined
        ? { kind: 'memory', content: Buffer.concat(this.#parts) }
        : { kind: 'file', file: this.#file };
    return { held, sizeBytes: this.sizeBytes };
  }

  async abandon(): Promise<void> {
    await this.#handle?.close();
    await rm(this.#file, { force: true });
  }
}

/** A write may take less than it was given. */
async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await handle.write(bytes, written, bytes.byteLength - written)).bytesWritten;
  }
}

/** A request body that ends early rejects with one of these; anything else is a fault of ours. */
const BROKEN_CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ABORT_ERR',
]);

async function nextChunk(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | 'end' | 'broken'> {
  try {
    const next = await chunks.next();
    return next.done === true ? 'end' : next.value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && BROKEN_CONNECTION_CODES.has(String(error.code))) return 'broken';
    throw error;
  }
}
