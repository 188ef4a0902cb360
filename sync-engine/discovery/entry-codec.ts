const FIRST_BYTES = 1 << 14;
/** For the next one: a directory of very many names is rare, and its room is given back. */
const KEPT_BYTES = 1 << 20;

const NUMBER_BYTES = 8;
const SHORT_MIN = -(2n ** 63n);
const SHORT_MAX = 2n ** 63n - 1n;
/** Stands for a number that does not fit, whose text follows; itself it is written as a text, too. */
const LONG = SHORT_MIN;

/** Kind, form, and length of a name. */
const HEAD_BYTES = 1 + 1 + 4;
const NARROW = 0;
const WIDE = 1;
// All of Latin-1; no text is lost in either form, not even half a surrogate pair.
const NARROW_ONLY = /^[\u0000-\u00ff]*$/;

/** Much faster for numbers of 64 bits than the methods of a buffer. */
function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Puts what a listing shows into bytes; `EntryReader` reads it in the same order. */
export class EntryWriter {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #view = viewOf(this.#bytes);
  #length = 0;

  start(): void {
    if (this.#bytes.length > KEPT_BYTES) this.#use(Buffer.alloc(FIRST_BYTES));
    this.#length = 0;
  }

  /** Bytes of their own, as many as are needed. */
  take(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.#length);
    this.#bytes.copy(bytes, 0, 0, this.#length);
    return bytes;
  }

  name(kind: number, name: string): void {
    const isNarrow = NARROW_ONLY.test(name);
    const length = isNarrow ? name.length : name.length * 2;
    this.#reserve(HEAD_BYTES + length);
    let at = this.#bytes.writeUInt8(kind, this.#length);
    at = this.#bytes.writeUInt8(isNarrow ? NARROW : WIDE, at);
    at = this.#bytes.writeUInt32LE(length, at);
    this.#length = at + this.#bytes.write(name, at, isNarrow ? 'latin1' : 'utf16le');
  }

  number(value: number): void {
    this.#reserve(NUMBER_BYTES);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += NUMBER_BYTES;
  }

  /** Of any size: some disks tell times of which nobody knows what they mean. */
  integer(value: bigint): void {
    const isShort = value > SHORT_MIN && value <= SHORT_MAX;
    this.#reserve(NUMBER_BYTES);
    this.#view.setBigInt64(this.#length, isShort ? value : LONG, true);
    this.#length += NUMBER_BYTES;
    if (!isShort) this.name(0, String(value));
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#use(larger);
  }

  #use(bytes: Buffer<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }
}

/** Reads what `EntryWriter` has written. */
export class EntryReader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Before the name to which it belongs. */
  kind(): number {
    const kind = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return kind;
  }

  name(): string {
    const form = this.#bytes.readUInt8(this.#at);
    const start = this.#at + HEAD_BYTES - 1;
    this.#at = start + this.#bytes.readUInt32LE(this.#at + 1);
    return this.#bytes.toString(form === NARROW ? 'latin1' : 'utf16le', start, this.#at);
  }

  passName(): void {
    this.#at += HEAD_BYTES - 1 + this.#bytes.readUInt32LE(this.#at + 1);
  }

  number(): number {
    const value = this.#view.getFloat64(this.#at, true);
    this.#at += NUMBER_BYTES;
    return value;
  }

  integer(): bigint {
    const value = this.#view.getBigInt64(this.#at, true);
    this.#at += NUMBER_BYTES;
    if (value !== LONG) return value;
    this.kind();
    return BigInt(this.name());
  }
}
