import { LONG, SHA1_BYTES, TEXT_FORM } from './text-form.ts';

/** Reads what `RecordWriter` has written. */
export class RecordReader {
  readonly #bytes: Buffer;
  #at: number;

  /** The record begins at a place among others. */
  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  byte(): number {
    const value = this.#bytes.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  integer(): number {
    const value = this.#bytes.readInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  number(): number {
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  text(): string | undefined {
    const form = this.byte();
    if (form === TEXT_FORM.absent) return undefined;
    if (form === TEXT_FORM.sha1) return `SHA1:${this.#slice('hex', SHA1_BYTES)}`;
    const short = this.byte();
    const bytes = short === LONG ? this.integer() : short;
    if (form === TEXT_FORM.hex) return this.#slice('hex', bytes);
    return this.#slice(form === TEXT_FORM.wide ? 'utf16le' : 'latin1', bytes);
  }

  /** For what is always there. */
  requiredText(): string {
    return this.text() ?? '';
  }

  #slice(encoding: 'hex' | 'latin1' | 'utf16le', bytes: number): string {
    const start = this.#at;
    this.#at += bytes;
    return this.#bytes.toString(encoding, start, this.#at);
  }
}
