import type { SyncError } from '../core/model/sync-error.ts';

/**
 * Bytes that are gathered for one write: each costs a change to another thread and back, which on a busy machine takes
 * longer than the write. When the program is killed, about four times as much may have to be fetched again: what is
 * being written and what is held meanwhile, each up to `MAX_HELD_BYTES` and the rest of its last piece.
 */
export const WRITE_BYTES = 1024 * 1024;

/** More is not taken while a write goes on: whoever sends has to wait for the disk. */
export const MAX_HELD_BYTES = 2 * WRITE_BYTES;

/**
 * After so many bytes the disk begins to make them durable while more come in. Else a system with much memory keeps
 * gigabytes of a file for the one flush at its end, and everybody waits for that.
 */
export const FLUSH_BYTES = 64 * WRITE_BYTES;

/** The file that is written. Both report an error instead of rejecting. */
export interface WriteTarget {
  /** Writes pieces behind all earlier ones. Not called again before it has ended. */
  readonly write: (pieces: readonly Uint8Array[]) => Promise<SyncError | undefined>;
  /** Makes durable what has been written so far; more may be written meanwhile. */
  readonly flush: () => Promise<SyncError | undefined>;
}

/** Writes pieces that come in one after the other, in few and large writes, while more come in. */
export class WriteBehind {
  readonly #target: WriteTarget;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #writing: Promise<void> | undefined;
  #flushing: Promise<void> | undefined;
  #unflushedBytes = 0;
  #error: SyncError | undefined;

  constructor(target: WriteTarget) {
    this.#target = target;
  }

  /** Why nothing more can be written. */
  get error(): SyncError | undefined {
    return this.#error;
  }

  /** Takes a piece over. What it returns is to be waited for before the next one; undefined when there is room. */
  add(piece: Uint8Array): Promise<void> | undefined {
    this.#held.push(piece);
    this.#heldBytes += piece.length;
    this.#startIfDue();
    return this.#heldBytes < MAX_HELD_BYTES ? undefined : this.#writing;
  }

  /** Writes what is left; afterwards nothing goes on any more. Returns the first error. */
  async end(): Promise<SyncError | undefined> {
    // A write that ends may begin the next one.
    while (this.#writing !== undefined) await this.#writing;
    if (this.#heldBytes > 0 && this.#error === undefined) await this.#start();
    await this.#flushing;
    return this.#error;
  }

  #startIfDue(): void {
    if (this.#writing !== undefined || this.#heldBytes < WRITE_BYTES || this.#error !== undefined) return;
    this.#writing = this.#start();
  }

  async #start(): Promise<void> {
    const [pieces, sizeBytes] = [this.#held, this.#heldBytes];
    this.#held = [];
    this.#heldBytes = 0;
    const error = await this.#target.write(pieces);
    // Only now, since a flush may have failed meanwhile.
    this.#error ??= error;
    this.#writing = undefined;
    this.#unflushedBytes += sizeBytes;
    if (this.#unflushedBytes >= FLUSH_BYTES) this.#flushing ??= this.#flush();
    this.#startIfDue();
  }

  async #flush(): Promise<void> {
    this.#unflushedBytes = 0;
    const error = await this.#target.flush();
    this.#error ??= error;
    this.#flushing = undefined;
  }
}
