import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import type { ArchiveItem } from '../transport.ts';
import { WantedFiles } from './wanted-files.ts';

/** Longest extended header, in bytes. Names have at most 255 of them, at some depth. */
const MAX_HEADER_BYTES = 64 * 1024;

const FILE_TYPES: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile']);

/** First byte of everything compressed with gzip; the parser would unpack it. */
const GZIP_MARK = 0x1f;

/** A wanted file that has come. */
export interface ArrivedFile<Item> {
  readonly item: Item;
  readonly bytes: Uint8Array;
}

/**
 * Takes a tar file in pieces and gives out the wanted files. Everything else in it, links and directories included, is
 * passed over.
 */
export class ArchiveReader<Item extends ArchiveItem> {
  readonly #parser: Parser;
  readonly #wanted: WantedFiles<Item>;
  #arrived: ArrivedFile<Item>[] = [];
  #readBytes = 0;
  #hasBegun = false;
  /** The mark that ends an archive has come: a cut between two files would look like an end without it. */
  #hasEnded = false;
  #failure: string | undefined;

  constructor(items: readonly Item[]) {
    this.#wanted = new WantedFiles(items);
    this.#parser = new Parser({
      // Otherwise it looks for the next thing that might be a header, in the bytes of a broken archive.
      strict: true,
      zstd: false,
      maxMetaEntrySize: MAX_HEADER_BYTES,
      onReadEntry: (entry) => this.#read(entry),
    });
    this.#parser.on('error', (error: unknown) => this.#fail(error));
    this.#parser.on('eof', () => (this.#hasEnded = true));
  }

  /** Why the archive is none, or is cut off; undefined while it is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Takes the next piece; returns how many bytes of it were bytes of files that may be wanted. */
  write(chunk: Buffer): number {
    if (chunk.length === 0 || this.#failure !== undefined) return 0;
    const before = this.#readBytes;
    if (!this.#hasBegun && chunk[0] === GZIP_MARK) this.#failure = 'compressed though asked not to';
    else this.#guard(() => this.#parser.write(chunk));
    this.#hasBegun = true;
    return this.#readBytes - before;
  }

  /** Files that have come since the last call. */
  takeFiles(): readonly ArrivedFile<Item>[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }

  /** Nothing comes any more; returns the failure, if there is one. */
  end(): string | undefined {
    if (this.#failure === undefined) this.#guard(() => this.#parser.end());
    if (!this.#hasEnded) this.#failure ??= 'not a whole tar file: no end';
    return this.#failure;
  }

  #guard(act: () => unknown): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The words of the parser may hold names, which are no matter for a log. */
  #fail(error: unknown): void {
    const code = error instanceof Error && 'tarCode' in error ? String(error.tarCode) : 'unreadable';
    this.#failure ??= `not a whole tar file: ${code}`;
  }

  #read(entry: ReadEntry): void {
    const isWanted = FILE_TYPES.has(entry.type) && this.#wanted.hasSize(entry.size);
    // Behind a failure the parser goes on with the rest of the piece.
    if (!isWanted || this.#failure !== undefined) {
      entry.resume();
      return;
    }
    const chunks: Uint8Array[] = [];
    entry.on('data', (chunk) => {
      this.#readBytes += chunk.length;
      chunks.push(chunk);
    });
    entry.on('end', () => {
      const bytes = Buffer.concat(chunks);
      for (const item of this.#wanted.take(bytes)) this.#arrived.push({ item, bytes });
    });
  }
}
