import { describe, expect, it } from 'vitest';
import type { SyncError } from '../core/model/sync-error.ts';
import { toSyncError } from './errno-outcome.ts';
import { FLUSH_BYTES, MAX_HELD_BYTES, WRITE_BYTES, WriteBehind } from './write-behind.ts';
import type { WriteTarget } from './write-behind.ts';

/** What the network hands over at once. */
const PIECE = new Uint8Array(64 * 1024);
const FULL = toSyncError('ENOSPC', 'append');
const BROKEN = toSyncError('EIO', 'append');

/** A disk that takes everything at once, or, while it is held, when the test says so. */
class TestDisk implements WriteTarget {
  readonly writtenBytes: number[] = [];
  readonly #waiting: ((error: SyncError | undefined) => void)[] = [];
  readonly #isHeld: boolean;
  flushes = 0;
  flushError: SyncError | undefined;

  constructor({ isHeld } = { isHeld: false }) {
    this.#isHeld = isHeld;
  }

  readonly write = (pieces: readonly Uint8Array[]): Promise<SyncError | undefined> => {
    this.writtenBytes.push(pieces.reduce((sum, piece) => sum + piece.length, 0));
    return this.#isHeld ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(undefined);
  };

  readonly flush = async (): Promise<SyncError | undefined> => {
    this.flushes += 1;
    return this.flushError;
  };

  /** Ends the write that goes on. */
  answer(error?: SyncError): void {
    this.#waiting.shift()?.(error);
  }
}

async function addBytes(writer: WriteBehind, sizeBytes: number): Promise<void> {
  for (let added = 0; added < sizeBytes; added += PIECE.length) await writer.add(PIECE);
}

/** Adds as long as there is room; returns how much that was, and the wait for more. */
function fill(writer: WriteBehind): { readonly sizeBytes: number; readonly room: Promise<void> } {
  for (let sizeBytes = PIECE.length; ; sizeBytes += PIECE.length) {
    const room = writer.add(PIECE);
    if (room !== undefined) return { sizeBytes, room };
  }
}

describe('writing behind the network', () => {
  it('gathers the pieces of the network: at most one write for each MiB', async () => {
    const disk = new TestDisk();
    const writer = new WriteBehind(disk);

    await addBytes(writer, 20 * WRITE_BYTES + PIECE.length);
    await writer.end();

    expect(disk.writtenBytes.length).toBeLessThanOrEqual(21);
    expect(disk.writtenBytes.reduce((sum, sizeBytes) => sum + sizeBytes, 0)).toBe(20 * WRITE_BYTES + PIECE.length);
  });

  it('takes more while a write goes on, up to a limit, and never writes twice at a time', async () => {
    const disk = new TestDisk({ isHeld: true });
    const writer = new WriteBehind(disk);

    const { sizeBytes, room } = fill(writer);

    expect(sizeBytes).toBe(WRITE_BYTES + MAX_HELD_BYTES);
    expect(disk.writtenBytes).toEqual([WRITE_BYTES]);
    disk.answer();
    await room;
    expect(disk.writtenBytes).toEqual([WRITE_BYTES, MAX_HELD_BYTES]);
    const ended = writer.end();
    disk.answer();
    expect(await ended).toBeUndefined();
  });

  it('writes what is left in the end', async () => {
    const disk = new TestDisk();
    const writer = new WriteBehind(disk);

    await writer.add(new Uint8Array(3));
    await writer.add(new Uint8Array(4));
    await writer.end();

    expect(disk.writtenBytes).toEqual([7]);
  });

  it('says why a write failed, and writes nothing after it', async () => {
    const disk = new TestDisk({ isHeld: true });
    const writer = new WriteBehind(disk);
    const { room } = fill(writer);

    disk.answer(FULL);
    await room;

    expect(writer.error).toBe(FULL);
    expect(await writer.end()).toBe(FULL);
    expect(disk.writtenBytes).toEqual([WRITE_BYTES]);
  });

  it('begins to make durable what has come while more comes in', async () => {
    const disk = new TestDisk();
    const writer = new WriteBehind(disk);

    await addBytes(writer, FLUSH_BYTES - WRITE_BYTES);
    expect(disk.flushes).toBe(0);
    await addBytes(writer, 2 * FLUSH_BYTES);
    await writer.end();

    expect(disk.flushes).toBe(2);
  });

  it('keeps the error of a flush that ends while a write goes on', async () => {
    const disk = new TestDisk({ isHeld: true });
    disk.flushError = BROKEN;
    const writer = new WriteBehind(disk);

    void writer.add(new Uint8Array(FLUSH_BYTES));
    void writer.add(new Uint8Array(WRITE_BYTES));
    // The end of the first write begins the flush, which fails at once, and the second write, which goes on.
    disk.answer();
    await expect.poll(() => writer.error).toBe(BROKEN);
    expect(disk.writtenBytes).toEqual([FLUSH_BYTES, WRITE_BYTES]);
    const ended = writer.end();
    disk.answer();

    expect(await ended).toBe(BROKEN);
  });

  it('fails when bytes could not be made durable', async () => {
    const disk = new TestDisk();
    disk.flushError = BROKEN;
    const writer = new WriteBehind(disk);

    await addBytes(writer, 2 * FLUSH_BYTES);

    expect(await writer.end()).toBe(BROKEN);
    expect(disk.flushes).toBe(1);
  });
});
