import { RecordReader } from './record-reader.ts';

/** Of a piece, unless a single record is longer. An address counts in these, so that pieces may be shorter. */
const MAX_PIECE_BYTES = 1 << 20;

/** A folder with a few rows should not take a megabyte, nor should a copy to which little is added. */
const FIRST_PIECE_BYTES = 1 << 12;

/** So much of no use does no harm; a folder with a few rows has about as much with them. */
const SPARE_BYTES = 1 << 16;

const LENGTH_BYTES = 4;

/**
 * Records of bytes outside of the heap of JavaScript: a collection does not look at them. What is in it never changes, so
 * that copies have it in common, each adding records of its own.
 */
export class RecordHeap {
  readonly #pieces: Buffer[];
  /** The piece that records are added to; nobody else has it. */
  #open = Buffer.alloc(0);
  #usedBytes = 0;
  #totalBytes: number;
  #wasteBytes: number;

  constructor(pieces: readonly Buffer[] = [], totalBytes = 0, wasteBytes = 0) {
    this.#pieces = [...pieces];
    this.#totalBytes = totalBytes;
    this.#wasteBytes = wasteBytes;
  }

  /**
   * One that can change on its own; what is added here from now on, it does not have. It has no use for the free end of
   * the open piece, so it does not keep that.
   */
  copy(): RecordHeap {
    const freeBytes = this.#open.length - this.#usedBytes;
    if (freeBytes === 0) return new RecordHeap(this.#pieces, this.#totalBytes, this.#wasteBytes);
    const filled = Buffer.allocUnsafeSlow(this.#usedBytes);
    this.#open.copy(filled);
    return new RecordHeap([...this.#pieces.slice(0, -1), filled], this.#totalBytes - freeBytes, this.#wasteBytes);
  }

  /** True when most of it is of no use any more. */
  get isMostlyWaste(): boolean {
    return this.#wasteBytes > SPARE_BYTES && this.#wasteBytes * 2 > this.#totalBytes;
  }

  /** Copies a record. Returns its address, which is above 0. */
  add(record: Buffer): number {
    const neededBytes = LENGTH_BYTES + record.length;
    if (this.#usedBytes + neededBytes > this.#open.length) this.#openPiece(neededBytes);
    const at = this.#usedBytes;
    this.#open.writeUInt32LE(record.length, at);
    record.copy(this.#open, at + LENGTH_BYTES);
    this.#usedBytes += neededBytes;
    return this.#pieces.length * MAX_PIECE_BYTES + at;
  }

  read(address: number): RecordReader {
    return new RecordReader(this.#pieceAt(address), (address % MAX_PIECE_BYTES) + LENGTH_BYTES);
  }

  /** Says that nobody asks for a record any more. */
  discard(address: number): void {
    this.#wasteBytes += LENGTH_BYTES + this.#pieceAt(address).readUInt32LE(address % MAX_PIECE_BYTES);
  }

  #pieceAt(address: number): Buffer {
    const piece = this.#pieces[Math.floor(address / MAX_PIECE_BYTES) - 1];
    if (piece === undefined) throw new RangeError('no record is there');
    return piece;
  }

  #openPiece(neededBytes: number): void {
    this.#wasteBytes += this.#open.length - this.#usedBytes;
    const doubled = Math.min(MAX_PIECE_BYTES, Math.max(FIRST_PIECE_BYTES, this.#open.length * 2));
    this.#open = Buffer.allocUnsafeSlow(Math.max(doubled, neededBytes));
    this.#usedBytes = 0;
    this.#totalBytes += this.#open.length;
    this.#pieces.push(this.#open);
  }
}
