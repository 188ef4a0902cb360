const MODULUS = 65_521;
/** The largest number of bytes whose sums cannot pass 2^32 before the modulus is taken. */
const BLOCK_BYTES = 5_552;

/** Streaming Adler-32. @see RFC 1950 §8 */
export class Adler32 {
  #low = 1;
  #high = 0;

  update(bytes: Uint8Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
      const end = Math.min(start + BLOCK_BYTES, bytes.length);
      for (let index = start; index < end; index += 1) {
        low += bytes[index] ?? 0;
        high += low;
      }
      low %= MODULUS;
      high %= MODULUS;
    }
    this.#low = low;
    this.#high = high;
  }

  /** Eight lower-case hex digits. */
  digest(): string {
    return (this.#high * 65_536 + this.#low).toString(16).padStart(8, '0');
  }
}
