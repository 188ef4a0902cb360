import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
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

/** Passes bytes on, in grains when there is a limit, counts them, and lets the owner judge the end. */
export class MeteredStream extends Transform {
  readonly #options: MeteredStreamOptions;
  #passedBytes = 0;
  #isThrottled = false;

  constructor(options: MeteredStreamOptions) {
    // Pieces go on as they came: a readable side that counts bytes copies them together for whoever reads.
    super({ readableObjectMode: true, readableHighWaterMark: 4, writableHighWaterMark: 128 * 1024 });
    this.#options = options;
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
    return this.writableNeedDrain || this.readableLength >= this.readableHighWaterMark;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const { limit } = this.#options;
    if (limit === undefined) {
      this.#pass(chunk);
      done();
      return;
    }
    void this.#passSlowly(chunk, limit, done);
  }

  override _flush(done: TransformCallback): void {
    done(this.#options.checkEnd(this.#passedBytes) ?? null);
  }

  async #passSlowly(chunk: Buffer, limit: BandwidthLimit, done: TransformCallback): Promise<void> {
    this.#isThrottled = true;
    try {
      let rest = chunk;
      while (rest.length > 0) {
        // The size of a grain may change while it is waited for.
        const grain = rest.subarray(0, limit.grainBytes);
        rest = rest.subarray(grain.length);
        await limit.take(grain.length, this.#options.signal);
        this.#pass(grain);
      }
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error('aborted', { cause: error }));
    } finally {
      this.#isThrottled = false;
    }
  }

  #pass(chunk: Buffer): void {
    this.#passedBytes += chunk.length;
    this.#options.onBytes(chunk.length);
    this.push(chunk);
  }
}
