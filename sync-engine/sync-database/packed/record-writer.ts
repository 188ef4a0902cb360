import { LONG, SHA1_BYTES, TEXT_FORM } from './text-form.ts';

const FIRST_BYTES = 256;
const HEX_DIGITS = /^(?:[0-9a-f]{2})+$/;
const SHA1_TEXT = /^SHA1:[0-9a-f]{40}$/;
// All of Latin-1, as a text may hold whatever a server sends.
const NARROW_TEXT = /^[\u0000-\u00ff]*$/;

/** Puts values one after the other into a record; `RecordReader` reads them in the same order. */
export class RecordWriter {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #length = 0;

  /** A new record begins; what `take` gave back before is void. */
  start(): void {
    this.#length = 0;
  }

  /** The record, until the next one begins. */
  take(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#length = this.#bytes.writeUInt8(value, this.#length);
  }

  integer(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32LE(value, this.#length);
  }

  number(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  text(value: string | undefined): void {
    if (value === undefined) this.byte(TEXT_FORM.absent);
    else if (HEX_DIGITS.test(value)) {
      this.#head(TEXT_FORM.hex, value.length / 2);
      this.#length += this.#bytes.write(value, this.#length, 'hex');
    } else if (SHA1_TEXT.test(value)) {
      this.byte(TEXT_FORM.sha1);
      this.#reserve(SHA1_BYTES);
      this.#length += this.#bytes.write(value.slice(-SHA1_BYTES * 2), this.#length, 'hex');
    } else if (NARROW_TEXT.test(value)) {
      this.#head(TEXT_FORM.narrow, value.length);
      this.#length += this.#bytes.write(value, this.#length, 'latin1');
    } else {
      this.#head(TEXT_FORM.wide, value.length * 2);
      this.#length += this.#bytes.write(value, this.#length, 'utf16le');
    }
  }

  /** Says what comes, and makes room for it. */
  #head(form: number, bytes: number): void {
    this.byte(form);
    this.byte(Math.min(bytes, LONG));
    if (bytes >= LONG) this.integer(bytes);
    this.#reserve(bytes);
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
