import { LONG, SHA1_BYTES, TEXT_FORM } from './text-form.ts';

const FIRST_BYTES = 256;
const SHA1_MARK = 'SHA1:';
const SHA1_LENGTH = SHA1_MARK.length + SHA1_BYTES * 2;
/** For texts that are no longer than most of what servers send, a call out of JavaScript takes longer than a loop in it. */
const LOOP_LENGTH = 64;
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
    if (value === undefined) {
      this.byte(TEXT_FORM.absent);
      return;
    }
    const start = this.#length;
    if (value.length > 0 && value.length % 2 === 0) {
      this.#head(TEXT_FORM.hex, value.length / 2);
      if (this.#putHex(value, 0)) return;
      this.#length = start;
    } else if (value.length === SHA1_LENGTH && value.startsWith(SHA1_MARK)) {
      this.byte(TEXT_FORM.sha1);
      this.#reserve(SHA1_BYTES);
      if (this.#putHex(value, SHA1_MARK.length)) return;
      this.#length = start;
    }
    this.#head(TEXT_FORM.narrow, value.length);
    if (this.#putNarrow(value)) return;
    this.#length = start;
    this.#head(TEXT_FORM.wide, value.length * 2);
    this.#length += this.#bytes.write(value, this.#length, 'utf16le');
  }

  /** False where a letter is no digit: what was put until then is void. */
  #putHex(value: string, from: number): boolean {
    for (let at = from; at < value.length; at += 2) {
      const byte = (toDigit(value.charCodeAt(at)) << 4) | toDigit(value.charCodeAt(at + 1));
      if (byte < 0) return false;
      this.#bytes[this.#length] = byte;
      this.#length += 1;
    }
    return true;
  }

  /** False where a letter takes more than one byte. */
  #putNarrow(value: string): boolean {
    if (value.length > LOOP_LENGTH) {
      if (!NARROW_TEXT.test(value)) return false;
      this.#length += this.#bytes.write(value, this.#length, 'latin1');
      return true;
    }
    for (let at = 0; at < value.length; at += 1) {
      const code = value.charCodeAt(at);
      if (code > 0xff) return false;
      this.#bytes[this.#length] = code;
      this.#length += 1;
    }
    return true;
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

/** Of a lower-case hexadecimal digit; negative, with its upper bits set, for any other letter. */
function toDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
