import type { FileHandle } from 'node:fs/promises';
import { open, readdir, unlink } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { cancelledError, findErrno, parseSyncError } from './errno-outcome.ts';
import { STAGING_FLAGS } from './file-calls.ts';
import type { Digests } from './digester.ts';
import type { StagingFile } from './filesystem.ts';
import type { LocalRoot } from './local-root.ts';
import { assertPrivateId } from './private-files.ts';
import { hashHandle } from './reading-file.ts';

/** Opens the staging file of this id, or makes it. One user at a time per id. */
export async function openStaging(root: LocalRoot, id: string): Promise<Result<StagingFile>> {
  const path = toStagingPath(root, id);
  try {
    // The mode that any new file of the user has: the folder around it is private until it is placed.
    const handle = await open(path, STAGING_FLAGS, 0o666);
    const { size } = await handle.stat();
    return { ok: true, value: new RealStagingFile({ id, path, handle, sizeBytes: size }) };
  } catch (error) {
    return { ok: false, error: parseSyncError(error, 'open-staging') };
  }
}

/** Ids of the staging files that are there. */
export function listStaging(root: LocalRoot): Promise<readonly string[]> {
  return readdir(root.privatePath('staging'));
}

/** Where the staging file of this id lies. Throws on an id that is not a plain name. */
export function toStagingPath(root: LocalRoot, id: string): string {
  assertPrivateId(id);
  return root.privatePath('staging', id);
}

class RealStagingFile implements StagingFile {
  readonly id: string;
  readonly #path: string;
  readonly #handle: FileHandle;
  #sizeBytes: number;
  #isClosed = false;

  constructor(opened: {
    readonly id: string;
    readonly path: string;
    readonly handle: FileHandle;
    readonly sizeBytes: number;
  }) {
    this.id = opened.id;
    this.#path = opened.path;
    this.#handle = opened.handle;
    this.#sizeBytes = opened.sizeBytes;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  async append(body: Readable, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<Result<number>> {
    const startByte = this.#sizeBytes;
    let isWriting = false;
    try {
      for await (const chunk of addAbortSignal(signal, body)) {
        if (!(chunk instanceof Uint8Array)) throw new TypeError('a body of bytes was expected');
        isWriting = true;
        await this.#write(chunk);
        isWriting = false;
        onProgress(chunk.length);
      }
      return { ok: true, value: this.#sizeBytes - startByte };
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return { ok: false, error: isWriting ? parseSyncError(error, 'append') : toBodyError(error, signal) };
    }
  }

  async checksum(signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Result<Digests>> {
    try {
      const { checksum, all } = await hashHandle(this.#handle, signal, also);
      return { ok: true, value: { checksum, all } };
    } catch (error) {
      return { ok: false, error: signal.aborted ? cancelledError('checksum') : parseSyncError(error, 'checksum') };
    }
  }

  async truncate(): Promise<Result<void>> {
    try {
      await this.#handle.truncate(0);
      this.#sizeBytes = 0;
      return { ok: true, value: undefined };
    } catch (error) {
      return { ok: false, error: parseSyncError(error, 'truncate') };
    }
  }

  async discard(): Promise<void> {
    await this.close();
    await unlink(this.#path).catch((error: unknown) => {
      if (findErrno(error) !== 'ENOENT') throw error;
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#handle.close();
  }

  /** The position is named, since after a failed write the system's own position is not known. */
  async #write(chunk: Uint8Array): Promise<void> {
    let offset = 0;
    while (offset < chunk.length) {
      const { bytesWritten } = await this.#handle.write(chunk, offset, chunk.length - offset, this.#sizeBytes);
      offset += bytesWritten;
      this.#sizeBytes += bytesWritten;
    }
  }
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
