import { createHash } from 'node:crypto';
import type { Checksum, ChecksumAlgorithm, ChecksumSet } from '../core/model/checksum.ts';
import { joinDigests, toChecksum } from '../core/model/checksum.ts';

/** Checksums of the same bytes, from one reading. */
export interface Digests {
  readonly checksum: Checksum;
  /** With the further kinds that were asked for. */
  readonly all: ChecksumSet;
}

interface Hashing {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

const HASHES = { 'SHA3-256': 'sha3-256', SHA256: 'sha256', SHA1: 'sha1', MD5: 'md5' } as const;

/** Builds the SHA-1 of bytes that come in pieces, and other kinds of checksums beside it. */
export class Digester {
  readonly #hashes = new Map<string, Hashing>();

  constructor(also: readonly ChecksumAlgorithm[] = []) {
    for (const algorithm of new Set<ChecksumAlgorithm>(['SHA1', ...also]))
      this.#hashes.set(algorithm, algorithm === 'ADLER32' ? new Adler32() : createGoingOn(HASHES[algorithm]));
  }

  update(bytes: Uint8Array): void {
    for (const hash of this.#hashes.values()) hash.update(bytes);
  }

  /** Of the bytes so far; more may follow. */
  digest(): Digests {
    const digests = new Map([...this.#hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')]));
    return { checksum: toChecksum(digests.get('SHA1') ?? ''), all: joinDigests(digests) };
  }
}

/** A hash of Node that can be asked before its end. */
function createGoingOn(name: string): Hashing {
  const hash = createHash(name);
  return { update: (bytes) => hash.update(bytes), digest: (encoding) => hash.copy().digest(encoding) };
}

const MODULUS = 65_521;
/** The largest number of bytes whose sums cannot pass 2^32 before the modulus is taken. */
const BLOCK_BYTES = 5_552;

/** Checks a transfer, but proves no two files equal: 32 bits are too few. @see RFC 1950 §8.2 */
class Adler32 {
  #low = 1;
  #high = 0;

  update(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
      for (const byte of bytes.subarray(start, start + BLOCK_BYTES)) {
        this.#low += byte;
        this.#high += this.#low;
      }
      this.#low %= MODULUS;
      this.#high %= MODULUS;
    }
  }

  digest(_encoding: 'hex'): string {
    return (this.#high * 65_536 + this.#low).toString(16).padStart(8, '0');
  }
}
