import { createHash } from 'node:crypto';
import { strongestAlgorithm } from '../../core/model/checksum.ts';
import type { ChecksumAlgorithm } from '../../core/model/checksum.ts';
import type { ArchiveItem } from '../transport.ts';

/** Kinds of checksums that tell by themselves what a file is, by their names in OpenSSL. */
const TELLING: Partial<Record<ChecksumAlgorithm, string>> = { 'SHA3-256': 'sha3-256', SHA256: 'sha256', SHA1: 'sha1' };

/**
 * The files that an archive has still to bring. What an entry is called says nothing: two files of one name come under
 * one name, and no name of an archive ever becomes a path. Bytes of the right number and with the right checksum are
 * the file.
 */
export class WantedFiles<Item extends ArchiveItem> {
  readonly #bySize = new Map<number, readonly Item[]>();

  constructor(items: readonly Item[]) {
    for (const item of items) this.#bySize.set(item.sizeBytes, [...(this.#bySize.get(item.sizeBytes) ?? []), item]);
  }

  /** True while a file of this size is wanted. */
  hasSize(sizeBytes: number): boolean {
    return this.#bySize.has(sizeBytes);
  }

  /** The items whose bytes these are; none of them is wanted any more. */
  take(bytes: Uint8Array): readonly Item[] {
    const candidates = this.#bySize.get(bytes.length) ?? [];
    const digests = new Map<ChecksumAlgorithm, string | undefined>();
    const isThis = ({ checksum }: Item): boolean => {
      const algorithm = strongestAlgorithm(checksum);
      if (!digests.has(algorithm)) digests.set(algorithm, toDigest(bytes, algorithm));
      return checksum.split(' ', 1)[0] === digests.get(algorithm);
    };
    const { found = [], others = [] } = Object.groupBy(candidates, (item) => (isThis(item) ? 'found' : 'others'));
    if (others.length > 0) this.#bySize.set(bytes.length, others);
    else this.#bySize.delete(bytes.length);
    return found;
  }
}

function toDigest(bytes: Uint8Array, algorithm: ChecksumAlgorithm): string | undefined {
  const name = TELLING[algorithm];
  return name === undefined ? undefined : `${algorithm}:${createHash(name).update(bytes).digest('hex')}`;
}
