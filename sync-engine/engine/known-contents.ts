import type { Checksum } from '../core/model/checksum.ts';
import type { LocalItem, LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';

/** Checksums of local files that were read during this run, valid as long as the file is untouched. */
export class KnownContents {
  readonly #byInode = new Map<string, { readonly stamp: LocalStamp; readonly checksum: Checksum }>();

  note(stamp: LocalStamp, checksum: Checksum): void {
    this.#byInode.set(keyOf(stamp), { stamp, checksum });
  }

  find(item: LocalItem): Checksum | undefined {
    const known = this.#byInode.get(keyOf(item.stamp));
    return known !== undefined && isSameStamp('file', known.stamp, item.stamp) ? known.checksum : undefined;
  }
}

function keyOf(stamp: LocalStamp): string {
  return `${stamp.device} ${stamp.inode}`;
}
