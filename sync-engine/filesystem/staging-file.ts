import type { FileHandle } from 'node:fs/promises';
import { readdir, unlink } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { cancelledError, findErrno, parseSyncError, toSyncError } from './errno-outcome.ts';
import type { FileCalls } from './file-calls.ts';
import { Digester } from './digester.ts';
import type { Digests } from './digester.ts';
import type { StagingFile } from './filesystem.ts';
import { flush } from './flushing.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { LocalRoot } from './local-root.ts';
import { toLocalStamp } from './local-stamp.ts';
import { toSeconds } from './modification-time.ts';
import { assertPrivateId, isPrivateId } from './private-files.ts';
import { hashHandle } from './reading-file.ts';
import { WriteBehind } from './write-behind.ts';

/** Opens the staging file of this id, or makes it. One user at a time per id. */
export async function openStaging(root: LocalRoot, id: string): Promise<Result<StagingFile>> {
  const path = toStagingPath(root, id);
  const failure = root.findFailure('open-staging');
  if (failure !== undefined) return { ok: false, error: failure };
  try {
    const opened = (await openUnplaced(root, path)) ?? (await openUnplaced(root, path));
    if (opened === undefined) return { ok: false, error: toSyncError('EBUSY', 'open-staging') };
    return { ok: true, value: new RealStagingFile({ ...opened, id, path, calls: root.calls }) };
  } catch (error) {
    return { ok: false, error: parseSyncError(error, 'open-staging') };
  }
}

/**
 * Opens it, or takes the name from a file that has been placed but could not lose it, and returns undefined: such a file
 * belongs to a user by now, and whoever went on with it would write into what they see. The look comes after the opening:
 * one for a name that is not there yet waits for everybody who is making files in the folder.
 */
async function openUnplaced(
  root: LocalRoot,
  path: string,
): Promise<{ readonly handle: FileHandle; readonly stamp: LocalStamp } | undefined> {
  let handle: FileHandle;
  try {
    handle = await root.calls.openStaging(path);
  } catch (error) {
    // What a user has by now may be closed to writers.
    if (takeNameFromPlaced(root, path)) return undefined;
    throw error;
  }
  const stats = root.calls.fstat(handle.fd);
  if (stats.nlink <= 1n) return { handle, stamp: toLocalStamp(stats) };
  await handle.close();
  takeNameFromPlaced(root, path);
  return undefined;
}

function takeNameFromPlaced(root: LocalRoot, path: string): boolean {
  const stats = root.calls.lstat(path);
  const isPlaced = stats?.isFile() === true && stats.nlink > 1n;
  if (isPlaced) root.calls.unlink(path);
  return isPlaced;
}

/**
 * Ids of the staging files that are there; none when the folder cannot be read now. Systems leave names of their own:
 * network drives give one to a file that was removed while it was open.
 */
export async function listStaging(root: LocalRoot): Promise<readonly string[]> {
  if (root.findFailure('list-staging') !== undefined) return [];
  try {
    return (await readdir(root.privatePath('staging'))).filter(isPrivateId);
  } catch (error) {
    if (findErrno(error) === undefined) throw error;
    return [];
  }
}

/** Where the staging file of this id lies. Throws on an id that is not a plain name. */
export function toStagingPath(root: LocalRoot, id: string): string {
  assertPrivateId(id);
  return root.privatePath('staging', id);
}

/** What a staging file gets before it is placed. */
export interface StagedAttributes {
  /** Permission bits; undefined: those that it was made with. */
  readonly mode: bigint | undefined;
  /** Undefined: the time of its last byte. */
  readonly mtimeMs: number | undefined;
}

/** A staging file on the disk; open until it is closed or discarded. */
export class RealStagingFile implements StagingFile {
  readonly id: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #calls: FileCalls;
  readonly #identity: Pick<LocalStamp, 'device' | 'inode'>;
  /** Of all bytes so far, so that they need not be read again; undefined when some came from an earlier attempt. */
  #digester: Digester | undefined;
  #sizeBytes: number;
  /**
   * A flush failed. A system tells only once that bytes did not get onto the disk, and goes on showing them for a while:
   * they must not be taken for bytes of an earlier attempt. Nothing is taken until they are thrown away.
   */
  #isDoubtful = false;
  #isPlaced = false;
  #isClosed = false;

  constructor(opened: {
    readonly id: string;
    readonly path: string;
    readonly handle: FileHandle;
    readonly stamp: LocalStamp;
    readonly calls: FileCalls;
  }) {
    this.id = opened.id;
    this.#path = opened.path;
    this.#handle = opened.handle;
    this.#sizeBytes = opened.stamp.sizeBytes;
    this.#identity = opened.stamp;
    this.#calls = opened.calls;
    this.#digester = opened.stamp.sizeBytes === 0 ? new Digester() : undefined;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async append(
    body: Readable | Uint8Array,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Result<number>> {
    const startByte = this.#sizeBytes;
    const isStream = !(body instanceof Uint8Array);
    if (this.#isDoubtful) {
      if (isStream) body.destroy();
      return doubtful('append');
    }
    const writer = new WriteBehind({
      write: async (pieces) => {
        const failed = await this.#writeAll(pieces);
        if (isStream) for (const piece of pieces) giveBack(piece);
        return failed;
      },
      flush: () => this.#flush('append'),
    });
    let broken: SyncError | undefined;
    let lost: SyncError | undefined;
    try {
      for await (const chunk of isStream ? addAbortSignal(signal, body) : [body]) {
        if (!(chunk instanceof Uint8Array)) throw new TypeError('a body of bytes was expected');
        const isRoomLater = writer.add(chunk);
        // A sign of life, which a slow line must give long before a write is due.
        onProgress(chunk.length);
        if (isRoomLater !== undefined) await isRoomLater;
        if (writer.error !== undefined) break;
      }
    } catch (error) {
      if (error instanceof TypeError) throw error;
      broken = toBodyError(error, signal);
    } finally {
      // Also what came before a line broke: it need not come again.
      await writer.end();
      if (this.#isDoubtful) lost = await this.#throwAway('append');
    }
    const error = lost ?? writer.error ?? broken;
    return error === undefined ? { ok: true, value: this.#sizeBytes - startByte } : { ok: false, error };
  }

  async checksum(signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Result<Digests>> {
    if (this.#isDoubtful) return doubtful('checksum');
    const isCounted = also?.every((algorithm) => algorithm === 'SHA1') ?? true;
    if (this.#digester !== undefined && isCounted) return { ok: true, value: this.#digester.digest() };
    try {
      const { checksum, all } = await hashHandle(this.#handle, { signal, also, expectedBytes: this.#sizeBytes });
      return { ok: true, value: { checksum, all } };
    } catch (error) {
      return { ok: false, error: signal.aborted ? cancelledError('checksum') : parseSyncError(error, 'checksum') };
    }
  }

  async truncate(): Promise<Result<void>> {
    try {
      await this.#empty();
      return { ok: true, value: undefined };
    } catch (error) {
      return { ok: false, error: parseSyncError(error, 'truncate') };
    }
  }

  /** Its private name has just been taken away, for that of the target. */
  notePlaced(): void {
    this.#isPlaced = true;
  }

  /**
   * True as long as its name is that of this very file: somebody may have cleared the folder, or taken the disk away. To
   * look for a name that is gone waits for everybody who is making files in the folder, so it is not looked for once the
   * file has been placed.
   */
  hasName(): boolean {
    if (this.#isPlaced) return false;
    const stats = this.#calls.lstat(this.#path);
    return stats !== undefined && stats.ino === this.#identity.inode && stats.dev === this.#identity.device;
  }

  /**
   * Bytes, attributes and all are on the disk afterwards. Throws the content away when they cannot be brought there; no
   * later attempt may then take what is left for the whole, so the error is never one that passes in a moment.
   */
  async makeDurable({ mode, mtimeMs }: StagedAttributes): Promise<Result<LocalStamp>> {
    if (this.#isDoubtful) return doubtful('place');
    try {
      if (mode !== undefined) await this.#handle.chmod(Number(mode));
      if (mtimeMs !== undefined) this.#calls.setTime(this.#handle.fd, toSeconds(mtimeMs));
      const failed = await this.#flush('place');
      if (failed !== undefined) return { ok: false, error: (await this.#throwAway('place')) ?? failed };
      return { ok: true, value: toLocalStamp(this.#calls.fstat(this.#handle.fd)) };
    } catch (error) {
      return { ok: false, error: parseSyncError(error, 'place') };
    }
  }

  async discard(): Promise<void> {
    await this.close();
    if (!this.hasName()) return;
    await unlink(this.#path).catch((error: unknown) => {
      if (findErrno(error) !== 'ENOENT') throw error;
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#handle.close();
  }

  async #flush(act: string): Promise<SyncError | undefined> {
    try {
      await flush(this.#calls, this.#handle);
      return undefined;
    } catch (error) {
      this.#isDoubtful = true;
      return toLossError(error, act);
    }
  }

  /** Takes away what may not be on the disk: the bytes, or, where they stay, the name by which they would be resumed. */
  async #throwAway(act: string): Promise<SyncError | undefined> {
    try {
      await this.#empty();
      return undefined;
    } catch (error) {
      await this.#removeName();
      return toLossError(error, act);
    }
  }

  async #empty(): Promise<void> {
    await this.#handle.truncate(0);
    this.#sizeBytes = 0;
    this.#isDoubtful = false;
    this.#digester = new Digester();
  }

  async #removeName(): Promise<void> {
    try {
      if (this.hasName()) await unlink(this.#path);
    } catch (error) {
      // The disk takes nothing at all; what failed before says why.
      if (findErrno(error) === undefined) throw error;
    }
  }

  async #writeAll(pieces: readonly Uint8Array[]): Promise<SyncError | undefined> {
    if (pieces.length === 0) return undefined;
    try {
      const written = this.#write(pieces);
      for (const piece of pieces) this.#digester?.update(piece);
      await written;
      return undefined;
    } catch (error) {
      // How much of a piece is there after a failed write is known, but not what of it was counted.
      this.#digester = undefined;
      return parseSyncError(error, 'append');
    }
  }

  /** The position is named, since after a failed write the system's own position is not known. */
  async #write(pieces: readonly Uint8Array[]): Promise<void> {
    let rest = pieces;
    while (rest.length > 0) {
      const { bytesWritten } = await this.#handle.writev(rest, this.#sizeBytes);
      this.#sizeBytes += bytesWritten;
      rest = withoutStart(rest, bytesWritten);
    }
  }
}

/**
 * Frees the memory of a piece that nobody looks at again. It lies outside of the heap, so that the collector would be
 * called for it again and again, each time for everything. Where a piece is part of a larger memory, others may use that.
 */
function giveBack(piece: Uint8Array): void {
  const { buffer } = piece;
  if (buffer instanceof ArrayBuffer && piece.length > 0 && piece.length === buffer.byteLength) buffer.transfer(0);
}

/** The answer of a file whose bytes may not be on the disk. */
function doubtful(act: string): Result<never> {
  return { ok: false, error: toSyncError('EIO', act) };
}

/**
 * The error of bytes that did not get onto the disk. They are gone, so that waiting for another program that holds the
 * file, as other acts do on Windows, would not help.
 */
function toLossError(thrown: unknown, act: string): SyncError {
  const error = parseSyncError(thrown, act);
  return error.code === 'disk-full' ? error : { ...error, code: 'local-io-error' };
}

/** The body broke off before its end. Its message is left out, since it may name an address with secrets. */
function toBodyError(thrown: unknown, signal: AbortSignal): SyncError {
  if (signal.aborted) return cancelledError('append');
  const word = findErrno(thrown) ?? (thrown instanceof Error ? thrown.name : 'unknown');
  return {
    code: 'incomplete-transfer',
    scope: 'item',
    retry: { kind: 'after', delayMs: 10_000 },
    detail: `append: body ended with ${word}`,
  };
}

/** What is left of pieces after their first bytes are written. */
function withoutStart(pieces: readonly Uint8Array[], writtenBytes: number): readonly Uint8Array[] {
  let skipBytes = writtenBytes;
  return pieces.flatMap((piece) => {
    const left = piece.subarray(Math.min(skipBytes, piece.length));
    skipBytes -= piece.length - left.length;
    return left.length === 0 ? [] : [left];
  });
}
