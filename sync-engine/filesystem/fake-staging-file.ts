import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import type { Checksum, ChecksumAlgorithm } from '../core/model/checksum.ts';
import { toChecksum } from '../core/model/checksum.ts';
import type { Result } from '../core/model/sync-error.ts';
import { cancelledError, toSyncError } from './errno-outcome.ts';
import { Digester } from './digester.ts';
import type { Digests } from './digester.ts';
import type { FakeDisk, FakeNode } from './fake-disk.ts';
import type { StagingFile } from './filesystem.ts';

/** A staging file on a fake disk. */
export class FakeStagingFile implements StagingFile {
  readonly id: string;
  readonly #disk: FakeDisk;
  readonly #node: FakeNode;

  constructor(id: string, disk: FakeDisk, node: FakeNode) {
    this.id = id;
    this.#disk = disk;
    this.#node = node;
  }

  get sizeBytes(): number {
    return this.#node.bytes.length;
  }

  async append(
    body: Readable | Uint8Array,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Result<number>> {
    const startByte = this.sizeBytes;
    const chunks: AsyncIterable<unknown> | Iterable<unknown> =
      body instanceof Uint8Array ? [body] : addAbortSignal(signal, body);
    try {
      for await (const chunk of chunks) {
        if (!(chunk instanceof Uint8Array)) throw new TypeError('a body of bytes was expected');
        if (chunk.length > this.#disk.freeBytes()) return { ok: false, error: toSyncError('ENOSPC', 'append') };
        this.#disk.write(this.#node, Buffer.concat([this.#node.bytes, chunk]));
        onProgress(chunk.length);
      }
      return { ok: true, value: this.sizeBytes - startByte };
    } catch (error) {
      if (error instanceof TypeError) throw error;
      if (signal.aborted) return { ok: false, error: cancelledError('append') };
      return { ok: false, error: { ...toSyncError('EPIPE', 'append'), code: 'incomplete-transfer' } };
    }
  }

  async checksum(signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Result<Digests>> {
    if (signal.aborted) return { ok: false, error: cancelledError('checksum') };
    return { ok: true, value: toFakeDigests(this.#node.bytes, also) };
  }

  async truncate(): Promise<Result<void>> {
    this.#disk.write(this.#node, new Uint8Array());
    return { ok: true, value: undefined };
  }

  /** The node that its name stands for, as long as that is the one that was opened. */
  findNamed(): FakeNode | undefined {
    return this.#disk.staging.get(this.id) === this.#node ? this.#node : undefined;
  }

  async discard(): Promise<void> {
    if (this.findNamed() !== undefined) this.#disk.staging.delete(this.id);
  }

  async close(): Promise<void> {}
}

/** What tests write is short and comes again and again. */
const MAX_REMEMBERED_BYTES = 64;
const remembered = new Map<string, Checksum>();

/** SHA-1 of bytes in memory. */
export function toFakeChecksum(bytes: Uint8Array): Checksum {
  if (bytes.length > MAX_REMEMBERED_BYTES) return hash(bytes);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const known = remembered.get(text) ?? hash(bytes);
  remembered.set(text, known);
  return known;
}

/** All that was asked for, of bytes in memory. */
export function toFakeDigests(bytes: Uint8Array, also: readonly ChecksumAlgorithm[] = []): Digests {
  if (also.length === 0) return { checksum: toFakeChecksum(bytes), all: toFakeChecksum(bytes) };
  const digester = new Digester(also);
  digester.update(bytes);
  return digester.digest();
}

function hash(bytes: Uint8Array): Checksum {
  return toChecksum(createHash('sha1').update(bytes).digest('hex'));
}
