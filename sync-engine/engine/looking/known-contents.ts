import type { Checksum, ChecksumSet } from '../../core/model/checksum.ts';
import { strongestAlgorithm } from '../../core/model/checksum.ts';
import type { LocalItem, LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { HashedFile } from '../../filesystem/filesystem.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { LetGo } from './let-go.ts';

/**
 * Stamps of one inode that are remembered. A look can see an inode under two stamps, when its file was deleted and the
 * number given to the next one while the look went on; with a single memory each would ask for the other's bytes anew.
 */
const STAMPS_PER_INODE = 4;

interface Known {
  readonly stamp: LocalStamp;
  readonly checksum: Checksum | undefined;
}

/**
 * What is known of bytes beside the base: checksums of local files that were read, valid as long as the file is
 * untouched, and what was let go on the server.
 */
export class KnownContents {
  readonly letGo = new LetGo();
  readonly #byInode = new Map<string, readonly Known[]>();
  readonly #byOther = new Map<string, Checksum>();
  /** Inodes with a stamp whose bytes could not be read. */
  readonly #unread = new Set<string>();

  note({ stamp, checksum, all }: HashedFile): void {
    this.#add({ stamp, checksum });
    for (const other of all.split(' ')) if (other !== checksum) this.#byOther.set(other, checksum);
  }

  /** The bytes behind this stamp could not be read: they are not asked for again before the next look. */
  noteUnread(stamp: LocalStamp): void {
    this.#add({ stamp, checksum: undefined });
    this.#unread.add(keyOf(stamp));
  }

  /**
   * A new look: what could not be read may be readable now. It may be the very same stamp, where a file was moved within
   * a step of the disk's clock while we tried to read it at its old place.
   */
  forgetUnread(): void {
    for (const key of this.#unread) {
      const read = (this.#byInode.get(key) ?? []).filter(({ checksum }) => checksum !== undefined);
      this.#byInode.set(key, read);
    }
    this.#unread.clear();
  }

  get isEmpty(): boolean {
    return this.#byInode.size === 0;
  }

  /** What rows of the base tell of the very same stamps, nobody asks here. */
  forgetAgreed(rows: Iterable<Pick<BaseRow, 'local' | 'checksum'>>): void {
    for (const { local, checksum } of rows) {
      const known = local && this.#byInode.get(keyOf(local));
      if (local === undefined || known === undefined || checksum === undefined) continue;
      const left = known.filter(({ stamp }) => !isSameStamp('file', stamp, local));
      if (left.length === 0) this.#byInode.delete(keyOf(local));
      else this.#byInode.set(keyOf(local), left);
    }
  }

  find(item: LocalItem): Checksum | undefined {
    return this.#lookUp(item.stamp)?.checksum;
  }

  /**
   * Our own name for bytes of which a server offers no SHA-1, if a file with the same bytes was read here. An Adler-32 is
   * too weak to tell.
   */
  findSame(offered: ChecksumSet): Checksum | undefined {
    const [strongest = ''] = offered.split(' ', 1);
    return strongestAlgorithm(offered) === 'ADLER32' ? undefined : this.#byOther.get(strongest);
  }

  /** True when somebody tried to read this very stamp, whatever came of it. */
  wasTried(item: LocalItem): boolean {
    return this.#lookUp(item.stamp) !== undefined;
  }

  #add(known: Known): void {
    const key = keyOf(known.stamp);
    const others = (this.#byInode.get(key) ?? []).filter(({ stamp }) => !isSameStamp('file', stamp, known.stamp));
    this.#byInode.set(key, [...others, known].slice(-STAMPS_PER_INODE));
  }

  #lookUp(stamp: LocalStamp): Known | undefined {
    return this.#byInode.get(keyOf(stamp))?.find((known) => isSameStamp('file', known.stamp, stamp));
  }
}

function keyOf(stamp: LocalStamp): string {
  return `${stamp.device} ${stamp.inode}`;
}
