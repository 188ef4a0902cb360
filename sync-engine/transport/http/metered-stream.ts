import { Readable } from 'node:stream';
import type { BandwidthLimit } from './bandwidth-limit.ts';

export interface MeteredStreamOptions {
  readonly limit: BandwidthLimit | undefined;
  /** Ends the waiting for the limit. */
  readonly signal: AbortSignal;
  /** Called before bytes are handed on. */
  readonly onBytes: (bytes: number) => void;
  /** Called at the end of the input; an error that it returns is emitted in place of the end. */
  readonly checkEnd: (totalBytes: number) => Error | undefined;
}

/** Pieces that wait for the reader at most. */
const MAX_WAITING_PIECES = 4;

/**
 * Passes the bytes of another stream on, in grains when there is a limit, counts them, and lets the owner judge the end.
 * The owner also destroys the one when the other fails or is closed.
 */
export class MeteredStream extends Readable {
  readonly #source: Readable;
  readonly #options: MeteredStreamOptions;
  #passedBytes = 0;
  #isThrottled = false;
  #hasSourceEnded = false;

  constructor(source: Readable, options: MeteredStreamOptions) {
    // Pieces go on as they came: a stream that counts bytes copies them together for whoever reads.
    super({ objectMode: true, highWaterMark: MAX_WAITING_PIECES });
    this.#source = source;
    this.#options = options;
    source.on('data', (piece: Buffer) => this.#take(piece));
    source.on('end', () => {
      this.#hasSourceEnded = true;
      // Also a stream that was told to pause ends with its last piece.
      if (!this.#isThrottled) this.#end();
    });
  }

  get passedBytes(): number {
    return this.#passedBytes;
  }

  /** True while the limit holds bytes back. */
  get isThrottled(): boolean {
    return this.#isThrottled;
  }

  /** True while bytes are here that nobody reads. */
  get isUnread(): boolean {
    return this.readableLength >= this.readableHighWaterMark;
  }

  override _read(): void {
    if (!this.#isThrottled) this.#source.resume();
  }

  #take(piece: Buffer): void {
    const { limit } = this.#options;
    if (limit !== undefined) void this.#passSlowly(piece, limit);
    else if (!this.#pass(piece)) this.#source.pause();
  }

  async #passSlowly(piece: Buffer, limit: BandwidthLimit): Promise<void> {
    this.#isThrottled = true;
    this.#source.pause();
    try {
      let rest = piece;
      while (rest.length > 0) {
        // The size of a grain may change while it is waited for.
        const grain = rest.subarray(0, limit.grainBytes);
        rest = rest.subarray(grain.length);
        await limit.take(grain.length, this.#options.signal);
        this.#pass(grain);
      }
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error('aborted', { cause: error }));
    } finally {
      this.#isThrottled = false;
    }
    if (this.#hasSourceEnded) this.#end();
    else if (!this.isUnread) this.#source.resume();
  }

  #end(): void {
    const error = this.#options.checkEnd(this.#passedBytes);
    if (error === undefined) this.push(null);
    else this.destroy(error);
  }

  #pass(piece: Buffer): boolean {
    this.#passedBytes += piece.length;
    this.#options.onBytes(piece.length);
    return this.push(piece);
  }
}
