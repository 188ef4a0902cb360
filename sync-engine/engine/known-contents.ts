import type { Checksum } from '../core/model/checksum.ts';
import type { LocalItem, LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';

/** Checksums of local files that were read during this run, valid as long as the file is untouched. */
export class KnownContents {
  readonly #byInode = new Map<string, { readonly stamp: LocalStamp; readonly checksum: Checksum | undefined }>();

  note(stamp: LocalStamp, checksum: Checksum): void {
    this.#byInode.set(keyOf(stamp), { stamp, checksum });
  }

  /** The bytes behind this stamp could not be read: they are not asked for again in this run. */
  noteUnread(stamp: LocalStamp): void {
    this.#byInode.set(keyOf(stamp), { stamp, checksum: undefined });
  }

  find(item: LocalItem): Checksum | undefined {
    return this.#lookUp(item)?.checksum;
  }

  /** True when somebody tried to read this very stamp, whatever came of it. */
  wasTried(item: LocalItem): boolean {
    return this.#lookUp(item) !== undefined;
  }

  #lookUp(item: LocalItem): { readonly checksum: Checksum | undefined } | undefined {
    const known = this.#byInode.get(keyOf(item.stamp));
    return known !== undefined && isSameStamp('file', known.stamp, item.stamp) ? known : undefined;
  }
}

function keyOf(stamp: LocalStamp): string {
  return `${stamp.device} ${stamp.inode}`;
}
